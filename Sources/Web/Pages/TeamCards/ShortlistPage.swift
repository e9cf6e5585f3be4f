import API
import Hummingbird
import Vivier

/// The teams that could do a case, without names: why, what is missing, and the company's own order.
struct ShortlistPage {
    var desk: Desk
    var businessCase: BusinessCase
    var rounds: [CardRound]
    var round: CardRound?
    var cards: [TeamCard]
    /// Those to decide upon that were searched for, in the order that was asked for. What is decided is never hidden: the form sends it back.
    var found: [TeamCard]
    /// Of the ranking that is shown; nil for whoever only looks.
    var version: Int?
    var state = FormState.fresh

    private var say: Words { desk.say }
    /// No case has more.
    private static let most = SharedCards.mostOfEachCase

    static func read(_ desk: Desk, round asked: Round.ID?) async throws -> ShortlistPage {
        let id: BusinessCase.ID = try desk.id("case")
        let businessCase = try await desk.perform(ShowCase(case: id))
        let rounds = try await desk.perform(ListCardRounds(case: id, query: PageQuery(limit: 50))).items
        let round = rounds.first { $0.round == asked } ?? rounds.first { $0.open } ?? rounds.first
        var (cards, found): ([TeamCard], [TeamCard]) = ([], [])
        var version: Int?
        if let round {
            // Before the teams: what changes in between is then not overwritten.
            if desk.may(.rankTeams) { version = try await desk.perform(ShowTeamRanking(round: round.round, case: id)).version }
            cards = try await desk.perform(ListTeamCards(round: round.round, case: id, query: SortedQuery(limit: most))).items
            let isAsked = desk.query("q") != nil || desk.query("sort") != nil
            found =
                isAsked ? try await desk.perform(ListTeamCards(round: round.round, case: id, query: desk.sorted(most, nil))).items : cards
        }
        return ShortlistPage(
            desk: desk, businessCase: businessCase, rounds: rounds, round: round, cards: cards,
            found: found.filter { $0.place == nil && !$0.vetoed }, version: version)
    }

