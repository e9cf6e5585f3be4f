import Foundation
import TestSupport
import Testing

/// The journey from a roster to a prospect, command by command, against a real daemon; and each exit status on the way.
struct JourneyTests {
    private static let students = """
        N° étudiant;Prénom;Nom;Courriel;Langues;Compétences;Disponibilités;Heures par semaine;Équipe
        001;Éloïse;Durand;eloise@ecole.example;fr:C2;négociation:3;lun 9h-12h,mar 14h-18h;10;Équipe 1
        002;Zoé;Martin;zoe@ecole.example;fr:C2;étude de marché:3;lun 9h-12h,mar 14h-18h;10;Équipe 1
        003;Léa;Petit;lea@ecole.example;fr:C1;Excel;lun 9h-12h,mar 14h-18h;8;Équipe 1

        """
    private static let honey = """
        ---
        title: Sell honey to hotels
        skills:
          - {skill: négociation, level: 3, importance: must}
        team_size: {min: 3, max: 5}
        window: {from: 2097-02-01, until: 2097-04-30}
        hours_per_week: 4
        languages: [fr:B2]
        ---
        We make honey near Dijon. Which hotels would buy, and at what price?
        """

    @Test func `from a roster to a prospect`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let secret = try await daemon.operatorToken()
                let root = Speaker(url: url, token: secret)
                let school = try await root.done("school", "create", "École de commerce de Dijon", "--city", "Dijon")
                let company = try await root.done("company", "create", "Miel du Morvan", "--city", "Autun")
                func speaker(_ role: String, _ organisation: String) async throws -> Speaker {
                    Speaker(url: url, token: try await root.done("token", "create", "--role", role, "--organisation", organisation))
                }
                let dean = try await speaker("school-admin", school)
                let maker = try await speaker("company", company)
                let recruiter = try await speaker("recruiter", company)

                try await invitations(root, school: school, url: url, state: state)
                let esco = folder.appending(path: "skills_en.csv")
                try Data(
                    """
                    conceptType,conceptUri,skillType,preferredLabel,altLabels
                    KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/hive,skill/competence,keep a beehive,beekeeping
                    """.utf8
                ).write(to: esco)
                #expect(try await root.done("skills", "import", esco.path).hasPrefix("1 new"))
                // It has no French label, and none is made of the other.
                let found = try await root.done("skills", "search", "beekeeping")
                #expect(found.split(separator: "\n").contains { $0.hasPrefix("\tkeep a beehive\t") }, "\(found)")

