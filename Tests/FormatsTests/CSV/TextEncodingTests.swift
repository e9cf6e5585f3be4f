import Formats
import Foundation
import Testing

struct TextEncodingTests {
    private let text = "prénom;ville\nZoë;Saint-Étienne\n"

    private func decoded(_ bytes: [UInt8]) throws -> (String, TextEncoding) {
        let (text, encoding) = try TextEncoding.decode(bytes, file: "t.csv")
        return (String(decoding: text, as: UTF8.self), encoding)
    }

    @Test func `a text is read in every encoding that spreadsheets write`() throws {
        let utf16 = Array(text.utf16)
        let forms: [([UInt8], TextEncoding)] = [
            (Array(text.utf8), .utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8),
            ([0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, .utf16LittleEndian),
            ([0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, .utf16BigEndian),
            (Array(try #require(text.data(using: .windowsCP1252))), .windows1252),
        ]
        for (bytes, encoding) in forms {
            let read = try decoded(bytes)
            #expect(read.0 == text)
            #expect(read.1 == encoding)
        }
    }

    @Test func `every byte of Windows-1252 is the character of the system's own decoder`() throws {
        for byte in UInt8(0x80)...0xFF where ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
            for (before, behind) in [(0x41, 0x20), (0x61, 0x20), (0x61, 0x62), (0x20, 0x62)] as [(UInt8, UInt8)] {
                let text = [before, byte, behind]
                // What no word of Windows-1252 has there, and a word of Mac Roman has.
                let isMac = byte == 0x83 ? behind == 0x62 : [0x88, 0x8A, 0x8E].contains(byte) && before == 0x61
                if isMac {
                    #expect(throws: Problem.self) { try decoded(text) }
                } else {
                    #expect(try decoded(text).0 == String(data: Data(text), encoding: .windowsCP1252))
                }
            }
        }
    }

    @Test(arguments: ["nom;ville\nChloé Sévigné;Orléans\n", "nom\nGaël Noël\nMaël\n", "nom\nMichàl\n", "nom\nÉMILE\nBÉRÉNICE\n"])
    func `what an old Mac wrote is refused, since it would be read as other signs`(text: String) throws {
        let letters: [Character: UInt8] = ["à": 0x88, "É": 0x83, "é": 0x8E, "ë": 0x91]
        let bytes = text.flatMap { character in letters[character].map { [$0] } ?? Array(character.utf8) }
        let problem = #expect(throws: Problem.self) { try TextEncoding.decode(bytes, file: "t.csv") }
        #expect(problem?.code == "mac-roman")
        #expect(problem?.line == 2)
    }

    @Test(arguments: [
        "Škoda;Žižka;Œuvre d’art\n", "l’été…;déjà™ vu;100‰\n", "l‘option;vente\n", "Jean–Luc;sœur;“Zoë” & Šárka\n",
        "Dušan Žák;Kovač;Maštálka\n",
    ])
    func `the signs of Windows-1252 that French and its neighbours use are taken`(text: String) throws {
        let known = text.replacing("č", with: "c")
        #expect(try decoded(Array(try #require(known.data(using: .windowsCP1252)))).0 == known)
    }

    @Test func `a pair of surrogates is one character`() throws {
        #expect(try decoded([0xFE, 0xFF, 0xD8, 0x3D, 0xDE, 0x00]).0 == "😀")
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0x62, 0x81], "undefined-byte", 2), ([0x61, 0x0D, 0x0A, 0x0D, 0x9D], "undefined-byte", 3),
            ([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x62], "not-utf16", 2), ([0xFE, 0xFF, 0xD8, 0x3D], "not-utf16", 1),
            ([0xFE, 0xFF, 0xDE, 0x00, 0x00, 0x61], "not-utf16", 1), ([0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0xE9], "not-utf8", 2),
            // Two characters of UTF-8, and one cut in half: no Windows-1252.
            ([0xC3, 0xA9, 0x0A, 0xC3, 0xA8, 0xC3], "not-utf8", 2),
        ] as [([UInt8], String, Int)])
    func `a byte that stands for nothing is refused at its line`(bytes: [UInt8], code: String, line: Int) {
        let problem = #expect(throws: Problem.self) { try TextEncoding.decode(bytes, file: "t.csv") }
        #expect(problem?.code == code)
        #expect(problem?.line == line)
    }
}
