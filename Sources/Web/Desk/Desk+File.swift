import Foundation
import HTTPTypes
import Hummingbird

extension Desk {
    /// A file to be kept, under a name of ASCII letters.
    func file(_ bytes: [UInt8], _ name: String, _ mediaType: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The address of the page with other parameters: what is nil or empty is left out.
    func place(_ path: String, _ parameters: KeyValuePairs<String, String?>) -> String {
        let items = parameters.compactMap { name, value -> String? in
            guard let value, !value.isEmpty, let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
                return nil
            }
            return "\(name)=\(encoded)"
        }
        return items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
    }
}
