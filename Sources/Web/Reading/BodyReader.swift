import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// The bytes that came with a request.
enum BodyBytes: Sendable {
    case none
    case json(Data)
    case file([UInt8])
}

/// Collects and decodes bodies, each within its bound and all within one budget.
enum BodyReader {
    /// Bytes of a JSON body.
    static let jsonLimit = 1 << 20

    /// - Parameter share: what bounds the body, and what its bytes are counted in as they come.
    static func collect(_ request: Request, as kind: BodyKind, in share: BodyBudget.Share) async throws -> BodyBytes {
        switch kind {
        case .none: return .none
        case .jsonOrNothing:
            if request.headers[.contentType] == nil {
                guard try await bytes(of: request, share).isEmpty else { throw Failure.unsupportedMediaType(["application/json"]) }
                return .json(Data("{}".utf8))
            }
            return try await collect(request, as: .json, in: share)
        case .json: return .json(Data(try await bytes(of: request, mediaTypes: ["application/json"], in: share)))
        case .file(let mediaTypes, _): return .file(try await bytes(of: request, mediaTypes: mediaTypes, in: share))
        }
    }

    /// A body that has to be of one of the types.
    static func bytes(of request: Request, mediaTypes: [String], in share: BodyBudget.Share) async throws -> [UInt8] {
        try check(request, mediaTypes: mediaTypes, share)
        return try await bytes(of: request, share)
    }

    /// All that does not fit is named at once; only then is the value made.
    static func decode<Body: Decodable>(_ type: Body.Type, from data: Data) throws -> Body {
        let problems = try BodyInspection.problems(in: data, of: .of(type))
        guard problems.isEmpty else { throw GeneralRefusal.invalid(problems) }
        return try JSONForm.decoder.decode(type, from: data)
    }

    private static func check(_ request: Request, mediaTypes: [String], _ share: BodyBudget.Share) throws {
        let given = request.headers[.contentType]?.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard let given, mediaTypes.contains(given) else { throw Failure.unsupportedMediaType(mediaTypes) }
        // JSON is UTF-8 (RFC 8259 8.1); files say by their own bytes what they are.
        if given == "application/json", let charset = charset(request), !["utf-8", "utf8", "us-ascii"].contains(charset) {
            throw Failure.unsupportedMediaType(["application/json; charset=utf-8"])
        }
        guard let length = request.headers[.contentLength].flatMap(Int.init) else { return }
        guard length <= share.limit else { throw Failure.tooLarge(limit: share.limit) }
        try share.check(length)
    }

    /// Nil where none is said.
    private static func charset(_ request: Request) -> String? {
        let parameters = (request.headers[.contentType] ?? "").lowercased().split(separator: ";").dropFirst()
        for parameter in parameters {
            let text = parameter.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("charset=") { return text.dropFirst(8).trimmingCharacters(in: CharacterSet(charactersIn: "\"")) }
        }
        return nil
    }

    /// What is set aside before anything has come: a claim of length costs its sender nothing.
    private static let reserved = 1 << 20

    private static func bytes(of request: Request, _ share: BodyBudget.Share) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let limit = share.limit
        let claimed = min(limit, request.headers[.contentLength].flatMap(Int.init) ?? 0)
        bytes.reserveCapacity(min(reserved, claimed))
        var pace = BodyPace()
        do {
            for try await chunk in request.body {
                let size = chunk.readableBytes
                guard bytes.count + size <= limit else { throw Failure.tooLarge(limit: limit) }
                try share.take(size)
                // It comes indeed: an array that doubles as it grows would hold twice as much.
                if bytes.count < reserved, bytes.count + size >= reserved { bytes.reserveCapacity(claimed) }
                bytes.append(contentsOf: chunk.readableBytesView)
                guard pace.holds(after: size, of: bytes.count, at: .now) || bytes.count == claimed else { throw Failure.slowBody }
            }
        } catch let failure as Failure {
            throw failure
        } catch let error where error is CancellationError {
            throw error
        } catch {
            // Whoever sent it has hung up, or sent what is no HTTP.
            throw Failure.brokenBody
        }
        return bytes
    }
}
