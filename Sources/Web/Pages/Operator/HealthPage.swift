import API
import Foundation
import Hummingbird
import Vivier

/// How the service is.
struct HealthPage {
    var desk: Desk
    var health: HouseHealth

    var say: Words { desk.say }

    func response() -> Response {
        let title = say("Health", "État du service")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <div class="controls"><form method="get" action="/desk/health" data-refresh="health"><button class="quiet small">\(say("Look again", "Regarder à nouveau"))</button></form></div>
            <div id="health">
            \(verdict)
            \(summary)\(running)\(past)\(backup)
            <h2>\(say("In detail", "En détail"))</h2>
            \(facts)</div>
            """)
    }

    /// The four numbers that say whether all is well.
    var summary: HTML {
        Pieces.figures([
            (say("signed in now", "connectés en ce moment"), say.number(health.signedIn)),
            (say("sign-ins in 24 hours", "connexions en 24 heures"), say.number(health.signIns)),
            (say("letters waiting", "lettres en attente"), health.letters.map { say.number($0.waiting) } ?? "–"),
            (say("long work", "travaux longs"), say.number(health.running.count)),
        ])
    }

    var running: HTML {
        let title = say("What is being done now", "Ce qui se fait en ce moment")
        guard !health.running.isEmpty else {
            return
                "<h2>\(title)</h2>\n<p class=\"soft\">\(say("No import and no run is under way.", "Aucun import, aucun calcul en cours."))</p>\n"
        }
        let rows = health.running.map { work -> HTML in
            let progress: HTML? = work.progress.flatMap { progress in
                progress.total.map {
                    "<progress max=\"\($0)\" value=\"\(progress.done)\" aria-label=\"\(say("How far it is", "Avancement"))\"></progress>"
                }
            }
            return
                "<li><span><b>\(Self.doing(work.action, say))</b> <span class=\"soft small\">\(say("since \(say.moment(work.since))", "depuis \(say.moment(work.since))"))</span></span>\(progress)</li>\n"
        }
        return "<h2>\(title)</h2>\n<ul class=\"rows\">\n\(rows)</ul>\n"
    }

    /// What is going on, as people say it.
    static func doing(_ action: String, _ say: Words) -> String {
        switch action {
        case "importRoster", "previewRoster", "storeRoster": say("Import of a roster", "Import d’une liste")
        case "undoImport": say("Undoing of an import", "Annulation d’un import")
        case "importTeams": say("Import of teams", "Import d’équipes")
        case "formTeams", "previewTeams": say("Forming of teams", "Formation d’équipes")
        case "runRound": say("Run of a round", "Calcul d’une session")
        case "diagnoseRound": say("Diagnosis of a round", "Diagnostic d’une session")
        case "repairRun": say("Repair of a run", "Réparation d’un calcul")
        case "branchRun": say("What-if of a run", "Variante d’un calcul")
        case "verifyRun": say("Check of a proof", "Vérification d’une preuve")
        case "importCases": say("Import of cases", "Import de cas")
        case "importSkills": say("Import of skills", "Import de compétences")
        default: say("Other long work", "Autre travail long")
        }
    }

    private var facts: HTML {
        let connections = health.connections
        let facts = Pieces.facts([
            (say("Version", "Version"), "\(health.version.isEmpty ? "–" : health.version)"),
            (say("Database", "Base de données"), "\(health.database)"),
            (say("Schema", "Schéma"), "\(schema)"),
            (say("Size of the database", "Taille de la base"), "\(size(health.databaseBytes))"),
            (say("Free on the disk", "Libre sur le disque"), health.diskFreeBytes.map { "\(size($0))" }),
            (
                say("Connections", "Connexions"),
                "\(counted(connections))"
            ),
            (
                say("Questions about keeping", "Questions de conservation"),
                "\(say.count(health.questionsWaiting, ("waits for an answer", "wait for an answer"), ("attend une réponse", "attendent une réponse")))"
            ),
        ])
        return "<div class=\"card\">\(facts)</div>\n"
    }

    /// `0080_owner_becomes_daemon` as “migration 80”: what it is called besides is English.
    private var schema: String {
        guard let number = health.schema.split(separator: "_").first.flatMap({ Int($0) }) else { return "–" }
        return say("migration \(number)", "migration n°\u{A0}\(number)")
    }

    private func counted(_ connections: HouseHealth.Connections) -> String {
        [
            say.count(connections.open, ("open", "open"), ("ouverte", "ouvertes")),
            say.count(connections.leased, ("in use", "in use"), ("utilisée", "utilisées")),
            say.count(connections.waiting, ("caller waiting", "callers waiting"), ("demande en attente", "demandes en attente")),
        ].joined(separator: ", ")
    }

    private func size(_ bytes: Int) -> String {
        let (number, unit) =
            bytes >= 1 << 30 ? (Double(bytes) / Double(1 << 30), say("GB", "Go")) : (Double(bytes) / Double(1 << 20), say("MB", "Mo"))
        let text = number.formatted(
            .number.precision(.fractionLength(1)).locale(Locale(identifier: say.language == .french ? "fr_FR" : "en_GB")))
        return "\(text)\u{A0}\(unit)"
    }
}
