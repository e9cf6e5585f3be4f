import API
import Foundation

/// The query of an endpoint as the items of an address: its value's own JSON, one item a field, of a list one an element.
enum QueryItems {
    static func items(of query: some Encodable) throws -> [URLQueryItem] {
        let encoder = Wire.encoder
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let fields = try JSONSerialization.jsonObject(with: encoder.encode(query)) as? [String: Any] else { return [] }
        return fields.sorted { $0.key < $1.key }.flatMap { name, value -> [URLQueryItem] in
            switch value {
            case let text as String: [URLQueryItem(name: name, value: text)]
            case let texts as [String]: texts.map { URLQueryItem(name: name, value: $0) }
            case let number as NSNumber:
                [URLQueryItem(name: name, value: isBoolean(number) ? (number.boolValue ? "true" : "false") : number.stringValue)]
            default: []
            }
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
    }
}
