import API
import ArgumentParser

extension RoundCommand {
    struct ShareCards: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "share-cards", abstract: "Show the companies, without names, the teams that fit each of their cases best.",
            discussion: "Until the round is published they may rank or veto them: vivier case cards, vivier case rank.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.shareTeamCards, path: [round])) { shared in
                    let served = shared.cases - shared.casesWithoutTeam
                    print(
                        said(
                            "\(counted(shared.cards, "card", "cards", "", "")) for \(served) of \(shared.cases) cases",
                            "\(counted(shared.cards, "", "", "carte", "cartes")) pour \(served) cas sur \(shared.cases)"))
                }
            }
        }
    }
}

extension CaseCommand {
    struct Cards: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The teams, without names, that were shared for your case: what each brings and what is missing.",
            discussion: """
                A skill stands there with the level that the team has and the one that the case asks for, as negotiation 2/3.

                --words takes a label, a skill that the team brings or the code of a language; --sort takes -fit, fit, -skills, skills, -time, time,
                -hours or hours.
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Argument(help: "The case's id.") var id: BusinessCase.ID
        @Option(help: "The round's id; not needed where teams were shared in one open round only.") var round: Round.ID?

        func run() async throws {
            try await reporting {
                let client = try global.client
                var chosen = round
                if chosen == nil { chosen = try await onlyOpenRound(client) }
                guard let round = chosen else { return }
                let cards = try await client.call(Endpoints.listTeamCards, path: [round, id], query: list.query)
                try global.show(cards) { answer in
                    var table = Table(
                        heading: [
                            "card", "label", "fit", "skills", "time", "members", "hours", "brings", "languages", "missing", "ranked",
                        ],
                        right: [2, 3, 4, 5, 6])
                    for card in answer.items { table.rows.append(row(card)) }
                    table.print()
                    global.say(said("round: \(round)", "session\u{A0}: \(round)"))
                    answer.sayNext(global)
                }
            }
        }

        private func row(_ card: TeamCard) -> [String] {
            let brings = card.skills.filter { $0.foundLevel > 0 }.map { "\($0.skill) \($0.foundLevel)/\($0.neededLevel)" }
            let missing = card.skills.filter { $0.foundLevel < $0.neededLevel }
                .map { $0.foundLevel == 0 ? $0.skill : "\($0.skill) \($0.foundLevel)/\($0.neededLevel)" }
            return [
                "\(card.card)", card.label, "\(card.fit)", "\(card.skillFit)", "\(card.timeFit)", "\(card.members)",
                hours(card.commonHalfHours),
                brings.joined(separator: ", "), card.languages.joined(separator: " "), missing.joined(separator: ", "),
                card.vetoed ? "veto" : card.place.map { "\($0)" } ?? "",
            ]
        }

        /// - Returns: nil where several are listed for the user to choose from.
        private func onlyOpenRound(_ client: Client) async throws -> Round.ID? {
            let rounds = try await client.call(Endpoints.listCardRounds, path: [id], query: PageQuery(limit: 200))
            let open = rounds.items.filter { $0.open && !$0.filled }
            if open.count == 1 { return open[0].round }
            try global.show(rounds) { answer in
                var table = Table(heading: ["round", "name", "open", "cards", "ranked", "vetoed"], right: [3, 4, 5])
                for one in answer.items {
                    table.rows.append(
                        [
                            "\(one.round)", one.name,
                            one.filled ? said("filled", "pourvu") : one.open ? said("yes", "oui") : said("no", "non"), "\(one.cards)",
                            "\(one.ranked)",
                            "\(one.vetoed)",
                        ])
                }
                table.print()
            }
            global.say(
                rounds.items.isEmpty
                    ? said("No team was shared for this case yet.", "Aucune équipe n’a encore été montrée pour ce cas.")
                    : said("Choose a round: --round ROUND.", "Choisissez une session\u{A0}: --round SESSION."))
            return nil
        }
    }

    struct Rank: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rank the teams that your case would rather have in a round, best first.",
            discussion: """
                Replaces the case's whole ranking; without teams it takes the ranking back. Whom it does not name stands behind, by fit.
                A team that is vetoed does not get the case in any event.

                EXAMPLE
                  vivier case rank ROUND CASE CARD1 CARD2=CARD3 --veto CARD4    CARD1 first, then CARD2 and CARD3 alike, never CARD4
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "The case's id.") var id: BusinessCase.ID
        @Argument(help: "The ids of the teams' cards, best first; teams that the case likes equally are joined by =.")
        var cards: [RankedPlace<TeamCard>] = []
        @Option(help: "The card of a team that the case would not have; may stand several times.") var veto: [TeamCard.ID] = []
        @Option(help: "Why those vetoed are not wanted; the school reads it.") var reason: String?
        @Option(help: "The version that it was made from, as ranking --json prints it. Without it what stands there is replaced.")
        var replaces: Int?

        func run() async throws {
            try await reporting {
                let reasons = reason.map { reason in veto.map { TeamRanking.VetoReason(card: $0, reason: reason) } }
                let ranking = TeamRanking(cards: cards, vetoes: veto, reasons: reasons)
                let client = try global.client
                var seen = replaces
                if seen == nil { seen = try await client.call(Endpoints.showTeamRanking, path: [round, id]).version }
                try global.show(try await client.call(Endpoints.rankTeams, path: [round, id], body: ranking, replacing: seen)) { answer in
                    let count = answer.cards.reduce(0) { $0 + $1.tied.count }
                    let vetoes =
                        answer.vetoes.isEmpty
                        ? "" : " " + counted(answer.vetoes.count, "vetoed.", "vetoed.", "écartée.", "écartées.")
                    let ranked =
                        count == 0
                        ? said(
                            "The case has no ranking now: fit orders the teams.",
                            "Le cas n’a plus de classement\u{A0}: l’adéquation ordonne les équipes.")
                        : counted(count, "team ranked.", "teams ranked.", "équipe classée.", "équipes classées.")
                    global.say(ranked + vetoes)
                }
            }
        }
    }

    struct Ranking: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show your case's ranking in a round, best team first, then vetoes.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Argument(help: "The case's id.") var id: BusinessCase.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showTeamRanking, path: [round, id])) { ranking in
                    var table = Table(heading: ["place", "card"], right: [0])
                    for (index, place) in ranking.cards.enumerated() {
                        for card in place.tied { table.rows.append(["\(index + 1)", "\(card)"]) }
                    }
                    for card in ranking.vetoes { table.rows.append(["veto", "\(card)"]) }
                    table.print()
                    if table.rows.isEmpty {
                        global.say(
                            said(
                                "The case has given no ranking: fit orders the teams.",
                                "Le cas n’a pas donné de classement\u{A0}: l’adéquation ordonne les équipes."))
                    }
                }
            }
        }
    }
}
