package dev.duologue.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duologue.server.testing.QuietLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSecretTest {
    private static final String WHOLE = "0123456789abcdef".repeat(4);

    @TempDir Path temporary;

    @ParameterizedTest
    @EnumSource
    void theFirstTimeOneIsMadeForItsOwnerAloneAndKept(KeptSecret kept) throws Exception {
        var directory = new DataDirectory(temporary.resolve("new/data"));
        String secret = kept.in(directory);
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(kept.in(directory)).isEqualTo(secret);
        assertThat(modes(temporary.resolve("new/data"))).containsOnly("rw-------");
        assertThat(mode(temporary.resolve("new/data"))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0123", "not a key that is whole", "\u0000\u0000\u0000"})
    void aBrokenSessionKeyIsMadeAnewAndSaysSo(String content) throws Exception {
        Path file = Files.writeString(temporary.resolve("session-key"), content);
        String secret = KeptSecret.SESSION_KEY.in(directory());
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(Files.readString(file)).isEqualTo(secret + "\n");
        assertThat(QuietLog.takeWarning())
                .endsWith(
                        file
                                + " was empty or cut short: made anew; pages that come back get new ids");
    }

    @Test
    void anEmptyTurnSecretIsMadeAnewAndSaysSo() throws Exception {
        Path file = Files.writeString(temporary.resolve("turn-secret"), "");
        assertThat(KeptSecret.TURN_SECRET.in(directory())).matches("[0-9a-f]{64}");
        assertThat(QuietLog.takeWarning())
                .endsWith(
                        file
                                + " was empty or cut short: made anew; programs that share it need the new one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "0123456789abcdef0123456789abcdef", "too short\n", "\u0000\n"})
    void whatIsLeftOfATurnSecretIsRefusedAndStays(String content) throws Exception {
        Path file = Files.writeString(temporary.resolve("turn-secret"), content);
        assertThatThrownBy(() -> KeptSecret.TURN_SECRET.in(directory()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(file + " is cut short: must be 64 hexadecimal digits, or");
        assertThat(file).hasContent(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sixteen letters.\n", "with spaces and punctuation!\r\n"})
    void aTurnSecretOfOnesOwnIsTaken(String content) throws Exception {
        Files.writeString(temporary.resolve("turn-secret"), content);
        assertThat(KeptSecret.TURN_SECRET.in(directory())).isEqualTo(content.strip());
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfAnEarlierVersionIsTaken(KeptSecret kept) throws Exception {
        String file = kept == KeptSecret.SESSION_KEY ? "session-key" : "turn-secret";
        Files.writeString(temporary.resolve(file), WHOLE);
        assertThat(kept.in(directory())).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoFileIsRefused(KeptSecret kept) throws Exception {
        for (String name : List.of("session-key", "turn-secret")) {
            Files.createDirectory(temporary.resolve(name));
        }
        assertThatThrownBy(() -> kept.in(directory()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot read " + temporary)
                .hasMessageEndingWith(": not a regular file");
    }

    @Test
    void manyWhoMakeOneAtOnceGetTheSame() throws Exception {
        Set<String> secrets = ConcurrentHashMap.newKeySet();
        Callable<Boolean> make = () -> secrets.add(KeptSecret.SESSION_KEY.in(directory()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var made : threads.invokeAll(Stream.generate(() -> make).limit(20).toList())) {
                made.get();
            }
        }
        assertThat(secrets).hasSize(1);
    }

    @Test
    void whatAnInterruptedWriteLeftIsSweptUp() throws Exception {
        Files.writeString(temporary.resolve("session-key.123456.new"), "01");
        Files.writeString(temporary.resolve("tls-ca-key.pem.7.new"), "");
        Path other = Files.writeString(temporary.resolve("notes.new"), "of a person's");
        KeptSecret.SESSION_KEY.in(directory());
        try (var files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "session-key", "notes.new");
        }
        assertThat(other).exists();
    }

    @Test
    void whatOthersCouldReadIsClosedToThem() throws Exception {
        Path folder = open(Files.createDirectory(temporary.resolve("data")), "rwxr-xr-x");
        Path file = open(Files.writeString(folder.resolve("turn-secret"), WHOLE), "rw-r--r--");
        new DataDirectory(folder).tighten();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(QuietLog.takeWarning())
                .endsWith(file + " was open to other users: closed to them now");
        new DataDirectory(folder).tighten(); // and says nothing more
    }

    @Test
    void aFolderThatHoldsMoreThanOurFilesStaysOpen() throws Exception {
        Path folder = open(Files.createDirectory(temporary.resolve("shared")), "rwxr-xr-x");
        Files.writeString(folder.resolve("notes"), "");
        new DataDirectory(folder).tighten();
        assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    }

    private DataDirectory directory() {
        return new DataDirectory(temporary);
    }

    private static Path open(Path file, String mode) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static List<String> modes(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(KeptSecretTest::mode).toList();
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