    func response() -> Response {
        let path = "/desk/cases/\(businessCase.id)"
        let title = say("Teams for your case", "Équipes pour votre cas")
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cases", "Cas"), "/desk/cases"), (businessCase.content.title, path)]))
            <h1>\(title)</h1>
            <p class="lead">\(say("You see what each team brings, not who it is. Once the round is published, you see the names of those members who have agreed to it; with the others the school puts you in touch.", "Vous voyez ce que chaque équipe apporte, pas qui elle est. Une fois la session publiée, vous voyez le nom des membres qui y ont consenti\u{A0}; pour les autres, l’école vous met en relation."))</p>
            \(Inputs(say, state).summary)\(meanwhile)\(choice)\(effect)\(listed)
            """)
    }

    /// What stands there now, where a colleague has changed it.
    private var meanwhile: HTML? {
        guard state.code == Self.changed else { return nil }
        let words = say(
            "The teams stand below as they are saved now, with your places beside them. Saving again replaces what was saved.",
            "Les équipes figurent ci-dessous comme elles sont enregistrées, avec vos rangs à côté. Enregistrer de nouveau remplace ce qui l’est."
        )
        return "<p class=\"warning\">\(words)</p>\n"
    }

    /// What comes of a decision under the round's rule, where one can still be made.
    private var effect: HTML? {
        guard let round, round.open, !round.filled, !cards.isEmpty else { return nil }
        let words =
            round.policy == "stable"
            ? say(
                "Your order counts: the next run goes by it, and gives your case no team that you decline.",
                "Votre ordre compte\u{A0}: le prochain calcul le suit, et ne donne à votre cas aucune équipe que vous écartez.")
            : say(
                "The next run gives your case no team that you decline. Under the rule of this round, whom you accept and in which order is kept, but changes nothing in the computation.",
                "Le prochain calcul ne donne à votre cas aucune équipe que vous écartez. Selon la règle de cette session, celles que vous retenez et leur ordre sont conservés, mais ne changent rien au calcul."
            )
        return "<p>\(words)</p>\n"
    }

    private static let changed = GeneralRefusal.changedMeanwhile.reason.code

    private var choice: HTML? {
        guard rounds.count > 1, let round else { return nil }
        let items = rounds.map { one -> HTML in
            let mark: HTML = one.round == round.round ? " aria-current=\"true\"" : ""
            return
                "<li><a class=\"chip\" href=\"\(Desk.address("/desk/cases/\(businessCase.id)/teams", ["round": "\(one.round)"]))\"\(mark)>\(one.name)</a></li>"
        }
        return "<ul class=\"chips\" aria-label=\"\(say("Rounds", "Sessions"))\">\(items)</ul>\n"
    }

    private var listed: HTML {
        guard let round, !cards.isEmpty else {
            return Pieces.empty(
                say(
                    "No team was shared for this case yet. Schools share them while a round is open; until then, your case can still get better.",
                    "Aucune équipe n’a encore été montrée pour ce cas. Les écoles les montrent pendant qu’une session est ouverte ; d’ici là, vous pouvez encore améliorer votre cas."
                ),
                desk.may(.writeCases)
                    ? Pieces.button(say("Look at the case again", "Revoir le cas"), to: "/desk/cases/\(businessCase.id)/edit") : nil)
        }
        let ranked = cards.filter { $0.place != nil }.sorted { ($0.place ?? 0, $1.fit) < ($1.place ?? 0, $0.fit) }
        let open = cards.filter { $0.place == nil && !$0.vetoed }
        let declined = cards.filter(\.vetoed)
        let counts = [
            say.count(ranked.count, ("accepted", "accepted"), ("retenue", "retenues")),
            round.filled
                ? say.count(open.count, ("not needed any more", "not needed any more"), ("sans suite", "sans suite"))
                : say.count(open.count, ("undecided", "undecided"), ("à décider", "à décider")),
            say.count(declined.count, ("declined", "declined"), ("écartée", "écartées")),
        ].joined(separator: " · ")
        let isOpen = round.open && !round.filled
        let status: HTML? = word(of: round).map { "<p class=\"warning\">\($0)</p>\n" }
        // The version that was read, until its reader has seen what stands there now.
        let read = state.code == Self.changed ? nil : state.form?.text("version")
        let seen = version.map { "<input type=\"hidden\" name=\"version\" value=\"\(read ?? "\($0)")\">" as HTML }
        let body: HTML = """
            <input type="hidden" name="round" value="\(round.round)">\(seen)
            <button class="visually-hidden" name="move" value="\(RankingFields.entered)" tabindex="-1" aria-hidden="true"></button>
            <div class="headline"><p><b>\(round.name)</b> · \(counts)</p>\(isOpen ? "<button>\(say("Save the ranking", "Enregistrer le classement"))</button>" : "" as HTML)</div>
            \(section(say("Accepted, best first", "Retenues, la meilleure d’abord"), ranked, isOpen: isOpen))
            \(section(round.filled ? say("Not needed any more", "Sans suite") : say("To decide", "À décider"), found, isOpen: isOpen))\
            \(found.isEmpty && !open.isEmpty ? nothing(in: round) : nil)
            \(section(say("Declined", "Écartées"), declined, isOpen: isOpen))
            """
        return """
            \(status)\(open.isEmpty ? nil : search(in: round))\(desk.export(ShortlistFile.path(businessCase.id, round.round, desk)))\
            \(desk.form("/desk/cases/\(businessCase.id)/teams", "class=\"shortlist\" ", body))
            """
    }

    private func search(in round: CardRound) -> HTML {
        Pieces.searched(
            desk, "/desk/cases/\(businessCase.id)/teams",
            say("Skill or language code, among the undecided", "Compétence ou code de langue, parmi celles à décider"),
            [
                ("-fit", say("best fit first", "meilleure adéquation")), ("fit", say("lowest fit first", "plus basse adéquation")),
                ("-skills", say("best in skills", "meilleures compétences")), ("skills", say("weakest in skills", "moindres compétences")),
                ("-time", say("best in time", "meilleur temps")), ("time", say("weakest in time", "moindre temps")),
                ("-hours", say("most hours in common", "le plus d’heures communes")),
                ("hours", say("fewest hours in common", "le moins d’heures communes")),
            ], along: ["round": "\(round.round)"])
    }

    private func nothing(in round: CardRound) -> HTML {
        Pieces.empty(
            say("No team to decide upon is like that.", "Aucune équipe à décider ne correspond."),
            Pieces.button(
                say("Show all", "Tout voir"), to: Desk.address("/desk/cases/\(businessCase.id)/teams", ["round": "\(round.round)"]),
                isQuiet: true))
    }

    /// Why nothing is decided here any more; nil where it is.
    private func word(of round: CardRound) -> String? {
        guard round.open else {
            return say(
                "The round is not open any more: the ranking stands as it was.",
                "La session n’est plus ouverte\u{A0}: le classement reste tel qu’il était.")
        }
        guard round.filled else { return nil }
        return say(
            "The case is filled: other rounds have given teams all its places, or all that your company offers. Nothing is left to decide here.",
            "Le cas est pourvu\u{A0}: d’autres sessions ont donné à des équipes toutes ses places, ou toutes celles de votre entreprise. Il n’y a plus rien à décider ici."
        )
    }

    private func section(_ title: String, _ cards: [TeamCard], isOpen: Bool) -> HTML? {
        guard !cards.isEmpty else { return nil }
        let items = cards.map {
            TeamCardPiece(
                say: say, card: $0, count: self.cards.count, isOpen: isOpen, state: state,
                asksLanguages: !businessCase.content.languages.isEmpty
            ).html
        }
        return "<section><h2>\(title)</h2><ol class=\"teams\">\(items)</ol></section>\n"
    }
}
