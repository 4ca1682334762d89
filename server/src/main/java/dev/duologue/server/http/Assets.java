package dev.duologue.server.http;

import dev.duologue.server.config.BasePath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The files of the page: the documents, and under `/assets/` whatever they name.
public interface Assets {
    /// The start page.
    String HOME = "/home.html";

    /// The page of every room.
    String ROOM = "/index.html";

    /// The page that says that nothing is there.
    String NOT_FOUND = "/404.html";

    /// How phones come to trust the computer.
    String TRUST = "/trust.html";

    /// Those that have an address of their own.
    Set<String> DOCUMENTS = Set.of(HOME, ROOM, NOT_FOUND, TRUST);

    /// Begins the paths of all other files.
    String PREFIX = "/assets/";

    /// The page as it was built, from the class path.
    static Assets built(BasePath base) {
        return BuiltAssets.load(base);
    }

    /// The page as its sources lie in `folder`.
    static Assets sources(Path folder, BasePath base) {
        return new SourceAssets(folder, base);
    }

    /// The file that `path` of a URL names; the path is as the client sent it.
    Optional<Asset> find(String path);
}
