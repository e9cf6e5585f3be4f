import Vivier

/// Lines of the audit in words: `searchPool` as “searched the talent pool”. Most are a verb and what it was done to.
enum AuditWords {
    /// - Parameter action: an operation, the name of what was refused, or the address of a page that was refused.
    /// - Returns: nil for what has no words.
    static func words(for action: String) -> Sentence? {
        if action.hasPrefix("/") { return Sentence(en: "asked for the page \(action)", fr: "a demandé la page \(action)") }
        let name = action.prefix(1).lowercased() + action.dropFirst()
        if let whole = whole[name] { return Sentence(en: whole.en, fr: whole.fr) }
        let verb = name.prefix { $0.isLowercase }
        guard let done = verbs[String(verb)], let thing = things[String(name.dropFirst(verb.count))] else { return nil }
        return Sentence(en: "\(done.en) \(thing.en)", fr: "\(done.fr) \(thing.fr)")
    }

    private typealias Words = (en: String, fr: String)

    private static let verbs: [String: Words] = [
        "add": ("added", "a ajouté"), "count": ("counted", "a compté"), "create": ("created", "a créé"),
        "correct": ("corrected", "a corrigé"),
        "delete": ("deleted", "a supprimé"), "disband": ("disbanded", "a dissous"), "drop": ("threw away", "a jeté"),
        "edit": ("changed", "a modifié"), "end": ("ended", "a mis fin à"), "erase": ("erased", "a effacé"),
        "export": ("took away", "a exporté"),
        "give": ("gave", "a donné"), "import": ("imported", "a importé"), "issue": ("issued", "a émis"),
        "list": ("looked through", "a parcouru"),
        "lock": ("locked", "a verrouillé"), "move": ("moved", "a déplacé"), "post": ("posted", "a déposé"),
        "preview": ("previewed", "a prévisualisé"),
        "publish": ("published", "a publié"), "rank": ("ranked", "a classé"), "record": ("recorded", "a enregistré"),
        "remind": ("reminded", "a relancé"), "remove": ("removed", "a retiré"), "revise": ("changed", "a modifié"),
        "revoke": ("revoked", "a révoqué"), "run": ("ran", "a lancé"), "save": ("saved", "a enregistré"),
        "search": ("searched", "a cherché dans"),
        "set": ("set", "a fixé"), "share": ("shared", "a montré"), "show": ("looked at", "a consulté"), "state": ("stated", "a indiqué"),
        "undo": ("undid", "a annulé"), "unlock": ("unlocked", "a déverrouillé"), "verify": ("checked", "a vérifié"),
        "withdraw": ("withdrew", "a retiré"), "bring": ("brought", "a apporté"), "form": ("formed", "a composé"),
        "branch": ("tried a variant of", "a essayé une variante de"),
        "check": ("checked", "a vérifié"), "compare": ("compared", "a comparé"), "diagnose": ("diagnosed", "a diagnostiqué"),
        "download": ("downloaded", "a téléchargé"), "repair": ("repaired", "a réparé"),
        "report": ("read the report on", "a lu le rapport sur"),
        "read": ("read", "a lu"),
        "find": ("looked for", "a cherché"), "lift": ("lifted", "a levé"),
    ]

