import Assets
import Formats
import Foundation
import HTTPTypes
import Hummingbird

/// A file that pages load besides themselves: the one style sheet and the one script. Its address holds its digest, so that a browser
/// keeps it for good, and a new version of the program is another address.
struct Asset: Sendable {
    let path: String
    let bytes: [UInt8]
    private let mediaType: String
    private let zipped: [UInt8]

    static let style = Asset("style", "css", "text/css; charset=utf-8", vivier_style)
    static let script = Asset("script", "js", "text/javascript; charset=utf-8", vivier_script)

    private init(_ name: String, _ suffix: String, _ mediaType: String, _ part: (Int) -> UnsafePointer<vivier_asset>?) {
        var (bytes, index) = ([UInt8](), 0)
        while let part = part(index)?.pointee {
            bytes += UnsafeBufferPointer(start: part.bytes, count: part.count)
            index += 1
        }
        self.bytes = bytes
        path = "/assets/\(name)-\(SHA256.hex(of: bytes).prefix(16)).\(suffix)"
        self.mediaType = mediaType
        zipped = Gzip.pack(bytes) ?? bytes
    }

    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: mediaType, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        let isZipped = Gzip.isTaken(by: request) && zipped.count < bytes.count
        if isZipped { headers[.contentEncoding] = "gzip" }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: isZipped ? zipped : bytes)))
    }
}

/// A program that anybody may take away and check a published run with: plain Python, which shares nothing with this service.
struct Checker: Sendable {
    let name: String
    let bytes: [UInt8]

    var path: String { "/proofs/\(name)" }

    /// Each stands alone.
    static let all: [Checker] = {
        var (all, index) = ([Checker](), 0)
        while let one = vivier_checker(index)?.pointee {
            all.append(Checker(name: String(cString: one.name), bytes: Array(UnsafeBufferPointer(start: one.bytes, count: one.count))))
            index += 1
        }
        return all
    }()

    func response() -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/x-python; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "public, max-age=3600",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
