import API
import Foundation
import Testing

extension RoundInWordsTests {
    /// What each team brings, and teams that are formed.
    func teams(_ scene: RoundScene) async throws {
        let dean = scene.dean
        let strengths = try await dean.decoded(TeamStrengths.self, "team", "strengths", scene.teams[2])
        #expect(strengths.team.name == "Équipe 3" && !strengths.held && strengths.skills.count == 2)
        #expect(strengths.skills.allSatisfy { $0.best == 3 && $0.neededLevel == 3 && $0.bestBy == strengths.members.first?.student })
        let said = try await dean.both("team", "strengths", scene.teams[2])
        #expect(said.en.contains("free together: 7 h a week, of 4 h") && said.en.contains("\t3\t3\tLéa Petit\t0"), "\(said.en)")
        #expect(said.fr.contains("libres ensemble\u{A0}: 7 h par semaine, pour 4 h"), "\(said.fr)")
        #expect(said.fr.contains("Léa Petit\u{A0}: lun 09:00-12:00;mar 14:00-18:00"), "\(said.fr)")
        let board = try await dean.decoded(TeamBoard.self, "team", "board", "--cohort", scene.cohort, "--limit", "4")
        #expect(board.items.count == 4 && board.total == 6 && board.next != nil && board.cases == 2)
        let all = try await dean.both("team", "board", "--cohort", scene.cohort, "--sort=-name")
        let rows = all.fr.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        try #require(rows.count == 6 && rows.allSatisfy { $0.count == 6 })
        #expect(rows.map { $0[1] } == (1...6).reversed().map { "Équipe \($0)" } && rows.allSatisfy { $0[3] == "7/4" }, "\(all.fr)")
        #expect(rows[2][4].contains("Négociation 2/3") && rows[2][5].contains("Négociation 2/3"), "\(all.fr)")

        let second = try await dean.done("cohort", "create", "M2", "Master 2")
        let students = (1...6).map { "B\($0);Ida;Noir \($0);b\($0)@ecole.example;\($0 % 2 == 0 ? "Dijon" : "Autun");lun 9h-12h" }
        let roster = "clé;prénom;nom;courriel;ville;disponibilités\n" + students.joined(separator: "\n") + "\n"
        _ = try await dean.done("cohort", "import", "-", "--cohort", second, input: roster)
        let alone = try await dean.both("team", "board", "--cohort", second)
        #expect(
            alone.en.contains("without a team: 6 (Ida Noir 1, ") && alone.fr.contains("sans équipe\u{A0}: 6 (Ida Noir 1, "), "\(alone.fr)")
        let words = ["team", "form", "--cohort", second, "--min", "3", "--max", "3", "--seconds", "1", "--not-alone", "city", "--dry-run"]
        var told: [String] = []
        for language in ["C", "fr_FR.UTF-8"] {
            let outcome = try await dean.run(words, in: language)
            #expect(outcome.status == 0, "\(outcome)")
            told.append(outcome.output + outcome.complaints)
        }
        #expect(told[0].contains("2 teams would be formed: ") && told[1].contains("2 équipes seraient formées\u{A0}: "), "\(told)")
        for word in [" the ", "team", "share", "hours", "nobody", "points, no ", "Alone"] { #expect(!told[1].contains(word), "\(told[1])") }
        let formed = try await dean.decoded(
            Formation.self, "team", "form", "--cohort", second, "--min", "3", "--max", "3", "--seconds", "1", "--not-alone", "city")
        #expect(formed.stored && formed.teams.map(\.members.count) == [3, 3])
    }

