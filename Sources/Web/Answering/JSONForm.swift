import API
import Foundation

/// The JSON coders of this process: made once, as making one costs more than a small answer.
enum JSONForm {
    static let encoder: JSONEncoder = Wire.encoder
    static let decoder: JSONDecoder = Wire.decoder

    static func bytes(of answer: some Encodable) throws -> [UInt8] {
        guard let answer = answer as? any SelfWriting else { return Array(try encoder.encode(answer)) }
        var json = JSONText()
        answer.write(to: &json)
        json.end()
        return json.bytes
    }
}
