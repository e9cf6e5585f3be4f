import API
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// Serves endpoints: admits the caller, reads what is asked, has the use case done, writes its answer.
struct APIRoutes {
    let application: Vivier.Application
    let admission: Admission
    let budget: BodyBudget
    let router: Router<Visit>
    let map: SiteMap

    /// An endpoint that answers JSON: one line of the site map.
    func on<Query, Body, Answer, Work: UseCase>(
        _ endpoint: Endpoint<Query, Body, Answer>, _ useCase: @escaping @Sendable (Asked<Query, Body>) throws -> Work
    ) where Work.Answer == Answer {
        // Asked of the type once, not of each answer.
        let (isVersioned, isPaged) = (Answer.self is any Versioned.Type, Answer.self is any Paged.Type)
        declare(endpoint) { [application] request, caller, asked, bytes, share in
            let work = try useCase(asked)
            let key = endpoint.takesIdempotencyKey ? request.headers[.idempotencyKey] : nil
            let repeatable = try key.map { try once(work, endpoint, $0, request, bytes) }
            if endpoint.answer == .jsonOrEvents, EventStream.isWanted(request) {
                return EventStream.response(to: request, failed: { problemJSON($0, caller, application.log) }) { report in
                    // The work goes on behind the answer's head, and what it works on is held for as long.
                    defer { withExtendedLifetime(share) {} }
                    if let repeatable { return Data(try await application.perform(repeatable, by: caller, progress: report)) }
                    return try JSONForm.encoder.encode(try await application.perform(work, by: caller, progress: report))
                }
            }
            let answer: Answer?
            var response: Response
            if let repeatable {
                let bytes = try await application.perform(repeatable, by: caller)
                response = json(bytes, status: endpoint.status)
                response.headers[.idempotencyKey] = key
                // An answer that was kept has the headers of the first one.
                // One that an earlier version kept may lack what is known by now: what was done stands all the same.
                answer = isVersioned || isPaged ? try? JSONForm.decoder.decode(Answer.self, from: Data(bytes)) : nil
            } else {
                let made = try await application.perform(work, by: caller)
                response = json(try JSONForm.bytes(of: made), status: endpoint.status)
                answer = made
            }
            if isVersioned, let answer = answer as? any Versioned { response.headers[.eTag] = "\"v\(answer.version)\"" }
            if isPaged, let page = answer as? any Paged { response.headers[.link] = nextLink(page.next, after: request) }
            return response
        }
    }

    /// An endpoint that answers the bytes of a file.
    func on<Query, Body, Work: UseCase>(
        _ endpoint: Endpoint<Query, Body, Nothing>, fileName: String, _ useCase: @escaping @Sendable (Asked<Query, Body>) throws -> Work
    ) where Work.Answer == [UInt8] {
        guard case .file(let mediaType) = endpoint.answer else { preconditionFailure("\(endpoint.operation) answers no file") }
        declare(endpoint) { [application] request, caller, asked, _, _ in
            let bytes = try await application.perform(try useCase(asked), by: caller)
            let tag = "\"\(SHA256.hex(of: bytes))\""
            let headers: HTTPFields = [
                .contentType: mediaType, .eTag: tag, .contentDisposition: "attachment; filename=\"\(fileName)\"",
                .cacheControl: "private, no-cache",
            ]
            if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
            return Response(
                status: HTTPResponse.Status(code: endpoint.status), headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    /// An endpoint that answers nothing.
    func on<Query, Body, Work: UseCase>(
        _ endpoint: Endpoint<Query, Body, Nothing>, _ useCase: @escaping @Sendable (Asked<Query, Body>) throws -> Work
    ) where Work.Answer == Void {
        declare(endpoint) { [application] _, caller, asked, _, _ in
            try await application.perform(try useCase(asked), by: caller)
            return Response(status: HTTPResponse.Status(code: endpoint.status))
        }
    }

    private typealias Answering<Query: Sendable, Body: Sendable> =
        @Sendable (Request, Caller, Asked<Query, Body>, BodyBytes, BodyBudget.Share) async throws -> Response

    private func declare<Query, Body, Answer>(
        _ endpoint: Endpoint<Query, Body, Answer>, _ answer: @escaping Answering<Query, Body>
    ) {
        let method = HTTPRequest.Method(rawValue: endpoint.method.rawValue) ?? .get
        let names = endpoint.pathParameters
        map.declare(method, endpoint.path)
        router.on(RouterPath(endpoint.path), method: method) { [application, admission, budget] request, visit -> Response in
            let caller = try await admission.caller(of: request, visit)
            // Before the body is read: nobody uploads what nobody will take.
            try await application.admit(
                caller, to: endpoint.operation, needing: endpoint.needs, object: visit.ids(names), kind: visit.kind(names))
            let share = BodyBudget.Share(of: budget, by: caller.sender, forFile: endpoint.body.isFile, limit: endpoint.body.limit)
            // Until the answer is made: what was received is worked on.
            defer { withExtendedLifetime(share) {} }
            let bytes = try await BodyReader.collect(request, as: endpoint.body, in: share)
            return try await answer(request, caller, try endpoint.read(request, visit, body: bytes), bytes, share)
        }
    }
}

extension BodyKind {
    fileprivate var isFile: Bool {
        if case .file = self { true } else { false }
    }

    fileprivate var limit: Int {
        if case .file(_, let limit) = self { limit } else { BodyReader.jsonLimit }
    }
}

private func json(_ bytes: some Sequence<UInt8>, status: Int) -> Response {
    Response(
        status: HTTPResponse.Status(code: status), headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
}

/// A request that may be repeated: the work is done once, and its answer is given each time.
private func once<Query, Body, Work: UseCase>(
    _ work: Work, _ endpoint: Endpoint<Query, Body, Work.Answer>, _ key: String, _ request: Request, _ bytes: BodyBytes
) throws -> Once<Work> where Work.Answer: Encodable {
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw Failure.badIdempotencyKey
    }
    var digest = SHA256()
    digest.update(request.uri.string.utf8)
    digest.update([0])
    var seal: Seal?
    switch bytes {
    case .none: break
    case .json(let data): digest.update(data)
    case .file(let file):
        // What is said of a file may speak of whom it lists, so it is closed with a key that only the file itself gives.
        digest.update(file)
        let secret = digest.finish()
        seal = Seal(key: SHA256.hash(of: secret + Array("seal".utf8)))
        digest = SHA256()
        digest.update(secret)
    }
    return Once(work, operation: endpoint.operation, key: key, bodyDigest: digest.finish(), seal: seal) {
        Array(try JSONForm.encoder.encode($0))
    }
}
