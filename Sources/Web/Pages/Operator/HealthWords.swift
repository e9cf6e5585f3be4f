import API

extension HealthPage {
    /// Whether all is well in a sentence, or what is not and what to do about it.
    var verdict: HTML {
        guard !health.concerns.isEmpty else {
            return """
                <p class="lead">\(say("Everything works: the database answers, letters go out, and there is a backup of this week.", "Tout fonctionne\u{A0}: la base de données répond, les lettres partent, et il y a une sauvegarde de cette semaine."))</p>
                """
        }
        let count = say.count(
            health.concerns.count, ("thing wants your hand", "things want your hand"),
            ("point demande votre intervention", "points demandent votre intervention"))
        let rows = health.concerns.map { concern -> HTML in
            let (what, hint) = words(concern)
            return "<li><span><b>\(what)</b><br><span class=\"soft\">\(hint)</span></span></li>\n"
        }
        return """
            <p class="lead">\(say("The database answers; \(count).", "La base de données répond\u{A0}; \(count)."))</p>
            <ul class="rows concerns">
            \(rows)</ul>
            """
    }

    private func words(_ concern: HouseHealth.Concern) -> (what: String, hint: HTML) {
        switch concern {
        case .diskFull:
            (
                say("The disk is nearly full.", "Le disque est presque plein."),
                "\(say("Make room where the state folder lies: once it is full, nothing can be written any more.", "Libérez de la place là où se trouve le dossier d’état\u{A0}: sans elle, plus rien ne peut s’écrire."))"
            )
        case .lettersOverdue:
            (
                lettersOverdue,
                "\(say("Look whether the mail server answers: the daemon’s log says what it said. They are tried again.", "Vérifiez que le serveur de courrier répond\u{A0}: le journal du service dit ce qu’il a répondu. L’envoi est retenté."))"
            )
        case .noLetters:
            (
                say("No letters are sent: no mail server is set.", "Aucune lettre ne part\u{A0}: aucun serveur de courrier n’est réglé."),
                "\(say("Give its address in the setting", "Donnez son adresse dans le réglage")) <code>VIVIER_MAIL_URL</code>."
            )
        case .noBackup:
            (say("There is no backup yet.", "Il n’y a encore aucune sauvegarde."), backupHint)
        case .oldBackup:
            (
                say("The last backup is older than a week.", "La dernière sauvegarde a plus d’une semaine."),
                "\(lastBackup.map { "\($0) " as HTML })\(backupHint)"
            )
        }
    }

    private var lettersOverdue: String {
        let count = health.letters?.overdue ?? 0
        return say(
            count == 1 ? "1 letter could not be delivered so far." : "\(say.number(count)) letters could not be delivered so far.",
            count < 2
                ? "\(say.number(count)) lettre n’a pas encore pu être remise."
                : "\(say.number(count)) lettres n’ont pas encore pu être remises.")
    }

    private var backupHint: HTML {
        "\(say("On the server, from a timer:", "Sur le serveur, depuis une tâche planifiée\u{A0}:")) <code>vivierd backup \(say("FILE", "FICHIER")) <span class=\"one-line\">--passphrase-file …</span></code>"
    }

    private var lastBackup: HTML? {
        health.backup.map { backup in
            let sealed =
                backup.sealed ? say("closed by a passphrase", "fermée par une phrase secrète") : say("not closed", "non fermée")
            let rows = say.count(backup.rows, ("row", "rows"), ("ligne", "lignes"))
            return """
                \(say("Last backup: \(say.moment(backup.madeAt)), \(rows), \(sealed), to be deleted by \(say.moment(backup.expiresAt)).", "Dernière sauvegarde\u{A0}: \(say.moment(backup.madeAt)), \(rows), \(sealed), à supprimer le \(say.moment(backup.expiresAt))."))
                """
        }
    }

    var backup: HTML {
        let none: HTML = "\(say("Last backup: none yet.", "Dernière sauvegarde\u{A0}: aucune encore.")) \(backupHint)"
        return "<h2>\(say("Backups", "Sauvegardes"))</h2>\n<p>\(lastBackup ?? none)</p>\n"
    }

    /// What long work was done lately, and how it ended.
    var past: HTML {
        let title = say("What was done lately", "Ce qui s’est fait récemment")
        guard !health.done.isEmpty else {
            return
                "<h2>\(title)</h2>\n<p class=\"soft\">\(say("No import and no run so far. They stand here once a school begins.", "Aucun import, aucun calcul jusqu’ici. Ils paraîtront ici dès qu’une école commencera."))</p>\n"
        }
        let rows = health.done.map { work -> HTML in
            let outcome = Pieces.badge(ended(work.outcome), work.outcome == "done" ? .good : .plain)
            return
                "<li><span><b>\(Self.doing(work.action, say))</b> \(outcome)</span><span class=\"soft small\">\(say.moment(work.at))</span></li>\n"
        }
        return "<h2>\(title)</h2>\n<ul class=\"rows\">\n\(rows)</ul>\n"
    }

    private func ended(_ outcome: String) -> String {
        switch outcome {
        case "done": say("done", "fait")
        case "denied": say("not allowed", "non autorisé")
        default: say("refused", "refusé")
        }
    }
}
