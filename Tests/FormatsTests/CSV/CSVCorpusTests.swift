import Formats
import Foundation
import Testing

/// Collections of CSV files that others have put together to break readers.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
struct CSVCorpusTests {
    private static func csv(in folder: String) -> [String] {
        ReferenceData.names(in: folder).filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
    }

    @Test(arguments: csv(in: "bad-input/csv-test-data/csv").filter { !$0.hasPrefix("bad-") })
    func `csv-test-data is read as its JSON says`(name: String) throws {
        let json = Data(try ReferenceData.bytes("bad-input/csv-test-data/json/\(name).json"))
        let rows = try records(try ReferenceData.bytes("bad-input/csv-test-data/csv/\(name).csv"))
        if name.hasPrefix("header-") {
            let objects = try JSONDecoder().decode([[String: String]].self, from: json)
            #expect(rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) } == objects)
        } else {
            #expect(try rows == JSONDecoder().decode([[String]].self, from: json))
        }
    }

    @Test(arguments: [
        ("bad-header-less-fields", "too-few-fields", 2), ("bad-header-wrong-header", "missing-column", 1),
        ("bad-quotes-with-unescaped-quote", "text-behind-quote", 2), ("bad-unescaped-quote", "stray-quote", 2),
    ])
    func `the bad files of csv-test-data are refused, each for its reason`(name: String, code: String, line: Int) throws {
        let bytes = try ReferenceData.bytes("bad-input/csv-test-data/csv/\(name).csv")
        var options = RosterCSV.Options()
        if name != "bad-header-wrong-header" { options.map = ["foo": "key", "bar": "given_name", "baz": "family_name"] }
        let reading = RosterCSV.read(
            Array("email,".utf8) + Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\na@b.fr,").utf8), file: name,
            options: options)
        #expect(reading.problems.problems.contains { $0.code == code && $0.line == line }, "\(reading.problems.problems)")
        #expect(reading.roster.students.isEmpty)
    }

    @Test func `a front matter in front of a CSV is no roster`() throws {
        let reading = RosterFile.read(try ReferenceData.bytes("bad-input/csv-fr-encodings/test.csvy.UTF8.RFC4180.csvy"), name: "t.csvy")
        #expect(reading.roster.students.isEmpty)
        #expect(reading.problems.problems.map(\.code).contains("missing-column"))
    }

    @Test func `naughty strings go through a cell and come back`() throws {
        let strings = try JSONDecoder().decode([String].self, from: Data(try ReferenceData.bytes("bad-input/blns/blns_part1.json")))
        #expect(strings.count > 300)
        for dialect in CSVWriter.Dialect.allCases {
            var writer = CSVWriter(header: ["number", "text"], dialect: dialect)
            for (number, text) in strings.enumerated() { writer.append(["\(number)", text]) }
            let rows = try records(Array(writer.text.utf8))
            #expect(rows.dropFirst().map { CSVFormula.restored($0[1]) } == strings)
        }
    }

    @Test func `naughty strings as a name are taken or refused with a reason`() throws {
        let strings = try JSONDecoder().decode([String].self, from: Data(try ReferenceData.bytes("bad-input/blns/blns_part1.json")))
        var writer = CSVWriter(header: ["key", "given_name", "family_name", "email"])
        for (number, text) in strings.enumerated() { writer.append(["k\(number)", text, "Nom", "k\(number)@ecole.example"]) }
        let reading = RosterCSV.read(Array(writer.text.utf8), file: "blns.csv")
        #expect(reading.roster.students.count + reading.rejected == strings.count)
        #expect(
            Set(reading.problems.problems.map(\.code)).isSubset(of: ["missing-value", "control-character", "hidden-character", "too-long"]))
        for student in reading.roster.students {
            let sent = strings[try #require(Int(student.key.dropFirst()))]
            #expect(student.givenName == sent.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping)
        }
    }

    @Test(arguments: [("common-forenames-by-country.csv", 12), ("common-surnames-by-country.csv", 8)])
    func `names of the world keep every letter`(file: String, columns: Int) throws {
        let bytes = try ReferenceData.bytes("bad-input/names/\(file)")
        let rows = try records(bytes)
        #expect(rows.count > 1_000)
        #expect(rows.allSatisfy { $0.count == columns })
        // An independent reading: these files have no quotes.
        let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(rows == lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) })
    }
}
