import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// What is served without a token: the front page, the explanations of problems, the description of the API, and what operators watch.
struct OpenPages: Sendable {
    let application: Vivier.Application
    let admission: Admission
    let readiness: Readiness
    let counts: RequestCounts
    let budget: BodyBudget

    func home(_ request: Request, _ visit: Visit, _ guest: Guest?) async throws -> Response {
        let figures = try await application.perform(ShowPublicFigures(), by: .terminal(requestID: visit.requestID))
        let cases = try await application.perform(ListPublicCases(query: PublicCaseQuery(limit: 3)), by: visit.visitor)
        return HomePage(
            figures: figures, cases: cases.items, say: Words(language: visit.language), origin: application.publicURL,
            contact: application.premises.contact, guest: guest
        ).response(to: request)
    }

    func operations(_ request: Request, _ visit: Visit, _ guest: Guest?) throws -> Response {
        try APIPage(
            subject: request.typed(APIPage.subject), say: Words(language: visit.language), origin: application.publicURL, guest: guest
        ).response(to: request)
    }

    func problem(_ request: Request, _ visit: Visit) throws -> Response {
        guard let page = ProblemPage(code: visit.parameters.get("code") ?? "", language: visit.language) else {
            throw Failure.noSuchPage
        }
        return page.response()
    }

    /// The process answers: nothing else is asked.
    func health(_ request: Request, _ visit: Visit) -> Response { text("ok\n") }

    /// To whom a weakness is told (RFC 9116), where the house has said who takes letters.
    func security(_ request: Request, _ visit: Visit) throws -> Response {
        guard let note = SecurityNote(application) else { throw Failure.noSuchPage }
        var response = text(note.text)
        response.headers[.cacheControl] = "max-age=3600"
        return response
    }

    func ready(_ request: Request, _ visit: Visit) async -> Response {
        guard let obstacle = await readiness.obstacle() else { return text("ready\n") }
        return obstacle.response(requestID: visit.requestID, language: visit.language)
    }

    /// Whether it was asked on this machine, by no proxy and under a name of this machine.
    private func isNear(_ request: Request, _ visit: Visit) -> Bool {
        let said: [HTTPField.Name] = [.xForwardedFor, .forwarded, .viaProxy, .xForwardedHost, .xForwardedProto, .xRealIP]
        let isForwarded = said.contains { request.headers[$0] != nil }
        guard !isForwarded, visit.address.map({ ["127.0.0.1", "::1", "::ffff:127.0.0.1"].contains($0) }) ?? true else { return false }
        let name = request.head.authority.map { $0.replacing(/:[0-9]*$/, with: "") } ?? ""
        return ["", "localhost", "[::1]"].contains(name) || name.hasPrefix("127.")
    }

    /// To whoever sits on this machine, or bears an operator's token.
    func metrics(_ request: Request, _ visit: Visit) async throws -> Response {
        if !isNear(request, visit) {
            let caller = try await admission.caller(of: request, visit)
            guard caller.role == .operator else { throw GeneralRefusal.denied(.readAudit) }
        }
        var page = MetricsPage()
        counts.write(to: &page)
        let connections = application.connections
        page.gauge("vivier_database_connections_open", "Open connections to PostgreSQL.", Double(connections.open))
        page.gauge("vivier_database_connections_idle", "Connections for transactions that nobody uses.", Double(connections.idle))
        page.gauge("vivier_database_connections_leased", "Connections that a transaction has.", Double(connections.leased))
        page.gauge("vivier_database_callers_waiting", "Callers that wait for a connection.", Double(connections.waiting))
        page.gauge("vivier_database_batches_in_flight", "Batches sent and not yet answered.", Double(connections.inFlight))
        page.gauge("vivier_database_reachable", "1 while PostgreSQL takes connections.", connections.isReachable ? 1 : 0)
        page.gauge("vivier_bodies_held_bytes", "Bytes of request bodies held just now.", Double(budget.held))
        if let resident = ProcessMemory.resident {
            page.gauge("process_resident_memory_bytes", "Memory in use by this process.", Double(resident))
        }
        var response = text(page.text)
        response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return response
    }

    func description(_ request: Request, _ visit: Visit) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try Self.document.get())))
    }

    /// Written once: it changes with the program only.
    private static let document = Result { try OpenAPIDocument.bytes() }

    private func text(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
