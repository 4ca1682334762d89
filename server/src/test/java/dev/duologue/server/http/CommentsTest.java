package dev.duologue.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommentsTest {
    @Test
    void linesThatAreAllCommentBecomeEmpty() {
        assertThat(
                        without(
                                """
                                // one
                                /** two */
                                let a = 1; // beside code
                                  /**
                                   * three
                                   */
                                const url = 'https://example.org/*';
                                """))
                .isEqualTo(
                        """


                        let a = 1; // beside code



                        const url = 'https://example.org/*';
                        """);
    }

    @Test
    void codeThatFollowsACommentStays() {
        String casts =
                """
                const x =
                  /** @type {any} */ (
                    /** @type {unknown} */ (y)
                  );
                """;
        assertThat(without(casts)).isEqualTo(casts);
    }

    @Test
    void aBlockThatEndsBeforeCodeStaysAsAWhole() {
        String source = "/* a\n b */ code();\nmore(); /* c\n */\n";
        assertThat(without(source)).isEqualTo(source);
    }

    @Test
    void twoCommentsOnALineWithCodeBetweenThemStay() {
        String source = "/* a */ code(); /* b */\n";
        assertThat(without(source)).isEqualTo(source);
    }

    private static String without(String source) {
        return new String(
                Comments.without(source.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
