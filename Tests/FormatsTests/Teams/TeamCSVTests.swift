import Formats
import Testing

struct TeamCSVTests {
    private func read(_ text: String) -> TeamCSV.Reading { TeamCSV.read(Array(text.utf8), file: "teams.csv") }

    @Test func `one member a row, whatever the separator, the encoding and the names of the columns`() {
        let expected = [
            TeamCSV.Row(team: "Équipe 1", student: "001", line: 2, record: 2),
            TeamCSV.Row(team: "Équipe 1", student: "zoé@école.example", line: 3, record: 3),
        ]
        let plain = read("team,student\nÉquipe 1,001\nÉquipe 1,zoé@école.example\n")
        #expect(plain.rows == expected && plain.problems.total == 0 && plain.rejected == 0)
        let french = read("\u{FEFF}N° étudiant;Équipe\r\n001; Équipe 1 \r\nzoé@école.example;Équipe 1\r\n")
        #expect(french.rows == expected && french.problems.total == 0 && french.detected == "csv, utf-8, ;")
        let windows = TeamCSV.read(
            Array("équipe\tclé\n".unicodeScalars.map { UInt8($0.value) }) + Array("Équipe 1\t001\n".unicodeScalars.map { UInt8($0.value) }),
            file: "teams.csv")
        #expect(windows.rows == [expected[0]] && windows.detected.contains("windows-1252"), "\(windows)")
    }

    @Test func `columns that are not read are named, as those of the service's own export`() {
        let exported = read("team,locked,key,family_name,given_name\nÉquipe 1,no,001,Durand,Ève\n")
        #expect(exported.rows.map(\.student) == ["001"] && exported.problems.refusals == 0)
        #expect(
            exported.problems.problems.map { "\($0.code) \($0.column ?? "")" } == [
                "unknown-column locked", "unknown-column family_name", "unknown-column given_name",
            ])
    }

    @Test(
        arguments: [
            ("", "empty-file", nil, nil), ("team\nA\n", "missing-column", 1, "student"), ("student\n1\n", "missing-column", 1, "team"),
            ("team,student,key\nA,1,1\n", "repeated-column", 1, "key"), ("team,student\nA,1\n,2\n", "missing-value", 3, "team"),
            ("team,student\nA,\n", "missing-value", 2, "student"), ("team,student\nA,1\n\nB,1\n", "repeated-student", 4, "student"),
            ("team,student\nA,1,x\n", "too-many-fields", 2, nil), ("team,student\nA\n", "too-few-fields", 2, nil),
            ("team,student\n\"A\nB\",1\n", "control-character", 2, "team"),
        ] as [(String, String, Int?, String?)])
    func `what cannot be taken is refused at its line and column`(text: String, code: String, line: Int?, column: String?) throws {
        let reading = read(text)
        let problem = try #require(reading.problems.problems.first { $0.severity == .refusal })
        #expect(problem.code == code && problem.line == line, "\(problem)")
        if let column { #expect(problem.column == column) }
        #expect(reading.rejected == 1 && problem.en != problem.fr)
    }

    @Test func `a slip in the name of a column is met with what was meant, as in every list`() {
        let problems = read("taem,student\nA,1\n").problems.problems
        #expect(problems.map(\.code) == ["unknown-column", "missing-column"])
        #expect(problems.first?.en.hasSuffix("Do you mean team?") == true && problems.last?.en.contains("Is it “taem”?") == true)
        #expect(problems.last?.fr.contains("Est-ce «\u{A0}taem\u{A0}»\u{A0}?") == true)
    }

    @Test func `a name is bounded`() {
        let long = String(repeating: "é", count: 101)
        #expect(read("team,student\n\(long),1\n").problems.problems.map(\.code) == ["too-long"])
        #expect(read("team,student\n\(long.dropLast()),1\n").rows.count == 1)
    }
}
