import API
import Vivier

/// What somebody does next: why, and where it is done.
struct NextStep {
    var title: String
    var why: String
    var button: String
    var path: String
    var needs: Permission
}

/// The one thing that a school does next, in a sentence and a button that leads there.
struct SchoolNextStep {
    var desk: Desk
    var progress: SchoolProgress

    private var say: Words { desk.say }

    var html: HTML {
        let action = action
        let button: HTML? = desk.may(action.needs) ? "<p class=\"actions\">\(Pieces.button(action.button, to: action.path))</p>" : nil
        return """
            <section class="card next step-next" aria-label="\(say("What comes next", "La suite"))"><h2>\(action.title)</h2>
            <p class="soft">\(action.why)</p>\(button)</section>
            """
    }

    private var action: NextStep {
        switch progress.next {
        case .enrol: enrol
        case .readiness: ready
        case .teams: teams
        case .round:
            NextStep(
                title: say("Open a round", "Ouvrez une session"),
                why: say(
                    "It says which cohorts and which cases take part, and by which rule.",
                    "Elle dit quelles promotions et quels cas participent, et selon quelle règle."),
                button: say("Open a round", "Ouvrir une session"), path: "/desk/rounds/new", needs: .manageRounds)
        case .run: progress.holder.map(others) ?? run
        case .publish: progress.holder.map(others) ?? publish
        case nil:
            NextStep(
                title: say("The round is published", "La session est publiée"),
                why: say(
                    "Its certificate and its fairness report stand beside it. The next cohort can come.",
                    "Son certificat et son rapport d’équité l’accompagnent. La promotion suivante peut venir."),
                button: say("See the round", "Voir la session"), path: round, needs: .readRounds)
        }
    }

    private var round: String { progress.rounds.first.map { "/desk/rounds/\($0.id)" } ?? "/desk/rounds" }

    private var run: NextStep {
        NextStep(
            title: desk.may(.manageRounds)
                ? say("Diagnose the round, then run it", "Diagnostiquez la session, puis lancez-la")
                : say("The round waits for its run", "La session attend son calcul"),
            why: say("Where places are short is told before anything is computed.", "Les manques de places sont dits avant tout calcul."),
            button: say("Go to the round", "Aller à la session"), path: round, needs: .readRounds)
    }

    /// The round of a network, in which the school takes part.
    private func others(_ holder: OrganisationReference) -> NextStep {
        NextStep(
            title: say("The round waits for its publication", "La session attend sa publication"),
            why: RoundWords.held(by: holder.name, say), button: say("See the round", "Voir la session"), path: round, needs: .readRounds)
    }

    private var publish: NextStep {
        let button = say("Go to the round", "Aller à la session")
        guard let run = progress.run else {
            return NextStep(
                title: say("Review and publish the run", "Relisez et publiez le calcul"), why: "", button: button, path: round,
                needs: .readRounds)
        }
        guard run.placed > 0 else {
            return NextStep(
                title: say("Run \(run.number) has placed no team", "Le calcul \(run.number) n’a placé aucune équipe"),
                why: say(
                    "There is nothing to publish: see what stands in the way, mend it, then run again.",
                    "Il n’y a rien à publier : voyez ce qui fait obstacle, corrigez-le, puis relancez."),
                button: button, path: round, needs: .readRounds)
        }
        guard !progress.runIsOld || !desk.may(.manageRounds) else {
            return NextStep(
                title: say("Run the round again", "Relancez la session"),
                why: say(
                    "Run \(run.number) is older than the pins and bans, and knows nothing of what was settled or lifted since.",
                    "Le calcul \(run.number) est plus ancien que les décisions, et ne sait rien de ce qui a été fixé, exclu ou levé depuis."
                ),
                button: button, path: round, needs: .readRounds)
        }
        let teams = say.count(run.placed, ("team", "teams"), ("équipe", "équipes"))
        let placed = say("Run \(run.number) has placed \(teams).", "Le calcul \(run.number) a placé \(teams).")
        guard desk.may(.publishRounds) else {
            return NextStep(
                title: say("Run \(run.number) waits to be published", "Le calcul \(run.number) attend d’être publié"),
                why: placed + " "
                    + say(
                        "Your administration publishes it. Look at who gets what, and tell it what you would change.",
                        "Votre administration le publie. Voyez qui reçoit quoi, et dites-lui ce que vous changeriez."),
                button: say("See the run", "Voir le calcul"), path: "/desk/runs/\(run.id)", needs: .readMatches)
        }
        return NextStep(
            title: say("Review and publish the run", "Relisez et publiez le calcul"), why: placed, button: button, path: round,
            needs: .readRounds)
    }

    private var enrol: NextStep {
        guard let cohort = progress.cohorts.first else {
            return NextStep(
                title: say("Create your first cohort", "Créez votre première promotion"),
                why: say("The students of one programme and one intake.", "Les étudiants d’un programme et d’une rentrée."),
                button: say("New cohort", "Nouvelle promotion"), path: "/desk/cohorts/new", needs: .manageCohorts)
        }
        return NextStep(
            title: say("Import the roster of \(cohort.name)", "Importez la liste de \(cohort.name)"),
            why: say(
                "A CSV file or a OneRoster bundle; you see what it does before it is stored.",
                "Un fichier CSV ou un lot OneRoster ; vous voyez ce qu’il fait avant tout enregistrement."),
            button: say("Import the roster", "Importer la liste"), path: "/desk/cohorts/\(cohort.cohort)/import", needs: .importRosters)
    }

    private var ready: NextStep {
        let waiting = progress.cohorts.max { missing($0) < missing($1) }
        let part: CohortReadiness.Part = waiting.map { $0.availability <= $0.profile ? .availability : .profile } ?? .availability
        let count = waiting.map { $0.students - $0.count(part) } ?? 0
        let who = say.count(count, ("student", "students"), ("étudiant", "étudiants"))
        return NextStep(
            title: part == .availability
                ? say("Free time of \(who) is not known", "Disponibilités inconnues : \(who)")
                : say("Skills or languages of \(who) are not known", "Compétences ou langues inconnues : \(who)"),
            why: say(
                "Teams and matches rest on it. Nine in ten are enough to go on.",
                "Équipes et affectations en dépendent. Neuf sur dix suffisent pour continuer."),
            button: say("See who is missing", "Voir qui manque"),
            path: waiting.map { "/desk/cohorts/\($0.cohort)?lacking=\(part.rawValue)" } ?? "/desk/cohorts", needs: .readStudents)
    }

    private var teams: NextStep {
        let waiting = progress.cohorts.max { $0.students - $0.team < $1.students - $1.team }
        let count = progress.cohorts.reduce(0) { $0 + $1.students - $1.team }
        let who = say.count(count, ("student", "students"), ("étudiant", "étudiants"))
        return NextStep(
            title: say("Form teams: \(who) without one", "Formez les équipes : \(who) sans équipe"),
            why: say("By skills and common hours, or by hand.", "Par compétences et heures communes, ou à la main."),
            button: say("Go to the teams", "Aller aux équipes"),
            path: waiting.map { "/desk/cohorts/\($0.cohort)/teams" } ?? "/desk/cohorts",
            needs: .readTeams)
    }

    private func missing(_ cohort: CohortReadiness) -> Int { cohort.students - min(cohort.profile, cohort.availability) }
}