    /// Both sides rank in a stable round.
    func rankings(_ scene: RoundScene) async throws {
        let (dean, maker, teams) = (scene.dean, scene.maker, scene.teams)
        let round = try await dean.done("round", "create", "Au choix", "--cohort", scene.cohort, "--policy", "stable")
        let ranked = try await dean.both("team", "rank", round, teams[0], scene.jam, scene.honey)
        #expect(ranked.en == "2 cases ranked.\n" && ranked.fr == "2 cas classés.\n")
        let ranking = try await dean.decoded(CaseRanking.self, "team", "ranking", round, teams[0])
        #expect(ranking.cases.map { $0.tied.map(\.description) } == [[scene.jam], [scene.honey]] && ranking.version != 0)
        let shown = try await dean.both("team", "ranking", round, teams[0])
        #expect(shown.fr == "1\t\(scene.jam)\tVendre la confiture\n2\t\(scene.honey)\tVendre le miel\n" && shown.en == shown.fr)
        let none = try await dean.both("team", "ranking", round, teams[1])
        #expect(none.en.contains("has given no ranking") && none.fr.contains("n’a pas donné de classement"), "\(none)")
        let demand = try await dean.decoded(Demand.self, "round", "demand", round)
        #expect(demand.teams == 6 && demand.withRanking == 1 && demand.items.first?.rankedBy == 1 && demand.items.map(\.places).max() == 2)
        let asked = try await dean.both("round", "demand", round)
        #expect(asked.en.contains("1 of 6 teams has given a ranking.") && asked.en.contains("\tMiel du Morvan\t2\t1\t1"), "\(asked.en)")
        #expect(asked.fr.contains("1 équipe sur 6 a donné un classement."), "\(asked.fr)")

        let nothing = try await maker.both("case", "cards", scene.honey)
        #expect(nothing.en.contains("No team was shared") && nothing.fr.contains("Aucune équipe n’a encore été montrée"), "\(nothing)")
        _ = try await dean.both("round", "share-cards", round)
        let cards = try await maker.decoded(Page<TeamCard>.self, "case", "cards", scene.honey).items
        try #require(cards.count == 4)
        #expect(cards.allSatisfy { $0.fit > 0 && $0.members == 1 && !$0.vetoed })
        let listed = try await maker.both("case", "cards", scene.honey)
        #expect(listed.en.contains("round: \(round)") && listed.fr.contains("session\u{A0}: \(round)"), "\(listed.fr)")
        for card in cards { #expect(listed.fr.contains("\(card.card)\t\(card.label)\t\(card.fit)\t"), "\(listed.fr)") }
        for name in ["Durand", "Éloïse", "Équipe 1"] { #expect(!listed.fr.contains(name) && !listed.en.contains(name)) }
        let ids = cards.map(\.card.description)
        let chosen = try await maker.both(
            "case", "rank", round, scene.honey, ids[1], ids[0], "--veto", ids[2], "--reason", "Trop loin")
        #expect(chosen.en == "2 teams ranked. 1 vetoed.\n" && chosen.fr == "2 équipes classées. 1 écartée.\n", "\(chosen)")
        let order = try await maker.decoded(TeamRanking.self, "case", "ranking", round, scene.honey)
        #expect(order.cards.flatMap(\.tied).map(\.description) == [ids[1], ids[0]] && order.vetoes.map(\.description) == [ids[2]])
        let read = try await maker.both("case", "ranking", round, scene.honey)
        #expect(read.fr == "1\t\(ids[1])\n2\t\(ids[0])\nveto\t\(ids[2])\n" && read.en == read.fr, "\(read)")
        let empty = try await maker.both("case", "ranking", round, scene.jam)
        #expect(empty.en.contains("has given no ranking") && empty.fr.contains("n’a pas donné de classement"), "\(empty)")

        let run = try await dean.done("round", "run", round)
        let stable = try await dean.both("round", "show-run", run)
        #expect(stable.en.contains("no-blocking-pair") && stable.fr.contains("placées au plus"), "\(stable.fr)")
        for by in ["case", "skill"] {
            let refused = try await dean.refused("round", "scarcity", run, "--by", by)
            #expect(refused.status == 6, "\(refused)")
        }
    }
}
