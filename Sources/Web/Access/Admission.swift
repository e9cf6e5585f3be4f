import HTTPTypes
import Hummingbird
import Vivier

/// Finds out on whose behalf a request comes.
struct Admission: Sendable {
    let doorkeeper: Doorkeeper
    let limit = RateLimit.ofFailures()
    /// Of those who are known; nil where nothing bounds them.
    var requests: RateLimit?
    /// Of those who come without signing in, by address; nil where nothing bounds them.
    var visits: RateLimit?
    /// Those whose `X-Forwarded-For` is believed.
    let trustedProxies: TrustedProxies

    /// - Throws: ``Failure/unauthenticated`` alike for no token, an unknown, an expired and a revoked one; ``Failure/tooManyFailures``,
    ///   ``Failure/tooManyRequests``.
    func caller(of request: Request, _ visit: Visit) async throws -> Caller {
        guard let text = bearer(request) else { throw Failure.unauthenticated }
        // A good token passes always: 256 random bits are not guessed, and others may share the address of whoever tries.
        guard let principal = try await doorkeeper.principal(bearing: text) else {
            let address = self.address(of: request, visit)
            if let seconds = limit.wait(for: address) { throw Failure.tooManyFailures(retryAfter: seconds) }
            limit.count(address)
            throw Failure.unauthenticated
        }
        try checkPace(of: principal)
        return principal.caller(requestID: visit.requestID, language: visit.language)
    }

    /// Counts a request for what anyone may read.
    ///
    /// - Throws: ``Failure/tooManyVisits(retryAfter:)``.
    func checkVisit(_ request: Request, _ visit: Visit) throws {
        if let seconds = visits?.take(address(of: request, visit)) { throw Failure.tooManyVisits(retryAfter: seconds) }
    }

    /// - Parameter secret: of the cookie that a browser bears.
    /// - Returns: nil for whoever is not signed in, or no longer.
    /// - Throws: ``Failure/tooManyRequests``.
    func principal(of secret: LinkSecret) async throws -> Principal? {
        guard let principal = try await doorkeeper.principal(of: secret) else { return nil }
        try checkPace(of: principal)
        return principal
    }

    /// Each token by itself, so that nobody uses up what a person may ask by a token in that person's name; all sessions of an account together.
    private func checkPace(of principal: Principal) throws {
        guard let requests else { return }
        let name = principal.token.map { "token \($0)" } ?? principal.account.map { "account \($0)" } ?? ""
        if let seconds = requests.take(name) { throw Failure.tooManyRequests(retryAfter: seconds) }
    }

    private func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.utf8.count > 7, header.prefix(7).lowercased() == "bearer " else {
            return nil
        }
        return String(header.dropFirst(7))
    }

    /// Who opened the connection, or behind a trusted proxy the last address that is not one of them; as limits count it.
    func address(of request: Request, _ visit: Visit) -> String { TrustedProxies.household(single(request, visit)) }

    private func single(_ request: Request, _ visit: Visit) -> String {
        let direct = visit.address ?? "unix"
        guard trustedProxies.contains(direct), let forwarded = request.headers[.xForwardedFor] else { return direct }
        for hop in forwarded.split(separator: ",").reversed() {
            // What is no address says nothing about who asks.
            guard let address = TrustedProxies.address(ofHop: hop) else { return direct }
            if !trustedProxies.contains(address) { return address }
        }
        return direct
    }
}
