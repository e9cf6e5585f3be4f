import API
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import OpenID
package import ServiceLifecycle
package import Vivier

/// Everything that is reached over HTTP.
package struct Site: Sendable {
    let application: Vivier.Application
    let log: Logger
    let map = SiteMap()
    let counts = RequestCounts()
    let readiness: Readiness
    let admission: Admission
    let budget: BodyBudget
    private let idle: Duration
    private let responder: RouterResponder<Visit>

    /// - Parameters:
    ///   - trustedProxies: those whose `X-Forwarded-For` is believed.
    ///   - bodyBytes: how many bytes of bodies are held at a time, over all requests.
    ///   - providers: whom people may sign in with, besides by a link.
    ///   - isOnlyForProxies: a plain listener beyond the loopback, which answers those proxies and this machine alone.
    ///   - requestsPerSecond: of one account, in the long run; nil: as many as come, and as many visits from one address.
    ///   - idle: how long a connection may take to say all of a head, and how long it may be silent.
    package init(
        application: Vivier.Application, log: Logger, trustedProxies: TrustedProxies = .nobody, bodyBytes: Int = 512 << 20,
        idle: Duration = .seconds(60), providers: [RelyingParty] = [], requestsPerSecond: Int? = nil,
        isOnlyForProxies: Bool = false
    ) {
        self.idle = idle
        self.application = application
        self.log = log
        admission = Admission(
            doorkeeper: Doorkeeper(database: application.database, endings: application.endings),
            requests: requestsPerSecond.map { .ofRequests(perSecond: $0) },
            visits: requestsPerSecond == nil ? nil : .ofVisits(), trustedProxies: trustedProxies)
        budget = BodyBudget(bytes: bodyBytes)
        readiness = Readiness(application: application)
        let router = Router(context: Visit.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: Reception(
                log: log, counts: counts, map: map, proxies: isOnlyForProxies ? trustedProxies : nil,
                isSecure: application.publicURL.hasPrefix("https:")))
        let guests = GuestPages(application: application, admission: admission, budget: budget, providers: providers)
        let door = DeskDoor(application: application, admission: admission, cookies: guests.cookies, forms: guests.forms)
        Self.addRoutes(
            api: APIRoutes(application: application, admission: admission, budget: budget, router: router, map: map),
            routes: PageRoutes(router: router, map: map, admission: admission),
            pages: OpenPages(application: application, admission: admission, readiness: readiness, counts: counts, budget: budget),
            proofs: ProofPages(application: application, forms: guests.forms, admission: admission, door: door), guests: guests,
            desk: DeskRoutes(door: door, router: router, map: map))
        responder = router.buildResponder()
    }

    /// The server on one address; it stops taking requests on graceful shutdown and ends when the last one is answered.
    ///
    /// - Parameters:
    ///   - certificate: speaks TLS where there is one.
    ///   - onRunning: called once with the port, when requests are taken.
    package func server(
        host: String, port: Int, certificate: ServerCertificate? = nil, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some Service {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [HostRule.Placing()],
                idleTimeout: .milliseconds(idle.components.seconds * 1_000 + idle.components.attoseconds / 1_000_000_000_000_000),
                httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100)))
        return Hummingbird.Application(
            responder: responder,
            server: try certificate.map { try .tls(plain, tlsConfiguration: $0.configuration) } ?? plain,
            configuration: .init(address: .hostname(host, port: port), backlog: 1_024),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: log)
    }

    /// What goes on beside the requests.
    package var backgroundServices: [any Service] {
        let doorkeeper = admission.doorkeeper
        return [
            Background { await doorkeeper.heedRevocations() },
            Background.every(.seconds(5), "recording the use of tokens", log: log) { try await doorkeeper.recordUses() },
            Background.every(.seconds(2), "counting cohorts", log: log) { [application] in try await application.settleCohortTallies() },
            Background.every(.seconds(2), "reading names", log: log) { [application] in try await application.readNames() },
            Background.every(.seconds(2), "looking at full tables", log: log) { [application] in try await application.refreshStatistics()
            },
            Background.every(.seconds(3_600), "forgetting old answers", log: log) { [application] in
                try await application.forgetOldAnswers()
                try await application.forgetOldSignIns()
            },
            Background.every(.seconds(300), "forgetting old rosters and reminders", log: log) { [application] in
                try await application.forgetOldRosters()
                try await application.forgetOldReminders()
            },
            Background.every(.seconds(60), "closing past cases", log: log) { [application] in try await application.closePastCases() },
            Background.every(.seconds(3_600), "keeping the clocks of retention", log: log) { [application, log] in
                let swept = try await RetentionDesk(application).sweep()
                guard !swept.isNothing else { return }
                log.info(
                    "retention",
                    metadata: [
                        "asked": "\(swept.asked)", "consents": "\(swept.consents)", "prospects": "\(swept.prospects)",
                        "receipts": "\(swept.receipts)", "audit_lines": "\(swept.auditLines)", "students": "\(swept.students)",
                    ])
            },
            Background.every(.seconds(60), "forgetting old letters", log: log) { [application] in
                try await application.forgetOldLetters()
                try await application.forgetToldCounts()
            },
            Background.every(.seconds(60), "giving memory back", log: log) { await FreedMemory.giveBack() },
            Background { [application] in await application.workshop.run() },
            Draining(readiness: readiness),
        ] + (application.deliversLetters ? [Background { [application] in await application.deliverLetters() }] : [])
    }
}

/// Says that the house is closing, so that whoever balances load sends nobody here any more.
private struct Draining: Service {
    let readiness: Readiness

    func run() async throws {
        try await gracefulShutdown()
        readiness.close()
    }
}
