import API
import Hummingbird
import Vivier

/// The matches of a run as one picture.
struct RunPicturePage {
    static func show(_ desk: Desk) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let say = desk.say
        let page = try await desk.perform(ListMatches(run: frame.run.id, query: PageQuery(limit: MatchPicture.mostRows)))
        var unplaced: [UnplacedTeam] = []
        if desk.may(.compareRuns), page.next == nil, frame.run.placed < frame.run.teams, frame.run.teams <= MatchPicture.mostRows {
            unplaced = try await desk.perform(ListUnplaced(run: frame.run.id, query: SortedQuery(limit: 50))).items
        }
        let matches = page.items
        let mayExplain = desk.may(.compareRuns)
        let asksMore = desk.query("alternatives") != nil
        var alternatives: [ListAlternatives.Alternative] = []
        if asksMore, desk.may(.compareRuns) {
            alternatives = try await desk.perform(
                ListAlternatives(run: frame.run.id, teams: matches.map(\.team) + unplaced.map(\.team)))
        }
        let picture = MatchPicture(
            id: "matches", matches: matches, unplaced: unplaced, alternatives: alternatives, teams: frame.run.teams,
            placed: frame.run.placed, isWhole: page.next == nil
        ) {
            mayExplain ? ExplanationPage.path(frame.run.id, $0.team, $0.case) : nil
        }
        return frame.page(
            say("Who works on what", "Qui travaille sur quoi"),
            matches.isEmpty
                ? none(frame)
                : "\(desk.may(.compareRuns) ? choice(frame, asksMore, isBare: alternatives.isEmpty) : nil)\(picture.html(say))")
    }

    /// What stands in the way says the diagnosis, to those who read it.
    private static func none(_ frame: RunFrame) -> HTML {
        let (say, round) = (frame.desk.say, "/desk/rounds/\(frame.round.id)")
        return frame.mayManage
            ? Pieces.empty(
                say(
                    "No team has a case in this run: there is nothing to draw. Look at what stands in the way.",
                    "Aucune équipe n’a de cas dans ce calcul\u{A0}: il n’y a rien à dessiner. Regardez ce qui fait obstacle."),
                DiagnosisPage.way(say("Diagnose the round", "Diagnostiquer la session"), of: frame.round.id, say))
            : Pieces.empty(
                say(
                    "No team has a case in this run: there is nothing to draw. Whoever holds the round looks at what stands in the way and runs it again.",
                    "Aucune équipe n’a de cas dans ce calcul\u{A0}: il n’y a rien à dessiner. Qui porte la session regarde ce qui fait obstacle et la relance."
                ), Pieces.button(say("To the round", "Vers la session"), to: round, isQuiet: true))
    }

    /// Shows what else the teams could have had, and hides it again.
    private static func choice(_ frame: RunFrame, _ asksMore: Bool, isBare: Bool) -> HTML {
        let (say, path) = (frame.desk.say, "\(frame.path)/picture")
        let button =
            asksMore
            ? Pieces.button(say("Show the matches alone", "Ne montrer que les affectations"), to: path, isQuiet: true)
            : Pieces.button(
                say("Show what else each team could have had", "Montrer ce que chaque équipe aurait aussi pu avoir"),
                to: "\(path)?alternatives=yes", isQuiet: true)
        let nothing: HTML? =
            asksMore && isBare
            ? "<p class=\"soft\">\(say("No other case was open to any of these teams.", "Aucun autre cas n’était ouvert à l’une de ces équipes."))</p>"
            : nil
        return "<p class=\"actions\">\(button)</p>\(nothing)"
    }
}
