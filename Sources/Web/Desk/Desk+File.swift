import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

extension Desk {
    /// A file that is taken away, not shown; its name is of ASCII letters.
    func file(_ bytes: [UInt8], _ name: String, mediaType: String = "application/json") -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static let csv = "text/csv; charset=utf-8"

    /// A list that is taken away.
    func csv(_ bytes: [UInt8], _ name: String) -> Response { file(bytes, name, mediaType: Self.csv) }

    /// Rows as a file, in the form that the address asks for: `format=xlsx`, else CSV.
    func sheet(_ name: String, _ bytes: (SheetFormat) async throws -> [UInt8]) async throws -> Response {
        let format = query("format").flatMap(SheetFormat.init) ?? .csv
        return file(
            try await bytes(format), "\(name).\(format.rawValue)",
            mediaType: format == .xlsx ? Endpoints.workbook : Self.csv)
    }

    /// An address of this site with these parameters; those without a value are left out.
    static func address(_ path: String, _ query: KeyValuePairs<String, String?>) -> String {
        address(path, query.map { ($0.key, $0.value) })
    }

    static func address(_ path: String, _ query: [(name: String, value: String?)]) -> String {
        let items = query.compactMap { name, value -> String? in
            guard let value, !value.isEmpty else { return nil }
            return "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")"
        }
        return items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
    }

    /// The same, where a page speaks of itself.
    func place(_ path: String, _ query: KeyValuePairs<String, String?>) -> String { Self.address(path, query) }

    /// RFC 3986, 2.3.
    private static let unreserved = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
}
