import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// The fields of a form that a browser sends, where the page of this site sent it and no other.
struct FormReader: Sendable {
    let budget: BodyBudget
    /// `https://vivier.example`, without a path.
    let ownOrigin: String

    /// Bytes of a form.
    private static let limit = 16 << 10
    private static let mediaType = "application/x-www-form-urlencoded"

    /// - Throws: ``Failure/forged`` for what another site made the browser send.
    func fields(of request: Request) async throws -> [String: String] {
        try checkOrigin(of: request)
        let share = BodyBudget.Share(of: budget, forFile: false)
        defer { withExtendedLifetime(share) {} }
        let body = try await BodyReader.collect(request, as: .file(mediaTypes: [Self.mediaType], limit: Self.limit), in: share)
        guard case .file(let bytes) = body else { return [:] }
        let items = try QueryReader.items(of: String(decoding: bytes, as: UTF8.self))
        return Dictionary(items.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The same of a person who is signed in: the form bears what only a page of the session can have.
    func fields(of request: Request, by guest: Guest) async throws -> [String: String] {
        let fields = try await fields(of: request)
        // Both are digests of secrets: that they compare in varying time tells nothing of either.
        guard fields["form_token"] == guest.secret.formToken else { throw Failure.forged }
        return fields
    }

    /// Browsers say where a form comes from; what says nothing is no browser, and bears no cookie that it was not given.
    private func checkOrigin(of request: Request) throws {
        if let site = request.headers[.fetchSite] {
            guard site == "same-origin" else { throw Failure.forged }
        } else if let origin = request.headers[.origin] {
            let host = request.head.authority.map { ["http://\($0)", "https://\($0)"] } ?? []
            guard origin == ownOrigin || host.contains(origin) else { throw Failure.forged }
        }
    }
}
