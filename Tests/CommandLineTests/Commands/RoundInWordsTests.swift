import API
import Foundation
import Testing

/// What a school and a company do about a round, each command in English, in French and as JSON, against one daemon.
@Suite(.timeLimit(.minutes(15)))
struct RoundInWordsTests {
    @Test func `a round is told in English, in French and to programs`() async throws {
        try await RoundScene.lend { scene in
            try await teams(scene)
            try await rankings(scene)
            let round = try await scene.dean.done("round", "create", "Printemps", "--cohort", scene.cohort)
            let diagnosis = try await scene.dean.decoded(RoundDiagnosis.self, "round", "diagnose", round)
            #expect(diagnosis.teams == 6 && diagnosis.places == 3 && diagnosis.mostPlaced == 3)
            let note = try await scene.dean.both("team", "rank", round, scene.teams[0], scene.honey)
            #expect(note.en.contains("note: This round goes by fit") && note.fr.contains("note\u{A0}: Cette session suit l’adéquation"))
            let run = try await scene.dean.done("round", "run", round)
            try await outcome(scene, run)
            try await reasons(scene, run)
            try await whatIf(scene, run)
            try await loss(scene, run)
        }
    }

    private func outcome(_ scene: RoundScene, _ run: String) async throws {
        let dean = scene.dean
        let shown = try await dean.both("round", "show-run", run)
        #expect(shown.en.contains("3 of 6 teams placed") && shown.en.contains("certificate: lp-dual, "), "\(shown.en)")
        #expect(shown.fr.contains("3 équipes placées sur 6") && shown.fr.contains("certificat\u{A0}: lp-dual, "), "\(shown.fr)")
        #expect(shown.fr.contains("décidé avant\u{A0}: 0 paire fixée, 0 paire exclue"), "\(shown.fr)")
        let whole = try await dean.decoded(Run.self, "round", "show-run", run)
        #expect(whole.id.description == run && whole.placed == 3 && whole.settled?.pinned == 0 && shown.en.contains(whole.snapshotHash))

        let left = try await dean.both("round", "unplaced", run)
        #expect(left.en.contains("It could take ") && left.en.split(separator: "\n").count == 3, "\(left.en)")
        #expect(left.fr.contains("Elle pourrait prendre ") && left.fr.contains("Vendre l"), "\(left.fr)")
        let first = try await dean.decoded(Page<UnplacedTeam>.self, "round", "unplaced", run, "--limit", "2")
        let next = try #require(first.next)
        let second = try await dean.decoded(Page<UnplacedTeam>.self, "round", "unplaced", run, "--limit", "2", "--cursor", next)
        #expect(first.items.count == 2 && second.items.count == 1 && second.next == nil)
        for one in first.items + second.items { #expect(!one.reason.isEmpty && left.en.contains("\(one.team)"), "\(one)") }
        let page = try await dean.run(["round", "unplaced", run, "--limit", "1"], in: "fr_FR.UTF-8")
        #expect(page.complaints.contains("Il y en a d’autres\u{A0}: --cursor ") && page.output.split(separator: "\n").count == 1, "\(page)")
        #expect(try await dean.both("round", "unplaced", run, "--words", "nul").fr.isEmpty)
        #expect(try await dean.refused("round", "unplaced", run, "--sort", "best").status == 2)

        let scarce = try await dean.both("round", "scarcity", run)
        #expect(scarce.en == scarce.fr && scarce.en.hasPrefix("+1\t") && scarce.en.contains("\tVendre le miel\t"), "\(scarce.fr)")
        let cases = try await dean.decoded(Page<ScarceCase>.self, "round", "scarcity", run, "--by", "case").items
        #expect(cases.count == 2 && cases.allSatisfy { $0.teams == 1 && ($0.worth ?? 0) > 0 })
        let skills = try await dean.decoded(SkillScarcity.self, "round", "scarcity", run, "--by", "skill").items
        #expect(Set(skills.map(\.month)) == ["2097-02", "2097-03", "2097-04"] && Set(skills.map(\.skill)).count == 2)
        let told = try await dean.both("round", "scarcity", run, "--by", "skill")
        #expect(told.en != told.fr && told.en.contains("\(skills[0].price)\t2097-02\t") && told.fr.contains("\tNégociation"), "\(told.fr)")
        for option in [["--sort", "price"], ["--words", "vente"], ["--cursor", "x"]] {
            let outcome = try await dean.run(["round", "scarcity", run, "--by", "skill"] + option, in: "C")
            #expect(outcome.status == 2 && outcome.complaints.contains("--by skill is one table"), "\(outcome)")
        }

        let fair = try await dean.both("round", "fairness", run)
        #expect(fair.en.contains("cohort\tMaster 1\t6\t3\t") && fair.en.contains("3 of 6 teams placed"), "\(fair.en)")
        #expect(fair.fr.contains("promotion\tMaster 1\t6\t3\t") && fair.fr.contains("3 équipes placées sur 6"), "\(fair.fr)")
        let report = try await dean.decoded(FairnessReport.self, "round", "fairness", run)
        #expect(report.teams == 6 && report.placed == 3 && report.groups.contains { $0.kind == "school" && $0.name == "École de Dijon" })
    }

    /// Why a team has not a case, and what would have given it.
    private func reasons(_ scene: RoundScene, _ run: String) async throws {
        let dean = scene.dean
        let left = try await dean.decoded(Page<UnplacedTeam>.self, "round", "unplaced", run).items
        let team = try #require(left.first { $0.eligible > 0 }?.team.description)
        let words = ["explain", team, scene.jam, "--run", run]
        let why = try await dean.decoded(Explanation.self, words[0], words[1], words[2], words[3], words[4])
        #expect(why.eligible && !why.matched && why.skills.count == 2 && why.caseTitle == "Vendre la confiture")
        let said = try await dean.both(words[0], words[1], words[2], words[3], words[4])
        #expect(said.en.contains("and Vendre la confiture: fit \(why.fit)"), "\(said.en)")
        #expect(said.fr.contains("et Vendre la confiture\u{A0}: adéquation \(why.fit)"), "\(said.fr)")
        let cost = try #require(why.cost)
        #expect(cost.exact && cost.placedLost == 0)
        #expect(said.en.contains("would take \(cost.fitLost) point") && said.fr.contains("ôterait \(cost.fitLost) point"), "\(said.fr)")

        let remedies = try await dean.decoded(Remedies.self, "explain", team, scene.jam, "--run", run, "--remedies")
        #expect(!remedies.matched && !remedies.remedies.isEmpty && remedies.forced != nil, "\(remedies)")
        #expect(remedies.remedies.contains { $0.kind == .places && $0.places == 1 }, "\(remedies)")
        let ways = try await dean.both("explain", team, scene.jam, "--run", run, "--remedies")
        for remedy in remedies.remedies { #expect(ways.en.contains(remedy.message) && !ways.fr.contains(remedy.message), "\(ways.fr)") }
        #expect(ways.en.contains("places: ") && ways.fr.contains("places\u{A0}: "), "\(ways.fr)")
        #expect(ways.en.contains("Forcing it as it is") && ways.fr.contains("L’imposer en l’état"), "\(ways.fr)")
    }

    private func whatIf(_ scene: RoundScene, _ run: String) async throws {
        let dean = scene.dean
        let preview = try await dean.decoded(RepairPreview.self, "round", "repair", run, "--without-case", scene.honey)
        let way = try #require(preview.repairs.first)
        #expect(preview.displacedTotal == 1 && preview.placed == 3 && way.moves.contains { $0.kind == .displaced })
        let repair = try await dean.both("round", "repair", run, "--without-case", scene.honey)
        #expect(repair.en.contains("1 team loses its case") && repair.en.contains("choice 1:"), "\(repair.en)")
        #expect(repair.fr.contains("1 équipe perd son cas") && repair.fr.contains("choix 1\u{A0}:"), "\(repair.fr)")
        #expect(repair.fr.contains("Vendre le miel → ") && repair.fr.contains("son cas n’a plus de place"), "\(repair.fr)")
        let beyond = try await dean.refused("round", "repair", run, "--without-case", scene.honey, "--apply", "99")
        #expect(beyond.status == 2 && beyond.en.contains("There is no choice 99") && beyond.fr.contains("Il n’y a pas de choix 99"))

        let more = ["\(scene.honey)=2", "\(scene.jam)=3"]
        let branch = try await dean.decoded(Run.self, "round", "branch", run, "--places", more[0], "--places", more[1])
        #expect(branch.branch?.of.description == run && branch.branch?.changes.places?.count == 2 && branch.placed == 5)
        let said = try await dean.both("round", "branch", run, "--places", more[0], "--without-team", scene.teams[5])
        #expect(said.en.contains("(branch of \(run): 1 case with other places, 1 team gone"), "\(said.en)")
        #expect(said.fr.contains("(branche de \(run)\u{A0}: 1 cas aux places changées, 1 équipe partie"), "\(said.fr)")
        let comparison = try await dean.decoded(RunComparison.self, "round", "compare", run, branch.id.description)
        #expect(comparison.gained == 2 && comparison.lost == 0)
        let held = try await dean.both("round", "compare", run, branch.id.description)
        #expect(held.en.contains("gained one 2, lost one 0") && held.fr.contains("en gagnent un 2, le perdent 0"), "\(held.fr)")
    }

    /// A company withdraws a case of a published run, and the run is repaired.
    private func loss(_ scene: RoundScene, _ run: String) async throws {
        let (dean, maker) = (scene.dean, scene.maker)
        let none = try await dean.both("round", "lost")
        #expect(none.en.isEmpty && none.fr.isEmpty, "\(none)")
        _ = try await dean.done("round", "publish", run)
        _ = try await maker.done("case", "withdraw", scene.honey, "--reason", "Vendu", "--yes")
        let lost = try await dean.decoded(Page<LostMatch>.self, "round", "lost").items
        #expect(lost.map(\.run.description) == [run] && lost.map(\.case.description) == [scene.honey])
        let said = try await dean.both("round", "lost")
        #expect(said.fr.contains("\(run)\tÉquipe ") && said.fr.contains("\tVendre le miel\tMiel du Morvan"), "\(said.fr)")

        // It is known without being named that the case is withdrawn.
        let preview = try await dean.decoded(RepairPreview.self, "round", "repair", run)
        #expect(preview.displacedTotal == 1)
        let told = try await dean.both("round", "repair", run, "--apply", "1")
        #expect(told.en.contains("(branch of \(run): ") && told.fr.contains("(branche de \(run)\u{A0}: "), "\(told.fr)")
        let made = try await dean.decoded(Run.self, "round", "repair", run, "--apply", "1")
        #expect(
            made.branch?.of.description == run && made.placed == preview.repairs[0].placed && made.totalFit == preview.repairs[0].totalFit)
        #expect((made.branch?.kept ?? 0) > 0)
        #expect(try await dean.done("round", "verify", made.id.description, "--replay").contains("certificate valid"))
        _ = try await dean.done("round", "publish", made.id.description)
        #expect(try await dean.decoded(Run.self, "round", "show-run", run).state == "superseded")
        #expect(try await dean.both("round", "show-run", run).fr.contains("remplacé"))
    }
}
