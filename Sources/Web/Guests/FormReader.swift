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

    /// Nobody gave a public address: the one there is leads to this machine alone.
    private var isUnnamed: Bool { ["http://127.", "http://localhost", "http://[::1]"].contains { ownOrigin.hasPrefix($0) } }

    /// Bytes of a form.
    private static let limit = 16 << 10
    /// Bytes of what is typed into a page of work: a description alone may have 64 KiB, which percent-encoding makes three times that.
    private static let pageLimit = 512 << 10
    private static let mediaType = "application/x-www-form-urlencoded"

    /// - Throws: ``Failure/forged`` for what another site made the browser send.
    func fields(of request: Request, from sender: Sender) async throws -> [String: String] {
        try checkOrigin(of: request)
        let share = BodyBudget.Share(of: budget, by: sender, forFile: false, limit: Self.limit)
        defer { withExtendedLifetime(share) {} }
        let bytes = try await BodyReader.bytes(of: request, mediaTypes: [Self.mediaType], in: share)
        let items = try QueryReader.items(of: String(decoding: bytes, as: UTF8.self))
        return Dictionary(items.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The same of a person who is signed in: the form bears what only a page of the session can have.
    func fields(of request: Request, by guest: Guest) async throws -> [String: String] {
        let fields = try await fields(of: request, from: guest.principal.sender)
        guard guest.secret.isFormToken(fields["form_token"]) else { throw Failure.forged }
        return fields
    }

    /// All that a form of somebody who is signed in bears, several values of one name and files too.
    ///
    /// A form of a page of this site whose session is another by now: nothing is done, and nothing is lost.
    struct Stale: Error {
        var form: Form
    }

    /// - Parameter files: how many bytes its files may have together; 0: it bears none.
    /// - Throws: ``Stale`` where a browser vouches that the form comes from here, and its page is of an earlier session.
    func form(of request: Request, by guest: Guest, files: Int = 0) async throws -> Form {
        let isVouchedFor = try checkOrigin(of: request)
        let type = request.headers[.contentType] ?? ""
        let bearsFiles = files > 0 && type.lowercased().hasPrefix(Multipart.mediaType)
        let share = BodyBudget.Share(
            of: budget, by: guest.principal.sender, forFile: bearsFiles, limit: Self.pageLimit + (bearsFiles ? files : 0))
        defer { withExtendedLifetime(share) {} }
        let bytes = try await BodyReader.bytes(of: request, mediaTypes: [bearsFiles ? Multipart.mediaType : Self.mediaType], in: share)
        let form =
            try bearsFiles
            ? Multipart.form(in: bytes, contentType: type) : Form(items: QueryReader.items(of: String(decoding: bytes, as: UTF8.self)))
        guard guest.secret.isFormToken(form["form_token"]) else {
            if isVouchedFor, Self.isOnce(form) { throw Stale(form: form) }
            throw Failure.forged
        }
        return form
    }

    /// What somebody sends who is signed in no longer, where a browser vouches that it comes from a page of this site; nil for anything else.
    func stray(of request: Request, from sender: Sender) async -> Form? {
        guard (try? checkOrigin(of: request)) == true else { return nil }
        let share = BodyBudget.Share(of: budget, by: sender, forFile: false, limit: Self.pageLimit)
        defer { withExtendedLifetime(share) {} }
        guard let bytes = try? await BodyReader.bytes(of: request, mediaTypes: [Self.mediaType], in: share),
            let items = try? QueryReader.items(of: String(decoding: bytes, as: UTF8.self))
        else { return nil }
        let form = Form(items: items)
        return Self.isOnce(form) ? form : nil
    }

    /// Whether it bears the token of some session and something besides.
    private static func isOnce(_ form: Form) -> Bool {
        form.files.isEmpty && form["form_token"].wholeMatch(of: /[0-9a-f]{64}/) != nil
            && form.items.contains { !["form_token", "once", Form.standsOn].contains($0.name) }
    }

    /// Browsers say where a form comes from; what says nothing is no browser, and bears no cookie that it was not given.
    ///
    /// - Returns: whether a browser has said so.
    @discardableResult
    private func checkOrigin(of request: Request) throws -> Bool {
        if let site = request.headers[.fetchSite] {
            guard site == "same-origin" else { throw Failure.forged }
            return true
        }
        if let origin = request.headers[.origin] {
            // Where nobody said under which name the service is reached, it is reached under whatever the browser called it.
            let host = isUnnamed ? request.head.authority.map { ["http://\($0)", "https://\($0)"] } ?? [] : []
            guard origin == ownOrigin || host.contains(origin) else { throw Failure.forged }
            return true
        }
        return false
    }
}
