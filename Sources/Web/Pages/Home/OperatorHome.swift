import Hummingbird

/// The home of the operator: whether the service is well, and what wants a look.
enum OperatorHome {
    static func response(_ desk: Desk) async throws -> Response { try await PlainHome.response(desk) }
}
