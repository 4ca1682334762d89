package dev.duologue.turn;

/// The ports that relayed transport addresses are given.
///
/// @param first the lowest, 1024 to 65535
/// @param last the highest, `first` to 65535
public record PortRange(int first, int last) {
    /// The dynamic ports, 49152 to 65535, as RFC 8656 section 7.2 recommends.
    public static final PortRange DYNAMIC = new PortRange(49152, 65535);

    /// Checks both ends.
    ///
    /// @throws IllegalArgumentException if the ports are out of range or order
    public PortRange {
        if (first < 1024 || last > 65535 || first > last) {
            throw new IllegalArgumentException(
                    "turn.relay-ports = "
                            + first
                            + "-"
                            + last
                            + ": must be two ports from 1024 to 65535, the lower first");
        }
    }

    /// Reads `first-last`.
    ///
    /// @throws IllegalArgumentException if it is not two numbers in range and order
    public static PortRange parse(String text) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == 2) {
                return new PortRange(
                        Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip()));
            }
        } catch (NumberFormatException e) {
            // Said below, in the words of the rule.
        }
        throw new IllegalArgumentException(
                "turn.relay-ports = " + text + ": must be two ports such as 49152-65535");
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
