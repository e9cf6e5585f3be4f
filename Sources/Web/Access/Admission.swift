import HTTPTypes
import Hummingbird
import Vivier

/// Finds out on whose behalf a request comes.
struct Admission: Sendable {
    let doorkeeper: Doorkeeper
    let limit = RateLimit.ofFailures()
    /// Of those who are known; nil where nothing bounds them.
    var requests: RateLimit?
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

    /// - Parameter secret: of the cookie that a browser bears.
    /// - Returns: nil for whoever is not signed in, or no longer.
    /// - Throws: ``Failure/tooManyRequests``.
    func principal(of secret: LinkSecret) async throws -> Principal? {
        guard let principal = try await doorkeeper.principal(of: secret) else { return nil }
        try checkPace(of: principal)
        return principal
    }

    /// All tokens and sessions of an account together: more of them are no more requests.
    private func checkPace(of principal: Principal) throws {
        guard let requests else { return }
        let name = principal.account.map { "account \($0)" } ?? principal.token.map { "token \($0)" } ?? ""
        if let seconds = requests.take(name) { throw Failure.tooManyRequests(retryAfter: seconds) }
    }

    private func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.utf8.count > 7, header.prefix(7).lowercased() == "bearer " else {
            return nil
        }
        return String(header.dropFirst(7))
    }

    /// Who opened the connection, or behind a trusted proxy the last address that is not one of them.
    func address(of request: Request, _ visit: Visit) -> String {
        let direct = visit.address ?? "unix"
        guard trustedProxies.contains(direct), let forwarded = request.headers[.xForwardedFor] else { return direct }
        let hops = forwarded.split(separator: ",").map { String($0.trimmingPrefix { $0 == " " }) }
        // What is no address says nothing about who asks.
        return hops.last { !trustedProxies.contains($0) }.flatMap { TrustedProxies.isAddress($0) ? $0 : nil } ?? direct
    }
}
