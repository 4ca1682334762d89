package dev.duologue.server;

import dev.duologue.server.config.PublicHost;
import dev.duologue.server.config.ServerConfig;
import dev.duologue.server.doctor.CertificateCheck;
import dev.duologue.server.doctor.Finding;
import dev.duologue.server.doctor.Probes;
import dev.duologue.server.doctor.SystemChecks;
import dev.duologue.server.net.LocalNames;
import dev.duologue.server.net.Origins;
import dev.duologue.server.ops.StartException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `duologue doctor`: what can be found out from this computer about a server with these settings,
/// one sentence each. Where none runs, it runs one for as long as it looks.
final class Doctor {
    private static final String OPEN =
            "Open it in the firewall of this computer and of its cloud, over TCP and over UDP.";

    private final ServerConfig config;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(ServerConfig config) {
        this.config = config;
    }

    /// Looks at everything.
    List<Finding> examine() {
        InetAddress here =
                config.host().filter(host -> !host.isAnyLocalAddress()).orElse(loopback());
        if (config.port() != 0 && Probes.accepts(here, config.port())) {
            findings.add(
                    Finding.ok(
                            "Something listens on port "
                                    + config.port()
                                    + " already; it is asked."));
            examine(here, config.port());
        } else {
            examineOwn(here);
        }
        findings.addAll(
                new SystemChecks(Path.of("/proc"))
                        .all(Instant.now(), config.dataDir(), Runtime.getRuntime().maxMemory()));
        return List.copyOf(findings);
    }

    private void examineOwn(InetAddress here) {
        try (var server = DuologueServer.start(config)) {
            findings.add(
                    Finding.ok("The server starts, and listens on port " + server.port() + "."));
            examine(here, server.port());
        } catch (StartException e) {
            findings.add(
                    Finding.bad(
                            "The server does not start: " + e.getMessage() + ".",
                            "docs/troubleshooting.md says what to do about each reason."));
        }
    }

    private void examine(InetAddress here, int port) {
        findings.add(reach("this computer", here, port, "Another program may have the port."));
        for (InetAddress address : Origins.reachable(config)) {
            findings.add(reach("the network at " + address.getHostAddress(), address, port, OPEN));
        }
        Optional<PublicHost> known = config.relay().publicHost();
        known.ifPresent(place -> examinePublic(place, place.port().orElse(port)));
        if (!config.insecureHttp()) {
            String name = known.map(PublicHost::name).orElseGet(() -> LocalNames.inUrl(here));
            findings.add(
                    Probes.certificate(here, port)
                            .map(shown ->
                                    CertificateCheck.of(
                                            shown,
                                            name,
                                            config.tlsFiles().isPresent(),
                                            Instant.now()))
                            .orElseGet(() ->
                                    Finding.bad(
                                            "There is no TLS on the port.",
                                            "Another program has it: stop that, or take another with --port.")));
        }
    }

    private Finding reach(String from, InetAddress address, int port, String advice) {
        boolean tcp = Probes.accepts(address, port);
        boolean udp = !config.relay().enabled() || Probes.answersOverUdp(address, port);
        String where = "Port " + port + " is ";
        if (tcp && udp) {
            return Finding.ok(where + "reached from " + from + " over TCP and UDP.");
        }
        return Finding.bad(
                where
                        + "not reached from "
                        + from
                        + " over "
                        + (tcp ? "UDP" : udp ? "TCP" : "TCP and UDP")
                        + ".",
                advice);
    }

    private void examinePublic(PublicHost place, int port) {
        String name = place.name().replaceAll("[\\[\\]]", "");
        try {
            InetAddress[] addresses = InetAddress.getAllByName(name);
            findings.add(Finding.ok(name + " is " + texts(addresses) + "."));
            for (InetAddress address : addresses) {
                Finding found =
                        reach(
                                "its public side at " + address.getHostAddress(),
                                address,
                                port,
                                OPEN);
                findings.add(
                        found.grade() == Finding.Grade.OK
                                ? found
                                : Finding.warn(
                                        found.sentence(),
                                        OPEN
                                                + " From inside of a NAT it may not be reached although it is from outside: ask from elsewhere."));
            }
        } catch (UnknownHostException _) {
            findings.add(
                    Finding.bad(
                            "The name " + name + " leads nowhere.",
                            "Add A and AAAA records for it, or correct --public-host."));
        }
    }

    private static String texts(InetAddress... addresses) {
        return String.join(
                ", ", List.of(addresses).stream().map(InetAddress::getHostAddress).toList());
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
