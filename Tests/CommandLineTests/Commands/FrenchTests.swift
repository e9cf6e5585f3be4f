import Foundation
import Testing

/// Whoever speaks French is spoken to in French, by the command as by the daemon.
struct FrenchTests {
    private static let students = """
        clé;prénom;nom;courriel;langues;compétences;disponibilités;heures par semaine;équipe
        1;Éloïse;Durand;eloise@ecole.example;fr:C2;négociation:3;lun 9h-12h,mar 14h-18h;10;Équipe 1
        2;Zoé;Martin;zoe@ecole.example;fr:C2;vente:3;lun 9h-12h,mar 14h-18h;10;Équipe 1
        3;Léa;Petit;lea@ecole.example;fr:C1;Excel;lun 9h-12h,mar 14h-18h;8;Équipe 2

        """
    private static let honey = """
        ---
        title: Vendre le miel
        skills:
          - {skill: négociation, level: 3, importance: must}
        team_size: {min: 2, max: 5}
        window: {from: 2097-02-01, until: 2097-04-30}
        hours_per_week: 8
        ---
        À quel prix ?
        """
    /// Words that no French sentence has.
    private static let english = [
        " of ", " the ", "team", " placed", "total fit", "eligible", "matched", "week ", " new,", "valid\n", "closed by", "nearest",
        "school:", "role:", "must", "published", "draft", "pinned", "note: ", "refused", "cohort:", "member:", "students:", "mon 0", "yes",
        "members", "Nothing", "There is", "does not",
    ]

    @Test func `a school's way through a round is told in French`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let secret = try await daemon.operatorToken()
                func french(_ arguments: String..., input: String = "") async throws -> String {
                    let outcome = try await CommandLineProgram.run(
                        arguments, input: Array(input.utf8),
                        environment: ["VIVIER_URL": url, "VIVIER_TOKEN": secret, "LANG": "fr_FR.UTF-8"])
                    #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
                    let said = outcome.output + outcome.complaints
                    for word in Self.english { #expect(!said.contains(word), "\(arguments): “\(word)” in \(said)") }
                    return outcome.output.trimmingCharacters(in: .newlines)
                }
                #expect(try await french("whoami").hasPrefix("rôle\u{A0}: operator"))
                let school = try await french("school", "create", "École de Dijon")
                let company = try await french("company", "create", "Miel du Morvan")
                let cohort = try await french("cohort", "create", "M1", "Master 1", "--school", school)
                let report = try await french("cohort", "import", "-", "--cohort", cohort, input: Self.students)
                #expect(report.contains("nouveaux\u{A0}: 3") && report.contains("2 équipes créées"))
                let honey = try await french("case", "post", "-", "--company", company, input: Self.honey)
                #expect(try await french("case", "show", honey).contains("h par semaine"))
                let round = try await french("round", "create", "Printemps", "--cohort", cohort, "--organisation", school)
                let diagnosis = try await french("round", "diagnose", round)
                #expect(diagnosis.contains("au plus 1 équipe peut être placée") && diagnosis.contains("Sans aucun cas possible"))
                #expect(
                    diagnosis.contains(
                        "    → [3 pas] «\u{A0}Équipe 2\u{A0}» pourrait prendre «\u{A0}Vendre le miel\u{A0}» moyennant\u{A0}: "
                            + "«\u{A0}Négociation\u{A0}» au niveau pratique et un membre de plus."), "\(diagnosis)")
                #expect(diagnosis.contains("  → [2 pas] Trouver un cas d’une place qui ne demande pas plus que "), "\(diagnosis)")
                let run = try await french("round", "run", round)
                #expect(
                    try await french("round", "show", round).contains(
                        "politique\u{A0}: meilleur total (best-total), l’adéquation d’abord (fit-first), compétences 7"))
                let team = try await french("round", "matches", run)
                #expect(team.hasPrefix("Équipe 1"))
                #expect(try await french("round", "verify", run).hasPrefix("certificat valide\nadéquation totale"))
                let repair = try await french("round", "repair", run, "--without-case", honey)
                #expect(repair.contains("Équipe 1\u{A0}: Vendre le miel → aucun cas\u{A0}; son cas n’a plus de place"))
                let first = try await french("team", "list", "--cohort", cohort).split(separator: "\t")[0]
                #expect(try await french("explain", String(first), honey, "--run", run).contains("semaine du"))
                let remedies = try await french("explain", String(first), honey, "--run", run, "--remedies")
                #expect(remedies == "Équipe 1 a Vendre le miel.", "\(remedies)")
                #expect(try await french("round", "compare", run, run).contains("même cas"))
                _ = try await french("round", "share-cards", round)
                _ = try await french("cohort", "show", cohort)
                _ = try await french("case", "list")
                _ = try await french("cohort", "students", cohort)
                #expect(try await french("team", "show", String(first)).contains("membre\u{A0}: "))
                #expect(try await french("round", "list").contains("ouvert"))
            }
        }
    }

    @Test func `a daemon that is not there is told in French, and the flag outweighs the environment`() async throws {
        let arguments = ["whoami", "--url", "http://127.0.0.1:9", "--token", "x"]
        let french = try await CommandLineProgram.run(arguments, environment: ["LANG": "fr_FR.UTF-8"])
        #expect(french.status == 7 && french.complaints.contains("ne répond pas"), "\(french)")
        let flag = try await CommandLineProgram.run(arguments + ["--language", "en"], environment: ["LANG": "fr_FR.UTF-8"])
        #expect(flag.status == 7 && flag.complaints.contains("does not answer"), "\(flag)")
    }

    @Test func `every column and field has a French name`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/VivierCLI").standardized
        let words = try String(contentsOf: sources.appending(path: "Terminal/Words.swift"), encoding: .utf8)
        var names = Set<Substring>()
        for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) ?? .init()
        where file.pathExtension == "swift" && file.lastPathComponent != "Words.swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for heading in text.matches(of: /heading:\s*\[([^\]]*)\]/) {
                names.formUnion(heading.output.1.matches(of: /"([^"]*)"/).map(\.output.1))
            }
            names.formUnion(text.matches(of: /\b(?:line|named)\(\s*"([^"]*)"/).map(\.output.1))
        }
        #expect(names.count > 50)
        for name in names { #expect(words.contains("\"\(name)\": \""), "\(name) has no French name") }
    }
}
