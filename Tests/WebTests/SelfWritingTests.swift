import API
import Foundation
import Testing

@testable import Web

/// What writes itself says the same as the general encoder.
struct SelfWritingTests {
    @Test func `an organisation written by itself is read as it was, hostile texts too`() throws {
        let names = ["Société Étalon", "a\"b\\c/d", "tab\tline\r\n", "\u{0}\u{1F}\u{7F}\u{2028}", "e\u{301} 中村 👩‍👩‍👧", ""]
        for name in names {
            for isFull in [false, true] {
                let id = Organisation.ID(UUID())
                let organisation = Organisation(
                    id: id, version: 1_764_337_200_123_456, kind: .network, name: name, city: isFull ? name : nil,
                    uai: isFull ? "0691234X" : nil,
                    siret: isFull ? name : nil, sector: isFull ? name : nil, capacity: isFull ? -7 : nil, schools: isFull ? [id, id] : nil)
                let written = try JSONForm.bytes(of: organisation)
                let general = try JSONForm.encoder.encode(organisation)
                let (one, other) = (try JSONSerialization.jsonObject(with: Data(written)), try JSONSerialization.jsonObject(with: general))
                #expect(try #require(one as? NSDictionary) == #require(other as? NSDictionary))
                let read = try JSONForm.decoder.decode(Organisation.self, from: Data(written))
                #expect(
                    read.name == name && read.id == id && read.version == organisation.version && read.schools?.count == (isFull ? 2 : nil))
            }
        }
    }

    @Test func `identities are written as Foundation does and read in either case, and nothing else is read`() {
        for _ in 0..<1_000 {
            let uuid = UUID()
            #expect(uuid.text == uuid.uuidString.lowercased())
            #expect(UUID(text: uuid.uuidString) == uuid && UUID(text: uuid.text) == uuid)
            var bytes = Array(uuid.text.utf8)
            let place = Int.random(in: 0..<36)
            bytes[place] = UInt8.random(in: 0x20...0x7E)
            let changed = String(decoding: bytes, as: UTF8.self)
            // Foundation reads blanks and signs as digits too.
            let isDigit = UnicodeScalar(bytes[place]).properties.isASCIIHexDigit
            let isHyphen = [8, 13, 18, 23].contains(place)
            #expect(UUID(text: changed) == (isDigit || isHyphen ? UUID(uuidString: changed) : nil), "\(changed)")
        }
        for text in [
            "", "-", "0f9ad7c0-3c1f-4f3e-8a43-1c2f4b5d6e7", "0f9ad7c0-3c1f-4f3e-8a43-1c2f4b5d6e7f0", "{0f9ad7c0-3c1f-4f3e-8a43-1c2f4b5d6e}",
        ] {
            #expect(UUID(text: text) == nil)
        }
    }
}
