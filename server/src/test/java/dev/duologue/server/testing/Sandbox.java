package dev.duologue.server.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Surroundings for a program that only Linux makes, and partly only for root.
public final class Sandbox {
    private Sandbox() {}

    /// Runs the commands of a shell first, with mounts, network and host name that end with the
    /// program. Skips the test where this machine gives no namespaces.
    ///
    /// @param preparation such as `mount -t tmpfs …`
    public static List<String> namespaces(String preparation) {
        List<String> unshare = List.of("unshare", "--mount", "--net", "--uts");
        Assumptions.assumeTrue(
                runs(with(unshare, "true")),
                "needs root, and a kernel that lets it make namespaces (unshare --mount --net)");
        return with(unshare, "sh", "-ec", preparation + "\nexec \"$@\"", "sh");
    }

    /// Runs the commands of a shell first.
    public static List<String> shell(String preparation) {
        return List.of("sh", "-ec", preparation + "\nexec \"$@\"", "sh");
    }

    /// Runs as a user that has no name, no home and no files. Skips the test where that cannot be.
    public static List<String> namelessUser() {
        // It must read the classes of the tests, wherever they lie.
        List<String> setpriv =
                List.of(
                        "setpriv",
                        "--reuid=54321",
                        "--regid=54321",
                        "--clear-groups",
                        "--inh-caps=+dac_read_search",
                        "--ambient-caps=+dac_read_search");
        Assumptions.assumeTrue(
                runs(with(setpriv, "true")), "needs root, to become another user (setpriv)");
        return with(setpriv, "env", "-u", "HOME", "-u", "XDG_DATA_HOME");
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private static boolean runs(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException _) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
