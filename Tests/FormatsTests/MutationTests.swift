import Formats
import Testing

/// Real files, damaged at random: every reader ends, crashes on none, and says in both languages and with a place what it refuses.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)), .timeLimit(.minutes(2)))
struct MutationTests {
    private static let seed: UInt64 = 0x5EED_2027

    private func check(_ problems: ProblemList, _ round: Int) {
        #expect(problems.total >= problems.refusals)
        for problem in problems.problems where problem.en.isEmpty || problem.fr.isEmpty || problem.code.isEmpty || (problem.line ?? 1) < 1 {
            Issue.record("seed \(Self.seed), round \(round): \(problem)")
        }
    }

    @Test func `damaged rosters are read or refused`() throws {
        var dice = SeededGenerator(seed: Self.seed)
        let files = try [
            "rosters/frontiers/OSU_CSV.csv", "rosters/frontiers/egrades.csv", "rosters/moodle/upload_users.csv",
            "bad-input/csv-fr-encodings/CSV-basic-ISO-8859-1.CRLF.csv", "oneroster/rosterhub-v1.1-en/oneroster.zip",
            "oneroster/moodle-v1.1-full/Test_full_data_set.zip",
        ].map(ReferenceData.bytes)
        let own = Array(
            "clé;prénom;nom;mail;langues;compétences;disponibilités;heures\n1;Zoë;Ng;z@x.example;fr:C2;Excel:3;lun 9h-12h;12,5\n2;\"B\no\";Li;b@x.example;;;;\n"
                .utf8)
        for round in 0..<1_800 {
            let bytes = Mutator.mutant(of: (files + [own])[round % (files.count + 1)], &dice)
            let reading = RosterFile.read(bytes, name: "mutant")
            check(reading.problems, round)
            #expect(reading.roster.students.allSatisfy { !$0.key.isEmpty && !$0.familyName.isEmpty && $0.email.contains("@") })
            #expect((reading.rejected > 0) == (reading.problems.refusals > 0), "seed \(Self.seed), round \(round)")
        }
    }

    @Test func `damaged bundles are read or refused`() throws {
        var dice = SeededGenerator(seed: Self.seed)
        let files = try ReferenceData.names(in: "oneroster/ms-sds-v2.1").map {
            ($0, try ReferenceData.bytes("oneroster/ms-sds-v2.1/\($0)"))
        }
        for round in 0..<400 {
            let damaged = files.map { ($0.0, Bool.random(using: &dice) ? Mutator.mutant(of: $0.1, &dice) : $0.1) }
            let reading = OneRosterBundle.read(damaged, bundle: "mutant")
            check(reading.problems, round)
            #expect(reading.roster.students.allSatisfy { !$0.key.isEmpty && !$0.familyName.isEmpty && $0.email.contains("@") })
        }
    }

    @Test func `damaged cases and skills are read or refused`() throws {
        var dice = SeededGenerator(seed: Self.seed)
        let file = Array(
            "---\ntitle: Étude\nskills:\n  - {skill: Excel, level: 2}\n  - négociation:3:must\nteam_size: {min: 3, max: 5}\nwindow: {from: 2027-02-01, until: 2027-04-30}\nhours_per_week: 6\nmentor_slots: [lun 9h-12h]\nlanguages: [fr:C1]\n---\nTexte\n"
                .utf8)
        let briefs = Array(try ReferenceData.bytes("challenges/eig_defis.json").prefix(4_000))
        let summary = Array(try ReferenceData.bytes("challenges/eig_defis.csv").prefix(2_000))
        let skills = Array(try ReferenceData.bytes("esco/original/skillGroups_en_v1.0.csv").prefix(2_000))
        for round in 0..<800 {
            let (found, problems) = CaseFileReader.read(Mutator.mutant(of: file, &dice), file: "mutant.md")
            check(problems, round)
            #expect((found == nil) == (problems.refusals > 0), "seed \(Self.seed), round \(round)")
            for bytes in [briefs, summary] { check(CaseListFile.read(Mutator.mutant(of: bytes, &dice), name: "mutant").problems, round) }
            check(ESCOFile.read(Mutator.mutant(of: skills, &dice), name: "mutant_en.csv", language: nil).problems, round)
        }
    }
}
