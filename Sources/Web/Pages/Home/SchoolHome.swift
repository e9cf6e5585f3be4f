import Hummingbird

/// The home of a school: where its rounds stand, and what comes next.
enum SchoolHome {
    static func response(_ desk: Desk) async throws -> Response { try await PlainHome.response(desk) }
}
