import Hummingbird

/// The home of a company: its cases, and what awaits an answer.
enum CompanyHome {
    static func response(_ desk: Desk) async throws -> Response { try await PlainHome.response(desk) }
}
