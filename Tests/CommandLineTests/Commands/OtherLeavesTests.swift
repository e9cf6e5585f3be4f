import Foundation
import Testing

/// The commands beside the straight way from a roster to a prospect, each run once against a real daemon, and what `vivierd` refuses and prints.
@Suite(.timeLimit(.minutes(15)))
struct OtherLeavesTests {
    private static let roster = """
        key,given_name,family_name,email,team
        1,Ève,Lys,eve@ecole.example,A
        2,Zoé,Étoile,zoe@ecole.example,B

        """
    private static let honey = """
        ---
        title: Sell honey to hotels
        skills: []
        languages: []
        team_size: {min: 1, max: 5}
        window: {from: 2097-02-01, until: 2097-04-30}
        hours_per_week: 4
        ---
        We make honey near Dijon. Which hotels would buy?
        """

    /// Who acts on one daemon.
    private struct Cast {
        var root: Speaker
        var dean: Speaker
        var maker: Speaker
        var recruiter: Speaker
        var school: String
        var state: URL
        var folder: URL
    }

    private func play(_ body: (Cast) async throws -> Void) async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let secret = try await vivierd(["token", "create", "--role", "operator"], state).output.trimmingCharacters(in: .newlines)
                let root = Speaker(url: url, token: secret)
                let school = try await root.done("school", "create", "École de Dijon")
                let company = try await root.done("company", "create", "Miel du Morvan")
                func speaker(_ role: String, _ organisation: String) async throws -> Speaker {
                    Speaker(url: url, token: try await root.done("token", "create", "--role", role, "--organisation", organisation))
                }
                try await body(
                    Cast(
                        root: root, dean: try await speaker("school-admin", school), maker: try await speaker("company", company),
                        recruiter: try await speaker("recruiter", company), school: school, state: state, folder: folder))
            }
        }
    }

    private func vivierd(_ words: [String], _ state: URL) async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(words + ["--state-dir", state.path], of: "vivierd")
    }

    private func first(_ answer: [String: Any]) throws -> [String: Any] {
        try #require((answer["items"] as? [[String: Any]])?.first)
    }

    @Test func `every leaf beside the straight way does what it says`() async throws {
        try await play { cast in
            let dean = cast.dean
            let programme = try await dean.done("programme", "create", "MIM", "Master in Management")
            #expect(try await dean.done("programme", "list").contains("MIM"))
            #expect(try await dean.done("programme", "list", "--words", "mim", "--sort=-name").contains("MIM"))
            #expect(try await dean.done("programme", "list", "--words", "nothing").isEmpty)
            #expect(try await dean.done("programme", "show", programme).hasPrefix("MIM  Master in Management"))
            let network = try await cast.root.done("network", "create", "Réseau de Bourgogne")
            #expect(try await cast.root.done("network", "list").contains(network))
            #expect(try await cast.root.done("network", "show", network).hasPrefix("Réseau de Bourgogne"))

            let cohort = try await dean.done("cohort", "create", "M1", "Master 1", "--programme", programme)
            try await rosters(dean, cohort)
            try await teams(dean, cohort)
            try await round(cast, cohort)

            let student = try #require(try first(try await dean.json("cohort", "students", cohort))["id"] as? String)
            #expect(try await dean.done("cohort", "students", cohort, "--sort=-name").contains(student))
            #expect(try await dean.done("cohort", "students", cohort, "--words", "nothing").isEmpty)
            #expect(try await dean.done("round", "list", "--words", "nothing").isEmpty)
            #expect(try await dean("round", "list", "--sort", "best").status == 2)
            let consent = try await dean.done("consent", "give", student, "talent-pool")
            #expect(try await dean.done("consent", "list", student).hasSuffix("live"))
            _ = try await dean.done("consent", "withdraw", consent)
            #expect(try await dean.done("consent", "list", student).hasSuffix("withdrawn"))

            let saved = try await cast.recruiter.done("pool", "save", "Traders", "language:fr")
            #expect(try await cast.recruiter.done("pool", "list") == "\(saved)\tTraders\tlanguage:fr")
            #expect(try await cast.recruiter.done("pool", "list", "--words", "language", "--sort=-created").hasPrefix(saved))
            #expect(try await cast.recruiter("pool", "list", "--sort", "query").status == 2)
            try await exports(cast, cohort, student)
            try await tokens(cast)
            try await login(cast)
            try await twins(cast)
            try await refusals(cast)
        }
    }

    private func rosters(_ dean: Speaker, _ cohort: String) async throws {
        _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: Self.roster)
        let stored = try first(try await dean.json("cohort", "imports", cohort))
        let made = try #require(stored["id"] as? String)
        #expect(stored["new"] as? Int == 2 && stored["undone_at"] == nil)
        #expect(try await dean.done("cohort", "undo", made).hasPrefix("2 removed"))
        #expect(try await dean.done("cohort", "imports", cohort).hasSuffix("undone"))
        #expect(try await dean.done("cohort", "imports", cohort, "--sort", "oldest").hasSuffix("undone"))
        #expect(try await dean.done("cohort", "imports", cohort, "--words", "nothing").isEmpty)
        #expect(try await dean.done("cohort", "list", "--words", "master", "--sort=-name").contains("M1"))
        #expect(try await dean.done("cohort", "list", "--words", "nothing").isEmpty)
        #expect(try await dean("cohort", "undo", made).status == 6)
        _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: Self.roster)
        // A dry run ends as the import would.
        let mixed = "key,given_name,family_name,email\n3,Li,Wu,no address\n4,Ana,Ñandú,ana@ecole.example\n"
        for way in [["--dry-run"], []] {
            let words = ["cohort", "import", "-", "--cohort", cohort] + way
            let environment = ["VIVIER_URL": dean.url, "VIVIER_TOKEN": dean.token]
            let whole = try await CommandLineProgram.run(words, input: Array(mixed.utf8), environment: environment)
            #expect(whole.status == 3, "\(words) \(whole)")
            let skipping = try await CommandLineProgram.run(words + ["--skip-rejected"], input: Array(mixed.utf8), environment: environment)
            #expect(skipping.status == 0 && skipping.output.hasPrefix("1 new, 0 changed, 0 unchanged, 1 rejected"), "\(words) \(skipping)")
            let broken = try await CommandLineProgram.run(
                words + ["--skip-rejected"], input: Array("key,family_name\n5,Roux\n".utf8), environment: environment)
            #expect(broken.status == 3, "\(words) \(broken)")
        }
    }

    private func teams(_ dean: Speaker, _ cohort: String) async throws {
        let file = "Étudiant;Équipe\n4;C\nEVE@ecole.example;C\n"
        let dry = try await dean.done("team", "import", "-", "--cohort", cohort, "--dry-run", input: file)
        #expect(dry.hasPrefix("1 new, 1 changed, 0 unchanged, 0 rejected\n1 team made"), "\(dry)")
        #expect(try await dean.done("team", "list", "--cohort", cohort).contains("\tC\t") == false)
        #expect(try await dean.done("team", "import", "-", "--cohort", cohort, input: file).hasPrefix("1 new, 1 changed, 0 unchanged"))
        #expect(try await dean.done("team", "import", "-", "--cohort", cohort, input: file).hasPrefix("0 new, 0 changed, 2 unchanged"))
        #expect(try await dean.done("team", "list", "--cohort", cohort).contains("\tC\t"))
        let refused = try await dean("team", "import", "-", "--cohort", cohort, input: "team,student\nC,4\nC,nobody\nD,4\n")
        #expect(refused.status == 3 && refused.output.hasPrefix("0 new, 0 changed, 1 unchanged, 2 rejected"), "\(refused)")
        #expect(refused.complaints.contains("standard-input.csv:3:student: ") && refused.complaints.contains("[unknown-student]"))
        #expect(refused.complaints.contains("standard-input.csv:4:student: ") && refused.complaints.contains("[repeated-student]"))
        let team = try #require(try first(try await dean.json("team", "list", "--cohort", cohort))["id"] as? String)
        _ = try await dean.done("team", "lock", team)
        let locked = try await dean.done("team", "list", "--cohort", cohort).split(separator: "\n").filter { $0.hasSuffix("\tlocked") }
        #expect(locked.count == 1 && locked[0].hasPrefix(team), "\(locked)")
        _ = try await dean.done("team", "unlock", team)
        // As it was: each in a team of one.
        _ = try await dean.done("team", "import", "-", "--cohort", cohort, input: "team,student\nA,1\n")
    }

    private func round(_ cast: Cast, _ cohort: String) async throws {
        let (dean, maker) = (cast.dean, cast.maker)
        let honey = try await maker.done("case", "post", "-", "--draft", input: Self.honey)
        #expect(try await maker.done("case", "show", honey).contains("draft, version 1"))
        #expect(try await maker.done("case", "publish", honey) == "published")
        #expect(try await maker("case", "publish", honey).status == 6)
        let round = try await dean.done("round", "create", "Spring", "--cohort", cohort)
        let team = try #require(try first(try await dean.json("team", "list", "--cohort", cohort))["id"] as? String)
        // A veto is the company's.
        #expect(try await dean("round", "decide", round, "veto", team, honey, "--reason", "Same family").status == 2)
        _ = try await dean.done("round", "decide", round, "ban", team, honey, "--reason", "Same family")
        #expect(try await dean.done("round", "decisions", round) == "ban\tA\tSell honey to hotels\tSame family")
        #expect(try await dean.done("round", "decisions", round, "--words", "nobody").isEmpty)
        #expect(try await dean("round", "decisions", round, "--sort", "reason").status == 2)
        let run = try await dean.done("round", "run", round)
        #expect(try await dean.done("round", "runs", round, "--words", "1", "--sort", "number").hasPrefix("\(run)\t1\tdraft\t"))
        #expect(try await dean.done("round", "matches", run).hasPrefix("A\t") == false)
        let scarce = try await dean.json("round", "scarcity", run)
        #expect(scarce["items"] is [Any])
        #expect(try await dean.done("round", "diagnose", round, "--listing", "1").contains("at most"))
        #expect(try await dean("round", "diagnose", round, "--listing", "0").status == 2)
        #expect(try await dean.done("round", "fairness", run, "--kind", "cohort", "--sort=-name").contains("Master 1"))
        #expect(try await dean.done("round", "fairness", run, "--words", "nothing").contains("Master 1") == false)
        #expect(try await dean.done("round", "lost", "--round", round).isEmpty)
        #expect(try await dean("round", "lost", "--sort", "best").status == 2)
        #expect(try await dean.done("school", "progress", cast.school).contains("to do  publish it"))
        let company = try #require((try await maker.json("whoami")["organisation"] as? [String: Any])?["id"] as? String)
        #expect(try await maker.done("company", "progress", company).hasPrefix("The cases are published"))
        #expect(try await maker("company", "progress", cast.school).status == 5)
        _ = try await dean.done("round", "lift", round, team, honey)
        #expect(try await dean.done("round", "decisions", round).isEmpty)
        #expect(try await dean("round", "lift", round, team, honey).status == 5)
        // A ranking that was made from another version than the one that stands there is not taken.
        _ = try await dean.done("team", "rank", round, team, honey)
        #expect(try await dean("team", "rank", round, team, "--replaces", "0").status == 6)
        _ = try await dean.done("team", "rank", round, team)
        #expect(try await dean.json("team", "ranking", round, team)["version"] as? Int == 0)
        try await crowded(cast, cohort)
    }

    /// A case that has fewer places than teams: how many have to leave it is said, not that none loses its case.
    private func crowded(_ cast: Cast, _ cohort: String) async throws {
        let jam = Self.honey.replacing("honey", with: "jam").replacing("hours_per_week", with: "capacity: 2\nhours_per_week")
        let both = try await cast.maker.done("case", "post", "-", input: jam)
        let round = try await cast.dean.done("round", "create", "Jam", "--cohort", cohort, "--case", both)
        let run = try await cast.dean.done("round", "run", round)
        let repair = try await cast.dean("round", "repair", run, "--places", "\(both)=1")
        #expect(
            repair.complaints.contains(
                "Sell jam to hotels has 2 teams and 1 place left: 1 team has to leave it, and each choice says which."),
            "\(repair)")
        let stable = try await cast.dean.done("round", "create", "Stable jam", "--cohort", cohort, "--policy", "stable")
        #expect(try await cast.dean.done("round", "show", stable).contains("policy: stable, skills 7 : time 3"))
        _ = try await cast.maker.done("case", "withdraw", both, "--reason", "Sold out")
    }

    /// What comes as CSV comes as rows of JSON too, the same ones.
    private func exports(_ cast: Cast, _ cohort: String, _ student: String) async throws {
        _ = try await cast.dean.done("consent", "give", student, "talent-pool")
        _ = try await cast.recruiter.done("prospect", "add", student)
        for (speaker, words, key) in [
            (cast.dean, ["cohort", "export", cohort], "key"), (cast.recruiter, ["pool", "export", "school:\"Dijon\""], "family_name"),
            (cast.recruiter, ["prospect", "export"], "family_name"), (cast.dean, ["privacy", "ledger", "export"], "number"),
        ] {
            let environment = ["VIVIER_URL": speaker.url, "VIVIER_TOKEN": speaker.token]
            let plain = try await CommandLineProgram.run(words, environment: environment)
            let outcome = try await CommandLineProgram.run(words + ["--json"], environment: environment)
            #expect(plain.status == 0 && outcome.status == 0, "\(words) \(outcome)")
            let rows = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: String]], "\(words)")
            let header = plain.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            #expect(header.split(separator: ",").contains { $0 == key }, "\(words): \(header)")
            #expect(!rows.isEmpty, "\(words)")
            for row in rows { #expect(row[key]?.isEmpty == false, "\(words): \(row)") }
            #expect(rows.count == plain.output.split(whereSeparator: \.isNewline).count - 1, "\(words)")
        }
        for words in [["pool", "export", "language:fr"], ["prospect", "export"]] {
            let outcome = try await CommandLineProgram.run(
                words + ["--xlsx", "--json"], environment: ["VIVIER_URL": cast.recruiter.url, "VIVIER_TOKEN": cast.recruiter.token])
            #expect(outcome.status == 2 && outcome.output.isEmpty && outcome.complaints.contains("--json"), "\(words) \(outcome)")
        }
    }

    private func tokens(_ cast: Cast) async throws {
        let gone = try await cast.root.done("token", "create", "--role", "operator", "--label", "gone")
        let listed = try #require(try await cast.root.json("token", "list")["items"] as? [[String: Any]])
        let id = try #require(listed.first { $0["label"] as? String == "gone" }?["id"] as? String)
        let held = Speaker(url: cast.root.url, token: gone)
        #expect(try await held("whoami").status == 0)
        _ = try await cast.root.done("token", "revoke", id)
        #expect(try await held("whoami").status == 4)
        #expect(try await cast.root.done("token", "list").contains("\(id)\toperator\tgone"))
        #expect(try await cast.root.done("token", "list", "--words", "gone", "--sort=-label").hasPrefix("\(id)\toperator\tgone"))
        for kind in ["token", "invitation", "membership"] {
            #expect(try await cast.root.done(kind, "list", "--words", "nothing").isEmpty, "\(kind)")
            #expect(try await cast.root(kind, "list", "--sort", "best").status == 2, "\(kind)")
        }
        #expect(try await cast.root.done("audit", "--action", "issueToken", "--sort", "at").contains("issueToken"))
    }

    private func twins(_ cast: Cast) async throws {
        let first = try await cast.root("school", "create", "École de Tournus", "--city", "Tournus")
        #expect(first.status == 0 && !first.complaints.contains("same name"), "\(first)")
        let elsewhere = try await cast.root("school", "create", "École de Tournus", "--city", "Mâcon")
        #expect(elsewhere.status == 0 && !elsewhere.complaints.contains("same name"), "\(elsewhere)")
        let second = try await cast.root("school", "create", "École de Tournus", "--city", "Tournus")
        let id = first.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(second.status == 0 && second.complaints.contains("\(id) has the same name and city"), "\(second)")
    }

    /// Flag, then environment, then what login kept, which nobody else can read.
    private func login(_ cast: Cast) async throws {
        let home = cast.folder.appending(path: "home")
        func vivier(_ words: String..., input: String = "", environment: [String: String] = [:]) async throws -> CommandLineProgram.Outcome
        {
            try await CommandLineProgram.run(words, input: Array(input.utf8), environment: ["HOME": home.path].merging(environment) { $1 })
        }
        let refused = try await vivier("login", "--url", cast.root.url, input: "vvr_none\n")
        let file = home.appending(path: ".local/state/vivier/login.json")
        #expect(refused.status == 4 && !FileManager.default.fileExists(atPath: file.path))
        let done = try await vivier("login", "--url", cast.root.url, input: "\(cast.maker.token)\n")
        #expect(done.status == 0 && done.complaints.contains("You are company of Miel du Morvan."), "\(done)")
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        let kept = try await vivier("whoami")
        #expect(kept.status == 0 && kept.output.hasPrefix("role: company\n"), "\(kept)")
        // Nothing given is no login, and what an earlier one kept stays.
        let stored = try Data(contentsOf: file)
        let nothing = try await vivier("login", "--url", cast.root.url)
        #expect(nothing.status == 2 && nothing.complaints.contains("No token was given"), "\(nothing)")
        #expect(try Data(contentsOf: file) == stored)
        let nobody = try await vivier("whoami", "--url", cast.root.url, environment: ["HOME": cast.folder.path])
        #expect(nobody.status == 4 && nobody.complaints.contains("VIVIER_TOKEN"), "\(nobody)")
        #expect(nobody.complaints.contains("vivier login"), "\(nobody)")
        let environment = ["VIVIER_TOKEN": cast.recruiter.token]
        #expect(try await vivier("whoami", environment: environment).output.hasPrefix("role: recruiter\n"))
        #expect(try await vivier("whoami", "--token", cast.dean.token, environment: environment).output.hasPrefix("role: school-admin\n"))
        #expect(try await vivier("whoami", environment: ["VIVIER_URL": "http://127.0.0.1:1"]).status == 7)
    }

    /// `vivierd` names each field that it refuses, ends as `vivier` does, and prints JSON where that is asked for.
    private func refusals(_ cast: Cast) async throws {
        let (school, state) = (cast.school, cast.state)
        for (words, status, said) in [
            (["token", "create", "--role", "company"], 3, "  /organisation: Name the organisation that it is for."),
            (
                ["token", "create", "--role", "student", "--organisation", school, "--for", "a@b.fr"], 3,
                "  /email: No student of this school has this e-mail."
            ), (["token", "create", "--role", "operator", "--days", "0"], 3, "  /days: A token lasts 1 to 365 days."),
            (["invite", "a@b.fr", "--role", "student"], 6, "Students are enrolled with their cohort"),
            (["token", "create", "--role", "company", "--organisation", "x"], 2, "--organisation takes an id"),
        ] {
            let outcome = try await vivierd(words, state)
            #expect(Int(outcome.status) == status && outcome.output.isEmpty && outcome.complaints.contains(said), "\(words) \(outcome)")
        }
        let issued = try await vivierd(
            ["token", "create", "--role", "student", "--organisation", school, "--for", "EVE@ecole.example", "--json"], state)
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(issued.output.utf8)) as? [String: Any], "\(issued)")
        let secret = try #require(answer["secret"] as? String)
        let eve = Speaker(url: cast.root.url, token: secret)
        #expect(try await eve.json("whoami")["role"] as? String == "student")
        #expect(try await eve.done("student", "progress").contains("to do  free time"))
        for (words, key) in [
            (["invite", "root@example.org", "--json"], "link"), (["doctor", "--quick", "--json"], "checks"),
            (["migrate", "--json"], "newest"), (["backup", cast.folder.appending(path: "b.tar").path, "--json"], "made_at"),
        ] {
            let outcome = try await vivierd(words, state)
            let answer = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            #expect(outcome.status == 0 && answer?[key] != nil, "\(words) \(outcome)")
        }
        let config = try await vivierd(["config", "--json"], state)
        let settings = try #require(try JSONSerialization.jsonObject(with: Data(config.output.utf8)) as? [[String: String]], "\(config)")
        #expect(settings.contains { $0["name"] == "VIVIER_STATE_DIR" && $0["value"] == state.path && $0["origin"] == "flag" })
    }

    static let bundle = challenges.deletingLastPathComponent().appending(path: "../oneroster/ms-sds-v2.1").standardized

    @Test(
        .enabled(
            if: FileManager.default.isReadableFile(atPath: OtherLeavesTests.bundle.path),
            "the reference data is not beside the working copy"))
    func `a OneRoster folder of 1.2 is enrolled, the second time unchanged, as a zip too, and taken back`() async throws {
        try await play { cast in
            let (dean, path) = (cast.dean, Self.bundle.path)
            let cohort = try await dean.done("cohort", "create", "M1", "Master 1")
            let zip = cast.folder.appending(path: "bundle.zip")
            let names = try FileManager.default.contentsOfDirectory(atPath: Self.bundle.path).filter { $0.hasSuffix(".csv") }
            let packed = try await CommandLineProgram.run(["-q", zip.path] + names, of: "/usr/bin/zip", in: Self.bundle)
            #expect(packed.status == 0, "\(packed)")
            #expect(try await dean.done("cohort", "import", path, "--cohort", cohort, "--dry-run").hasPrefix("4 new, 0 changed"))
            #expect(try await dean.done("cohort", "students", cohort).isEmpty)
            #expect(try await dean.done("cohort", "import", path, "--cohort", cohort).hasPrefix("4 new, 0 changed, 0 unchanged"))
            let students = try await dean.done("cohort", "students", cohort)
            #expect(students.split(separator: "\n").count == 4 && students.contains("Craig"))
            for other in [path, zip.path] {
                let again = try await dean.done("cohort", "import", other, "--cohort", cohort, "--format", "oneroster")
                #expect(again.hasPrefix("0 new, 0 changed, 4 unchanged"), "\(again)")
            }
            let made = try #require((try await dean.json("cohort", "imports", cohort)["items"] as? [[String: Any]])?.last?["id"] as? String)
            #expect(try await dean.done("cohort", "undo", made).hasPrefix("4 removed"))
            #expect(try await dean.done("cohort", "students", cohort).isEmpty)
        }
    }

    static let challenges = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/data/challenges/eig_defis.json").standardized

    @Test(
        .enabled(
            if: FileManager.default.isReadableFile(atPath: OtherLeavesTests.challenges.path),
            "the reference data is not beside the working copy"))
    func `the published briefs are 71 new cases, and the second time 71 unchanged ones`() async throws {
        try await play { cast in
            for expected in ["71 new, 0 changed, 0 unchanged, 0 rejected", "0 new, 0 changed, 71 unchanged, 0 rejected"] {
                let said = try await cast.root.done("case", "import", OtherLeavesTests.challenges.path)
                #expect(said.hasPrefix(expected), "\(said)")
            }
        }
    }
}