                let roster = folder.appending(path: "students.csv")
                try Data(Self.students.utf8).write(to: roster)
                let cohort = try await dean.done("cohort", "create", "M1-2027", "Master 1, 2026–2027")
                let dry = try await dean.json("cohort", "import", roster.path, "--cohort", cohort, "--dry-run")
                #expect(dry["new"] as? Int == 3 && dry["rejected"] as? Int == 0 && dry["problems"] is [Any])
                let first = try await dean.done("cohort", "import", roster.path, "--cohort", cohort)
                #expect(first.hasPrefix("3 new, 0 changed, 0 unchanged, 0 rejected"))
                let second = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: Self.students)
                #expect(second.hasPrefix("0 new, 0 changed, 3 unchanged, 0 rejected"))

                let commas = Self.students.replacing("N° étudiant;", with: "\"Code, interne\";").replacing(
                    ";Courriel;", with: ";\"A=B,C\";")
                let mapped = try await dean.done(
                    "cohort", "import", "-", "--cohort", cohort, "--map", "Code, interne=key", "--map", "A=B,C=email", input: commas)
                #expect(mapped.hasPrefix("0 new, 0 changed, 3 unchanged, 0 rejected"))

                let honey = try await maker.done("case", "post", "-", input: Self.honey)
                #expect(try await maker.done("case", "show", honey).contains("Sell honey to hotels"))
                // What the daemon refuses is told where it stands in the file.
                let unknown = try await maker("case", "post", "-", input: Self.honey.replacing("négociation", with: "zzz qqq"))
                #expect(unknown.status == 3 && unknown.complaints.contains("standard input:4:skills.0.skill"), "\(unknown)")
                // Without the version that it was made from, a file could overwrite what somebody else has written since.
                #expect(try await maker("case", "edit", honey, "-", input: Self.honey).status == 2)
                #expect(try await maker.done("case", "edit", honey, "-", "--replaces", "1", input: Self.honey) == "version 2")
                #expect(try await maker("case", "edit", honey, "-", "--replaces", "1", input: Self.honey).status == 6)
                #expect(try await maker.done("case", "edit", honey, "-", "--overwrite", input: Self.honey) == "version 3")

                let round = try await dean.done("round", "create", "Spring 2027", "--cohort", cohort)
                let run = try await dean.done("round", "run", round)
                #expect(try await dean.done("round", "verify", run, "--replay").contains("certificate valid"))
                let teams = try await dean.json("team", "list", "--cohort", cohort)["items"] as? [[String: Any]]
                let team = try #require(teams?.first?["id"] as? String)
                #expect(try await dean.done("explain", team, honey, "--run", run).contains("skill fit"))
                var told: [String] = []
                for team in (teams ?? []).compactMap({ $0["id"] as? String }) {
                    told.append(try await dean.done("explain", team, honey, "--run", run, "--remedies"))
                }
                #expect(told.count { $0.contains(" has Sell honey to hotels.") } == 1, "\(told)")
                #expect(told.count { $0.contains("Forcing it as it is would take ") } == told.count - 1, "\(told)")
                let rerun = try await dean.done("round", "run", round)
                let compared = try await dean.done("round", "compare", run, rerun)
                #expect(compared.contains("another case 0, gained one 0, lost one 0"))
                #expect(compared.hasPrefix("1\tSpring 2027\tbest-total, fit-first, skills 7 : time 3\t"), "\(compared)")
                // Without a run it says which it took, and that is no what-if.
                let tried = try await dean.done("round", "branch", run, "--placement", "everyone-first")
                let presumed = try await dean("explain", team, honey)
                #expect(presumed.status == 0 && presumed.complaints.hasPrefix("Of run 2 of “Spring 2027”:"), "\(tried) \(presumed)")
                #expect(try await dean("explain", team, honey, "--quiet").complaints.isEmpty)
                // What a run of any policy exports is verified without the daemon.
                func verified(_ run: String, _ name: String) async throws {
                    let files = folder.appending(path: name).path
                    _ = try await dean.done("round", "export", run, "-o", files)
                    let verified = try await CommandLineProgram.run(["verify", "\(files)/snapshot.json", "\(files)/result.json"])
                    #expect(verified.status == 0 && verified.output == "valid\n", "\(name): \(verified)")
                }
                for policy in ["fairest", "stable"] {
                    let other = try await dean.done("round", "create", policy, "--cohort", cohort, "--policy", policy)
                    try await verified(try await dean.done("round", "run", other), policy)
                }
                let byRank = try await dean.done(
                    "round", "create", "By rank", "--cohort", cohort, "--policy", "fairest", "--fairness", "rank")
                #expect(try await dean.done("round", "show", byRank).contains("fairest, by rank"))
                _ = try await dean.done("team", "rank", byRank, team, honey)
                let ranked = try await dean.done("round", "run", byRank)
                try await verified(ranked, "by-rank")
                #expect(try await dean.done("round", "fairness", ranked).contains("\nOf 1 team that ranked cases:\n"))
                // A case for two teams or none, of which there is one.
                let stall = try await maker.done(
                    "case", "post", "-",
                    input: Self.honey.replacing("hours_per_week", with: "capacity: 2\nminimum: 2\nhours_per_week").replacing(
                        "honey", with: "jam"))
                #expect(try await maker.done("case", "show", stall).contains("up to 2, each of 3 to 5 members, at least 2 or none"))
                let needy = try await dean.done("round", "create", "Needy", "--cohort", cohort, "--case", stall)
                #expect(try await dean.done("round", "diagnose", needy).contains("Sell jam to hotels: needs 2 teams, 1 eligible"))
                let empty = try await dean.done("round", "run", needy)
                try await verified(empty, "needy")
                let alone = try await dean.done("round", "branch", empty, "--minimum", "\(stall)=1")
                #expect(try await dean.json("round", "compare", empty, alone)["gained"] as? Int == 1)
                try await verified(alone, "alone")
                _ = try await maker.done("case", "withdraw", stall, "--reason", "Sold out")
                _ = try await dean.done("round", "publish", run)
                let matched = try await maker("case", "withdraw", honey)
                #expect(
                    matched.status == 2 && matched.complaints.contains("Équipe 1") && matched.complaints.contains("--yes"), "\(matched)")
                #expect(try await maker.done("case", "show", honey).contains("matched"))
                let proof = folder.appending(path: "proof")
                _ = try await dean.done("round", "export", run, "-o", proof.path)
                let again = folder.appending(path: "again")
                let written = try await dean.json("round", "export", run, "-o", again.path)
                #expect(written as? [String: String] == ["snapshot": "\(again.path)/snapshot.json", "result": "\(again.path)/result.json"])
                #expect(try Data(contentsOf: again.appending(path: "result.json")).isEmpty == false)
                let offline = try await CommandLineProgram.run(
                    ["verify", proof.appending(path: "snapshot.json").path, proof.appending(path: "result.json").path])
                #expect(offline.status == 0 && offline.output == "valid\n", "\(offline)")

                let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/verify.py").standardized
                let plain = try await CommandLineProgram.run(
                    [script.path, proof.appending(path: "snapshot.json").path, proof.appending(path: "result.json").path],
                    of: "/usr/bin/python3")
                #expect(plain.status == 3 && plain.complaints.contains("--instance"), "\(plain)")
                let pairs = folder.appending(path: "pairs")
                _ = try await dean.done("round", "export", run, "-o", pairs.path, "--instance")
                let checked = try await CommandLineProgram.run(
                    [script.path, pairs.appending(path: "instance.json").path, pairs.appending(path: "result.json").path],
                    of: "/usr/bin/python3")
                #expect(checked.status == 0 && checked.output == "valid\n", "\(checked)")
                // The two kinds share one name, and are kept apart.
                for (folder, words) in [(pairs, []), (proof, ["--instance"])] as [(URL, [String])] {
                    let before = try Data(contentsOf: folder.appending(path: "result.json"))
                    let environment = ["VIVIER_URL": dean.url, "VIVIER_TOKEN": dean.token]
                    let mixed = try await CommandLineProgram.run(
                        ["round", "export", run, "-o", folder.path] + words, environment: environment)
                    #expect(mixed.status == 3 && mixed.complaints.contains("from another export"), "\(mixed)")
                    #expect(try Data(contentsOf: folder.appending(path: "result.json")) == before)
                }

                let query = #"skill:"negotiation">=3 language:fr"#
                #expect(try await recruiter("pool", "search", "skill:(").status == 2)
                let nobody = try await recruiter.json("pool", "search", query)["items"] as? [Any]
                #expect(nobody?.isEmpty == true)
                let members = (teams?.first?["members"] as? [[String: Any]] ?? []).compactMap { $0["student"] as? String }
                let member = try #require(members.first)
                for student in members {
                    _ = try await dean.done("consent", "give", student, "talent-pool")
                }
                let seen = try await recruiter.json("pool", "search", query)["items"] as? [[String: Any]]
                let student = try #require(seen?.first?["id"] as? String)
                let prospect = try await recruiter.done("prospect", "add", student, "--note", "Met at the jury")
                _ = try await recruiter.done("prospect", "move", prospect, "contacted")
                #expect(try await recruiter.done("prospect", "list").contains("contacted"))
                _ = try await recruiter.done("prospect", "note", prospect, "--note", "Calm", "--next", "Call", "--on", "2027-03-01")
                #expect(try await recruiter.done("prospect", "show", prospect).contains("next: Call (2027-03-01)"))
                // What is not given stays.
                _ = try await recruiter.done("prospect", "note", prospect, "--on", "2027-03-02")
                _ = try await recruiter.done("prospect", "note", prospect, "--note", "Very calm")
                let kept = try await recruiter.done("prospect", "show", prospect)
                #expect(kept.contains("next: Call (2027-03-02)") && kept.contains("Very calm"), "\(kept)")
                _ = try await recruiter.done("prospect", "note", prospect, "--next", "")
                #expect(try await recruiter.done("prospect", "show", prospect).contains("next:") == false)
                _ = try await recruiter.done("prospect", "note", prospect, "--note", "Calm", "--next", "Call", "--on", "2027-03-01")
                #expect(try await recruiter.done("prospect", "history", prospect).contains("Met at the jury"))
                #expect(try await recruiter.done("pool", "export", query).hasPrefix("id,family_name,given_name"))
                #expect(try await recruiter.done("prospect", "export").contains(",contacted,Call,2027-03-01,Calm,"))
                let saved = try await recruiter.done("pool", "save", "Traders", query)
                _ = try await recruiter.done("pool", "delete", saved)
                #expect(try await dean.done("student", "receipts", student).contains("Miel du Morvan"))

                try await statuses(url, dean: dean, maker: maker, cohort: cohort, run: run, round: round, member: member, in: folder)
            }
        }
    }

    /// An operator from the terminal, a colleague by a letter, which without a mail server is a file.
    private func invitations(_ root: Speaker, school: String, url: String, state: URL) async throws {
        let link = try await CommandLineProgram.run(
            ["invite", "root@example.org", "--state-dir", state.path], of: "vivierd"
        ).output.trimmingCharacters(in: .newlines)
        #expect(link.hasPrefix("\(url)/invitation/") && link.count == url.count + 12 + 43, "\(link)")
        let sent = try await root.done("invitation", "send", "dean@example.org", "--role", "school-admin", "--organisation", school)
        let mail = state.appending(path: "mail")
        let name = try await found("no letter came") {
            ((try? FileManager.default.contentsOfDirectory(atPath: mail.path)) ?? []).first { $0.hasSuffix(".eml") }
        }
        let letter = try String(contentsOf: mail.appending(path: name), encoding: .utf8)
        #expect(letter.contains("To: <dean@example.org>") && letter.contains("/invitation/"))
        #expect(try await root.done("invitation", "list").contains("open"))
        _ = try await root.done("invitation", "withdraw", sent)
        #expect(try await root.done("invitation", "list").contains("withdrawn"))
        #expect(try await root("session", "end", sent).status == 5)
        #expect(try await root.done("session", "list").isEmpty)
        #expect(try await root("invitation", "send", "eve@example.org", "--role", "student", "--organisation", school).status == 6)
    }

    /// 2 bad values that only the daemon can tell, 3 refused, 4 not allowed, 5 not found, 6 conflict, 7 unreachable.
    private func statuses(
        _ url: String, dean: Speaker, maker: Speaker, cohort: String, run: String, round: String, member: String, in folder: URL
    ) async throws {
        let broken = try await dean(
            "cohort", "import", "-", "--cohort", cohort, input: "key,given_name,family_name,email\n1,Ana,Lopez,no address\n")
        #expect(broken.status == 3)
        #expect(try await dean("case", "list", "--cursor", "nowhere").status == 2)
        let full = try await CommandLineProgram.run(
            ["case", "list"], output: "/dev/full", environment: ["VIVIER_URL": url, "VIVIER_TOKEN": dean.token])
        #expect(full.status == 1 && full.complaints.contains("standard output: cannot be written"), "\(full)")
        #expect(broken.complaints.contains(":2:email:") && broken.complaints.contains("bad-email"), "\(broken.complaints)")
        let wrongCase = try await maker("case", "post", "-", input: "---\ntitel: x\n---\n")
        #expect(wrongCase.status == 3 && wrongCase.complaints.contains("title"), "\(wrongCase.complaints)")
        #expect(try await Speaker(url: url, token: "vvr_none")("whoami").status == 4)
        #expect(try await Speaker(url: url, token: "")("whoami").status == 4)
        #expect(try await maker("student", "show", member).status != 0)
        #expect(try await maker("round", "list").status == 4)
        #expect(try await dean("case", "show", "01a20694-7c60-7314-b484-2402708de809").status == 5)
        #expect(try await dean("round", "run", round).status == 6)
        #expect(try await Speaker(url: "http://127.0.0.1:1", token: dean.token)("whoami").status == 7)
    }

    @Test func `a bar is drawn on a terminal and cleared at the end`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let token = try await daemon.operatorToken()
                let root = Speaker(url: url, token: token)
                let school = try await root.done("school", "create", "École")
                let cohort = try await root.done("cohort", "create", "M1", "Master 1", "--school", school)
                let roster = folder.appending(path: "students.csv")
                let header = "key,given_name,family_name,email\n"
                let rows = (1...5_000).map { "k\($0),Zoë,Ng \($0),s\($0)@ecole.example\n" }
                try Data((header + rows.joined()).utf8).write(to: roster)
                func onTerminal(_ words: String, _ more: [String: String] = [:]) async throws -> String {
                    try await Self.typescript(
                        words, in: folder, ["VIVIER_URL": url, "VIVIER_TOKEN": token].merging(more) { $1 })
                }
                let drawn = try await onTerminal("cohort import \(roster.path) --cohort \(cohort)")
                // A bar with its share, gone when the result is there.
                #expect(drawn.contains(/\u{1B}\[K\w+ \[█*·*\] [0-9]+ %/), "\(drawn)")
                let end = try #require(drawn.range(of: "\u{1B}[K", options: .backwards))
                #expect(drawn[end.upperBound...].contains("5000 new") && !drawn[end.upperBound...].contains("█"), "\(drawn)")
                // Where nobody watches, none.
                let again = try await root.done("cohort", "import", roster.path, "--cohort", cohort)
                #expect(again.contains("5000 unchanged") && !again.contains("█"))
                // A heading stands out, unless nobody wants colours.
                let bold = "\u{1B}[1m"
                let coloured = try await onTerminal("cohort students \(cohort) --limit 1")
                let plain = try await onTerminal("cohort students \(cohort) --limit 1", ["NO_COLOR": "1"])
                #expect(coloured.contains(bold) && plain.contains("Zoë") && !plain.contains(bold), "\(coloured) \(plain)")
            }
        }
    }

    /// What `vivier` writes on a terminal, which `script` gives it.
    private static func typescript(_ words: String, in folder: URL, _ environment: [String: String]) async throws -> String {
        let output = folder.appending(path: "typescript-\(UUID().uuidString)")
        let outcome = try await CommandLineProgram.run(
            ["-qec", "\(CommandLineProgram.file("vivier").path) \(words)", output.path], of: "/usr/bin/script",
            environment: ["TERM": "xterm"].merging(environment) { $1 })
        #expect(outcome.status == 0, "\(outcome)")
        return try String(contentsOf: output, encoding: .utf8)
    }
}
