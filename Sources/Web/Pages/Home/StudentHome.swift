import Hummingbird

/// The home of a student: what is missing, and what comes next.
enum StudentHome {
    static func response(_ desk: Desk) async throws -> Response { try await PlainHome.response(desk) }
}
