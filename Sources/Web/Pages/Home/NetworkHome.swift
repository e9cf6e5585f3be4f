import API
import Hummingbird
import Vivier

/// The home of a network: its rounds in numbers, and the one next thing. It sees counts, and no persons.
struct NetworkHome {
    var desk: Desk
    var name: String
    var rounds: [Round]
    /// Of the newest round that has a run: how its teams fared.
    var newest: (round: Round, run: Run)?

    private static let mostRounds = 8

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let account = try await desk.perform(ShowAccount())
        var rounds: [Round] = []
        for line in try await desk.perform(ListRounds(query: PageQuery(limit: mostRounds))).items {
            rounds.append(try await desk.perform(ShowRound(round: line.id)))
        }
        var newest: (round: Round, run: Run)?
        if let round = rounds.first(where: { !$0.runs.isEmpty }),
            let line = round.runs.first(where: { $0.state == "published" }) ?? round.runs.first
        {
            newest = (round, try await desk.perform(ShowRun(run: line.id)))
        }
        let name = account.memberships.first { $0.id == account.current }?.organisation?.name ?? desk.say("Network", "Réseau")
        return NetworkHome(desk: desk, name: name, rounds: rounds, newest: newest).response()
    }

    func response() -> Response {
        let list = Listing(
            caption: say("Rounds, newest first", "Sessions, les plus récentes d’abord"),
            columns: [
                .init(title: say("Name", "Nom"), cell: { HTML.link($0.name, to: "/desk/rounds/\($0.id)") }),
                .init(title: say("State", "État"), cell: { RoundWords.badge($0.state, say) }),
                .init(title: say("Cohorts", "Promotions"), isNumber: true, cell: { "\(say.number($0.cohorts.count))" }),
                .init(title: say("Runs", "Calculs"), isNumber: true, cell: { "\(say.number($0.runs.count))" }),
                .init(
                    title: say("Teams placed", "Équipes placées"), isNumber: true,
                    cell: { "\($0.runs.first.map { say.number($0.placed) } ?? "–")" }),
            ], rows: rounds)
        return desk.page(
            name,
            """
            <h1>\(name)</h1>
            <p class="lead">\(say(
                "Your rounds in numbers. A network sees counts and no persons: who opens and computes its rounds is the operator of the service.",
                "Vos sessions en chiffres. Un réseau voit des nombres et aucune personne\u{A0}: c’est l’opérateur du service qui ouvre et calcule ses sessions."))</p>
            \(next)
            \(figures)
            \(rounds.isEmpty ? nil : "<h2>\(say("Rounds", "Sessions"))</h2>\(list.html)" as HTML?)
            """)
    }

    private var figures: HTML? {
        newest.map { newest in
            Pieces.figures([
                (say("teams", "équipes"), say.number(newest.run.teams)), (say("cases", "cas"), say.number(newest.run.cases)),
                (
                    say(
                        newest.run.placed == 1 ? "team placed" : "teams placed", newest.run.placed < 2 ? "équipe placée" : "équipes placées"
                    ), say.number(newest.run.placed)
                ),
                (say("mean fit", "adéquation moyenne"), newest.run.placed > 0 ? say.fit(newest.run.totalFit / newest.run.placed) : "–"),
            ])
        }
    }

    private var next: HTML {
        guard let open = rounds.first(where: { $0.state == "open" }) ?? rounds.first else {
            return Pieces.empty(
                say(
                    "No round yet. Invite the people of your network, then ask the operator of the service to open a round over your schools.",
                    "Aucune session encore. Invitez les personnes de votre réseau, puis demandez à l’opérateur du service d’ouvrir une session sur vos écoles."
                ),
                Pieces.button(say("People", "Personnes"), to: "/desk/people"))
        }
        let title, words, label, path: String
        if let run = open.runs.first {
            title = say("Look at “\(open.name)”", "Regarder «\u{A0}\(open.name)\u{A0}»")
            words =
                open.state == "published"
                ? say("It is published: see how the schools fared.", "Elle est publiée\u{A0}: voyez comment s’en sortent les écoles.")
                : say(
                    "Run \(run.number) waits for its publication: see how the schools would fare.",
                    "Le calcul \(run.number) attend sa publication\u{A0}: voyez comment s’en sortiraient les écoles.")
            label = say("Fairness", "Équité")
            path = "/desk/runs/\(run.id)/fairness"
        } else {
            title = say("“\(open.name)” waits for its run", "«\u{A0}\(open.name)\u{A0}» attend son calcul")
            words = say(
                "See what teams ask for and what there is; then tell the operator that it can be computed.",
                "Voyez ce que les équipes demandent et ce qu’il y a\u{A0}; puis dites à l’opérateur qu’elle peut être calculée.")
            label = say("Demand and supply", "Demande et offre")
            path = "/desk/rounds/\(open.id)/demand"
        }
        return """
            <div class="card next"><h2>\(title)</h2><p>\(words)</p><div class="actions">\(Pieces.button(label, to: path))\
            \(Pieces.button(say("Public proofs", "Preuves publiques"), to: "/proofs", isQuiet: true))</div></div>

            """
    }
}
