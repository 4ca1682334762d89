package dev.duologue.server;

/// Which Duologue this is.
final class Version {
    private Version() {}

    /// The version of the jar; `development` where it runs from class files.
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
