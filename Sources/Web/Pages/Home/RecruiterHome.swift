import Hummingbird

/// The home of a recruiter: who is followed, and what comes next.
enum RecruiterHome {
    static func response(_ desk: Desk) async throws -> Response { try await PlainHome.response(desk) }
}
