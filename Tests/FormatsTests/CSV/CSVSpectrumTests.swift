import Formats
import Foundation
import Testing

/// csv-spectrum: each file beside the JSON that its authors expect of a reader.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
struct CSVSpectrumTests {
    private static let folder = "bad-input/csv-spectrum"
    private static let refused = "location_coordinates"

    private static var names: [String] {
        ReferenceData.names(in: "\(folder)/csvs").filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
    }

    private func bytes(_ name: String) throws -> [UInt8] { try ReferenceData.bytes("\(Self.folder)/csvs/\(name).csv") }

    private func expected(_ name: String) throws -> [[String: String]] {
        try JSONDecoder().decode([[String: String]].self, from: Data(try ReferenceData.bytes("\(Self.folder)/json/\(name).json")))
    }

    private func objects(_ bytes: [UInt8]) throws -> [[String: String]] {
        let rows = try records(bytes)
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }

    @Test(arguments: names.filter { $0 != refused && !$0.hasSuffix("_crlf") })
    func `csv-spectrum is read as its JSON says`(name: String) throws {
        #expect(try objects(bytes(name)) == expected(name))
    }

    /// The published copy of these two has lost its CR, as a checkout on another system takes it off; their JSON has kept it.
    @Test(arguments: names.filter { $0.hasSuffix("_crlf") })
    func `line ends inside quotes are kept as they stand, CR LF and LF`(name: String) throws {
        let stored = try bytes(name)
        #expect(!stored.contains(0x0D))
        let expected = try expected(name)
        #expect(try objects(stored) == expected.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } })
        #expect(try objects(stored.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }) == expected)
    }

    /// RFC 4180, section 2.5: no quotes in a field that does not begin with one. Seconds of arc are no exception, and the JSON beside this
    /// file, one object with another telephone number and a damaged character, is no reading of it.
    @Test func `seconds of arc in an unquoted field are refused at their place`() throws {
        let problem = try #require(refusal(try bytes(Self.refused)))
        #expect(problem.code == "stray-quote" && problem.line == 2 && problem.record == 2 && problem.columnNumber == 2)
    }

    @Test func `seconds of arc are read where they are quoted`() throws {
        let text = String(decoding: try bytes(Self.refused), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").last)
        let place = try #require(line.split(separator: ",").dropFirst().first)
        let mended = text.replacing(place, with: "\"" + place.replacing("\"", with: "\"\"") + "\"")
        #expect(
            try objects(Array(mended.utf8)) == [
                [
                    "Contact Phone Number": "2095257564", "Location Coordinates": String(place), "Cities": "Modesto",
                    "Counties": "Stanislaus",
                ]
            ])
    }
}
