import API
import Foundation

/// The JSON coders of this process: made once, as making one costs more than a small answer.
enum JSONForm {
    static let encoder: JSONEncoder = Wire.encoder
    static let decoder: JSONDecoder = Wire.decoder
}