    private static let things: [String: Words] = [
        "Audit": ("the audit", "le journal"), "Availability": ("free time", "des disponibilités"),
        "CardRounds": ("the rounds with teams for a case", "les sessions qui montrent des équipes pour un cas"),
        "Calendar": ("a calendar", "un agenda"), "CalendarLink": ("a calendar by its link", "un agenda par son lien"),
        "Case": ("a case", "un cas"), "Cases": ("cases", "des cas"), "Cohort": ("a cohort", "une promotion"),
        "CohortSheet": ("the table of a cohort", "le tableau d’une promotion"),
        "Cohorts": ("the cohorts", "les promotions"), "Companies": ("the companies", "les entreprises"),
        "Company": ("a company", "une entreprise"),
        "CompanyMatches": ("the company’s matches", "les affectations de l’entreprise"), "Consent": ("a consent", "un consentement"),
        "Consents": ("consents", "des consentements"), "Decision": ("a decision", "une décision"),
        "Decisions": ("the decisions of a round", "les décisions d’une session"),
        "Demand": ("the demand for cases", "la demande de cas"), "Fairness": ("fairness", "l’équité"),
        "Funnel": ("the way from case to hire", "le parcours du cas à l’embauche"),
        "Health": ("the state of the service", "l’état du service"), "Import": ("an import", "un import"),
        "Imports": ("the imports", "les imports"),
        "Invitation": ("an invitation", "une invitation"), "Invitations": ("the invitations", "les invitations"),
        "Ledger": ("the ledger of consents", "le registre des consentements"),
        "LostMatches": ("the teams that lost their case", "les équipes qui ont perdu leur cas"),
        "Match": ("a match", "une affectation"), "Matches": ("matches", "des affectations"),
        "Member": ("a member of a team", "un membre d’une équipe"),
        "Membership": ("a membership", "une appartenance"), "Memberships": ("the members", "les membres"),
        "Network": ("a network", "un réseau"),
        "Networks": ("the networks", "les réseaux"), "Organisations": ("the organisations", "les organisations"),
        "OwnRounds": ("their own rounds", "ses propres sessions"),
        "Person": ("all that is kept of a person", "tout ce qui est conservé d’une personne"),
        "Pool": ("the talent pool", "le vivier de talents"),
        "PoolStudent": ("somebody of the talent pool", "quelqu’un du vivier de talents"),
        "PoolWorkbook": ("the talent pool", "le vivier de talents"),
        "Pools": ("the saved searches", "les recherches enregistrées"), "Profile": ("a profile", "un profil"),
        "Programme": ("a programme", "un programme"),
        "Programmes": ("the programmes", "les programmes"), "Progress": ("the progress of a school", "l’avancement d’une école"),
        "CompanyProgress": ("the progress of a company", "l’avancement d’une entreprise"),
        "StudentProgress": ("the progress of a student", "l’avancement d’un étudiant"),
        "Prospect": ("a prospect", "un candidat suivi"),
        "ProspectEvents": ("the history of a prospect", "l’historique d’un candidat suivi"),
        "Prospects": ("the prospects", "les candidats suivis"),
        "ProspectsWorkbook": ("the prospects", "les candidats suivis"), "RankableCases": ("the cases to rank", "les cas à classer"),
        "Ranking": ("a ranking", "un classement"),
        "Readiness": ("the readiness of a cohort", "l’état d’une promotion"),
        "Receipts": ("who looked at a student", "qui a consulté un étudiant"),
        "Remedies": ("what would help teams without a case", "ce qui aiderait les équipes sans cas"), "Result": ("a result", "un résultat"),
        "Retention": ("how long files are kept", "la durée de conservation"), "Roster": ("a list of students", "une liste d’étudiants"),
        "Round": ("a round", "une session"),
        "Rounds": ("the rounds", "les sessions"), "Run": ("a run", "un calcul"), "Runs": ("runs", "des calculs"),
        "ScarceCases": ("the scarcest cases", "les cas les plus rares"),
        "SavedPools": ("the saved searches", "les recherches enregistrées"),
        "School": ("a school", "une école"), "Schools": ("the schools", "les écoles"), "Session": ("a session", "une connexion"),
        "Sessions": ("the sessions", "les connexions"),
        "SkillScarcity": ("the scarcity of skills", "la rareté des compétences"), "Skills": ("the skills", "les compétences"),
        "Snapshot": ("a snapshot", "un instantané"),
        "Student": ("a student", "un étudiant"), "Students": ("students", "des étudiants"), "Team": ("a team", "une équipe"),
        "TeamBoard": ("the team board", "le tableau des équipes"),
        "TeamCards": ("teams without names", "des équipes sans noms"), "TeamRanking": ("a ranking of teams", "un classement d’équipes"),
        "TeamStrengths": ("the strengths of a team", "les forces d’une équipe"), "Teams": ("teams", "des équipes"),
        "Token": ("a token", "un jeton"),
        "Tokens": ("the tokens", "les jetons"), "Unplaced": ("the teams without a case", "les équipes sans cas"),
    ]

    /// What is no verb and a thing.
    private static let whole: [String: Words] = [
        "declineConsents": ("chose to be seen by nobody", "a choisi de n’être vu·e par personne"),
        "readOutcome": ("has seen the outcome of a round", "a pris connaissance du résultat d’une session"),
        "listLooks": ("looked at who had looked", "a regardé qui avait regardé"),
        "decide": ("decided about a team and a case", "a décidé d’une équipe et d’un cas"),
        "deletePool": ("deleted a saved search", "a supprimé une recherche enregistrée"),
        "savePool": ("saved a search", "a enregistré une recherche"), "explain": ("read why", "a lu une explication"),
        "invite": ("invited somebody", "a invité quelqu’un"),
        "endMembership": ("ended a membership", "a mis fin à une appartenance"),
        "moveInRanking": ("moved a case in a ranking", "a déplacé un cas dans un classement"),
        "signIn": ("signed in", "s’est connecté·e"), "signOut": ("signed out", "s’est déconnecté·e"),
        "signOutElsewhere": ("signed out elsewhere", "s’est déconnecté·e ailleurs"),
        "switchMembership": ("went on in another role", "a changé de rôle"),
        "whoami": ("asked who they are", "a demandé qui il ou elle est"),
        "countPool": ("counted in the talent pool", "a compté dans le vivier de talents"),
        "branchRun": ("tried a variant of a run", "a essayé une variante d’un calcul"),
        "exportPool": ("took a search away", "a exporté une recherche"),
    ]
}
