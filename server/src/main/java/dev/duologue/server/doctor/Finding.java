package dev.duologue.server.doctor;

/// What was found out about one thing, in one sentence.
///
/// @param advice what to do about it, in another; empty where nothing has to be done
public record Finding(Grade grade, String sentence, String advice) {
    /// How bad it is.
    public enum Grade {
        /// As it should be.
        OK,
        /// It works, but not for everybody.
        WARN,
        /// It does not work.
        BAD
    }

    /// As it should be.
    public static Finding ok(String sentence) {
        return new Finding(Grade.OK, sentence, "");
    }

    /// It works, but not for everybody.
    public static Finding warn(String sentence, String advice) {
        return new Finding(Grade.WARN, sentence, advice);
    }

    /// It does not work.
    public static Finding bad(String sentence, String advice) {
        return new Finding(Grade.BAD, sentence, advice);
    }

    /// One line, or two.
    @Override
    public String toString() {
        String mark =
                switch (grade) {
                    case OK -> "ok    ";
                    case WARN -> "warn  ";
                    case BAD -> "BAD   ";
                };
        return mark + sentence + (advice.isEmpty() ? "" : "\n      " + advice);
    }
}
