import ArgumentParser
import Formats
import Foundation
import Logging
import Mail
import OpenID
import ServiceLifecycle
import Vivier
import Web

/// Runs the service until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the pages and the API.",
        discussion: """
            Without --database-url a private PostgreSQL runs in the state folder, reached by a Unix socket only. \
            SIGTERM or Ctrl-C finishes open requests, then stops everything.
            """)

    @OptionGroup var options: SettingOptions

    @Option(help: "HOST:PORT to listen on; port 0 takes a free one. (VIVIER_LISTEN, default 127.0.0.1:8080)")
    var listen: String?

    @Option(help: "Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas. (VIVIER_TRUSTED_PROXIES)")
    var trustedProxies: String?

    func run() async throws {
        try await reportingFailure {
            let started = ContinuousClock.now
            let settings = try options.settings(listen: listen, trustedProxies: trustedProxies)
            try await HouseZone.$current.withValue(settings.timeZone) { try await serve(settings, since: started) }
        }
    }

    private func serve(_ settings: Settings, since started: ContinuousClock.Instant) async throws {
        let log = makeLogger(level: settings.logLevel)
        guard settings.certificate != nil || settings.listen.isLoopback || !settings.trustedProxies.isNobody else {
            throw SettingsError.openListener(settings.listen)
        }
        let certificate = try settings.certificate.map { try ServerCertificate(chainPath: $0.chain, keyPath: $0.key) }
        try settings.listen.check()
        if let fault = StateFolder.faults(of: settings.stateFolder).first { throw ClusterError.stateUnsafe(fault) }
        let courier: Courier
        if let mail = settings.mail {
            courier = .server(mail.server, from: mail.sender)
        } else {
            let folder = URL(filePath: settings.stateFolder).appending(path: "mail")
            courier = .folder(folder)
            log.notice("no mail server is set: letters are files", metadata: ["folder": "\(folder.path)"])
        }
        let signals = await StopSignals()
        let opening = Task { try await House.open(settings, log: log, letters: Postman(courier: courier, log: log)) }
        await signals.whenTheyArrive { opening.cancel() }
        let house: House
        do {
            house = try await opening.value
        } catch {
            guard await signals.haveArrived else { throw error }
            return log.info("stopped before it was ready")
        }
        let site = Site(
            application: house.application, log: log, trustedProxies: settings.trustedProxies,
            providers: settings.providers.map { RelyingParty($0) }, requestsPerSecond: settings.requestsPerSecond,
            isOnlyForProxies: certificate == nil && !settings.listen.isLoopback)
        let scheme = certificate == nil ? "http" : "https"
        let server = try site.server(host: settings.listen.host, port: settings.listen.port, certificate: certificate) { port in
            var address = settings.listen
            address.port = port
            let isOwn = settings.origins[.publicURL] == .standard
            let served = ServedAddress(listen: address, publicURL: isOwn ? "\(scheme)://\(address)" : settings.publicURL)
            do {
                if settings.databaseURL == nil { try served.write(in: settings.stateFolder) }
            } catch {
                log.warning("the address was not written down", metadata: ["error": "\(error)"])
            }
            log.info("ready", metadata: ["address": "\(scheme)://\(address)", "after": "\(Self.seconds(since: started))"])
            notifyReady()
        }
        var configuration = ServiceGroupConfiguration(
            services: house.services.map { .init(service: $0) } + site.backgroundServices.map { .init(service: $0) }
                + (certificate.map { [.init(service: $0.watch(log: log))] } ?? []) + [
                    .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)
                ],
            logger: log)
        // Whoever still sends a request byte by byte after that is cut off.
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        await signals.whenTheyArrive { await group.triggerGracefulShutdown() }
        do {
            try await group.run()
        } catch is CancellationError {
            log.info("requests that did not end in time were cut off")
        }
    }

    /// `2.137`, for programs that read the log.
    private static func seconds(since start: ContinuousClock.Instant) -> String {
        String(format: "%.3f", (ContinuousClock.now - start) / .seconds(1))
    }
}
