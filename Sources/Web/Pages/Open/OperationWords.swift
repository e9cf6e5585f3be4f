import API
import Vivier

/// What operations do, in the reader's language. English stands in the table itself.
enum OperationWords {
    /// What is not told in French yet is told in English, and said to be.
    static func summary(_ endpoint: any AnyEndpoint, _ say: Words) -> HTML {
        guard say.language == .french else { return "\(endpoint.summary)" }
        return french[endpoint.operation].map { "\($0)" } ?? "<span lang=\"en\">\(endpoint.summary)</span>"
    }

    /// By operation.
    static let french: [String: String] = profiles.merging(house) { first, _ in first }.merging(work) { first, _ in first }

    /// Of organisations, people and the service itself.
    private static let house = [
        "whoami": "Qui porte le jeton",
        "searchSkills": "Chercher dans le référentiel de compétences\u{A0}; fautes de frappe et accents oubliés sont pardonnés",
        "importSkills": "Charger un fichier CSV d’ESCO dans le référentiel",
        "createSchool": "Ajouter une école", "listSchools": "Les écoles, par nom", "showSchool": "Une école",
        "editSchool": "Corriger ce qui est noté d’une école",
        "createCompany": "Ajouter une entreprise", "listCompanies": "Les entreprises, par nom", "showCompany": "Une entreprise",
        "editCompany": "Corriger ce qui est noté d’une entreprise",
        "createNetwork": "Ajouter un réseau d’écoles", "listNetworks": "Les réseaux, par nom", "showNetwork": "Un réseau",
        "editNetwork": "Corriger ce qui est noté d’un réseau, ses écoles aussi",
        "exportOrganisations": "Les organisations d’une sorte, en CSV",
        "listAudit": "Qui a fait quoi et avec quelle issue, du plus récent au plus ancien sauf autre ordre",
        "exportAudit": "Des lignes du journal en CSV, de la plus récente à la plus ancienne sauf autre ordre\u{A0}; 50\u{A0}000 au plus",
        "showFunnel": "Le chemin de l’entreprise, du cas à l’embauche, avec les jours médians",
        "showHealth": "Comment va le service\u{A0}: sa base de données, ses lettres, ce qu’il fait",
        "listInvitations": "Les invitations de l’organisation, de la plus récente à la plus ancienne",
        "invite": "Inviter quelqu’un par une lettre avec un lien", "withdrawInvitation": "Retirer une invitation",
        "listMemberships": "Qui appartient à l’organisation, du plus récent au plus ancien sauf autre ordre\u{A0}; sans ses étudiants",
        "exportMemberships": "Qui appartient à l’organisation, en CSV, par adresse sauf autre ordre\u{A0}; sans ses étudiants",
        "endMembership":
            "Mettre fin à une appartenance, avec ses sessions et ses jetons, et avec les jetons et invitations que la personne a donnés à ce titre",
        "listRetention": "Combien de temps quoi est gardé, et sur quelle base légale",
        "setRetention": "Changer la durée de conservation de quelque chose",
        "listSessions": "Où la personne du jeton est connectée, pour l’organisation du jeton",
        "endSession": "Mettre fin à l’une de ses sessions",
        "listTokens": "Les jetons de l’organisation", "exportTokens": "Les jetons de l’organisation en CSV, sans leurs secrets",
        "issueToken":
            "Émettre un jeton\u{A0}; son secret n’est montré qu’une fois. Si on le redemande avec la même Idempotency-Key, la réponse nomme le jeton déjà émis\u{A0}: révoquez-le",
        "revokeToken": "Révoquer un jeton",
        "listLedger": "Le registre des consentements d’une école, de l’entrée la plus récente à la plus ancienne sauf autre ordre",
        "exportLedger":
            "Des entrées du registre des consentements d’une école en CSV, de la plus récente à la plus ancienne sauf autre ordre\u{A0}; 50\u{A0}000 au plus",
        "verifyLedger":
            "Si le registre des consentements d’une école est tel qu’il fut écrit et s’accorde avec les consentements en vigueur",
        "showProgress": "Où en est une école sur le chemin d’une session publiée",
        "showCompanyProgress": "Où en est une entreprise avec ses cas, et ce qui vient ensuite",
        "showStudentProgress": "Où en est un étudiant, et ce qui vient ensuite",
    ]

    /// Of cohorts, teams and students.
    private static let profiles = [
        "listProgrammes": "Les programmes, par code sauf autre ordre", "createProgramme": "Ajouter un programme",
        "showProgramme": "Un programme", "exportProgrammes": "Les programmes en CSV",
        "listCohorts": "Les promotions, de la plus récente à la plus ancienne sauf autre ordre", "createCohort": "Ajouter une promotion",
        "showCohort": "Une promotion", "exportCohorts": "Les promotions en CSV, par nom",
        "editCohort": "Corriger ce qui est noté d’une promotion\u{A0}: son nom, ses dates, ses jours sans travail",
        "showTeamBoard":
            "Les équipes d’une promotion, avec ce qu’elles apportent de ce que demandent les cas publiés, et quand elles sont libres",
        "exportTeams": "Les équipes d’une promotion et leurs membres, en CSV",
        "exportCohort": "La promotion dans le CSV qu’un import accepte", "exportCohortSheet": "La promotion en tableur",
        "formTeams":
            "Former des équipes avec les étudiants sans équipe, ou à nouveau toutes sauf les verrouillées\u{A0}; ou seulement montrer ce qu’elles seraient",
        "listImports": "Les imports d’une promotion, du plus récent au plus ancien sauf autre ordre",
        "exportImports": "Les imports d’une promotion en CSV, du plus récent au plus ancien sauf autre ordre",
        "importRoster": "Inscrire une promotion à partir d’un fichier CSV ou d’un lot OneRoster",
        "showImport": "Un import", "undoImport": "Annuler tout un import, ou seulement montrer ce qui serait repris",
        "showReadiness": "À quel point une promotion est prête pour une session",
        "remindStudents":
            "Demander par lettre aux étudiants d’une promotion les compétences, les langues, les disponibilités et l’avis sur les consentements qui manquent, au plus une fois par jour",
        "listStudents": "Les étudiants d’une promotion, par nom sauf autre ordre",
        "listTeams": "Les équipes d’une promotion, par nom",
        "importTeams": "Mettre des étudiants d’une promotion dans les équipes que nomme un fichier CSV, et créer celles qui manquent",
        "disbandTeam": "Dissoudre une équipe sur laquelle aucune session ne repose\u{A0}; ses membres restent dans la promotion",
        "showTeam": "Une équipe", "lockTeam": "Garder une équipe telle quelle quand d’autres sont formées",
        "unlockTeam": "Laisser une équipe être reformée avec les autres", "removeMember": "Sortir un étudiant de l’équipe",
        "moveMember":
            "Mettre un étudiant de la promotion dans l’équipe, hors de la précédente\u{A0}; refusé si une équipe est verrouillée ou publiée",
        "showTeamStrengths": "Ce qu’apporte une équipe, quand elle est libre, et pourquoi chaque membre y est",
        "eraseStudent": "Effacer un étudiant pour de bon\u{A0}; ce qui fut publié reste, sans la personne",
        "showStudent": "Un étudiant", "correctStudent": "Corriger ce que l’école a noté d’un étudiant",
        "showAvailability": "Quand un étudiant est libre\u{A0}: dans une semaine habituelle, et les jours qui en diffèrent",
        "stateAvailability": "Un étudiant dit quand il est libre dans une semaine habituelle\u{A0}; aucune liste ne l’écrase",
        "readCalendar": "Ce qu’un fichier iCalendar dit du temps d’un étudiant\u{A0}; rien n’est enregistré",
        "readCalendarLink": "Ce que dit un calendrier lu une seule fois à son lien\u{A0}; ni le lien ni rien d’autre n’est enregistré",
        "listConsents": "Ce à quoi un étudiant a consenti, retraits compris", "giveConsent": "Enregistrer un consentement",
        "declineConsents":
            "Noter qu’un étudiant ne veut être vu de personne pour l’instant\u{A0}; les consentements en vigueur se retirent un à un",
        "reviseConsent": "Remplacer un consentement par un autre qui montre d’autres détails",
        "withdrawConsent": "Retirer un consentement\u{A0}; l’effet est immédiat",
        "exportPerson": "Tout ce qui est gardé d’un étudiant",
        "listLooks": "Quelles entreprises ont vu un étudiant, par jour et façon, et combien de fois\u{A0}; chaque fois a son reçu",
        "readOutcome": "Noter que l’étudiant a lu ce que la dernière session publiée a donné à son équipe",
        "previewProfile": "Ce qu’une entreprise verrait de l’étudiant maintenant\u{A0}; sans reçu",
        "stateProfile": "Un étudiant dit ce qu’il sait faire, ses langues et son temps\u{A0}; aucune liste ne l’écrase",
        "listReceipts": "Quelle entreprise a regardé un étudiant, et quand, de la plus récente à la plus ancienne",
        "exportReceipts": "Les reçus les plus récents d’un étudiant en CSV, jusqu’à 5\u{A0}000, une ligne par lecture",
        "listOwnRounds": "Les sessions auxquelles participent les équipes de l’étudiant, de la plus récente à la plus ancienne",
    ]

    /// Of cases, rounds, runs and what follows them.
    private static let work = [
        "listCases": "Les cas, du plus récent au plus ancien", "postCase": "Déposer un cas", "showCase": "Un cas",
        "checkCase": "Ce que donnerait un brouillon, et à peu près combien d’équipes sauraient le faire\u{A0}; n’enregistre rien",
        "exportCases": "Les cas en CSV", "importCases": "Déposer beaucoup de cas à partir d’un fichier",
        "editCase": "Remplacer ce que dit un cas, tant qu’aucune équipe ne l’a", "publishCase": "Publier un cas qui était retenu",
        "listCardRounds": "Les sessions où des équipes ont été partagées pour un cas, de la plus récente à la plus ancienne",
        "withdrawCase": "Retirer un cas, avec un motif s’il y en a un",
        "listCompanyMatches":
            "Les équipes que les calculs publiés ont données aux cas de l’entreprise, les plus récentes d’abord\u{A0}; chaque membre montré reçoit un reçu",
        "exportCompanyMatches": "Les affectations de l’entreprise en CSV, sans les membres",
        "countPool": "Combien d’étudiants consentants trouve une requête, environ\u{A0}; ne montre personne et ne laisse aucun reçu",
        "exportPool": "Les étudiants que trouve une requête en CSV, jusqu’à 5\u{A0}000\u{A0}; chaque personne reçoit un reçu",
        "exportPoolWorkbook": "La même chose en classeur",
        "searchPool": "Chercher parmi les étudiants consentants\u{A0}; chaque personne montrée reçoit un reçu",
        "showPoolStudent": "Un étudiant consentant\u{A0}; la personne reçoit un reçu",
        "listPools": "Les recherches enregistrées, par nom sauf autre ordre", "savePool": "Enregistrer une recherche",
        "exportSavedPools": "Les recherches enregistrées en CSV\u{A0}; personne de ceux qu’elles trouvent n’y est",
        "deletePool": "Supprimer une recherche enregistrée",
        "listProspects": "Les étudiants que suit l’entreprise", "addProspect": "Suivre un étudiant consentant",
        "exportProspects": "Les candidats suivis en CSV, jusqu’à 5\u{A0}000\u{A0}; chaque personne reçoit un reçu",
        "exportProspectsWorkbook": "La même chose en classeur",
        "showProspect": "Un candidat suivi\u{A0}; l’étudiant reçoit un reçu",
        "editProspect": "Remplacer la note et la prochaine action d’un candidat suivi",
        "listProspectEvents": "L’histoire d’un candidat suivi, du plus récent au plus ancien sauf autre ordre",
        "exportProspectEvents": "L’histoire d’un candidat suivi en CSV\u{A0}; l’étudiant reçoit un reçu",
        "moveProspect": "Déplacer un candidat suivi vers une autre étape",
        "listRounds": "Les sessions, de la plus récente à la plus ancienne", "createRound": "Ouvrir une session d’affectation",
        "showRound": "Une session avec ses calculs",
        "shareTeamCards":
            "Montrer aux entreprises, sans noms, les équipes qui conviennent le mieux à chacun de leurs cas\u{A0}; remplace le partage précédent",
        "listTeamCards": "Les équipes partagées pour un cas, 50 au plus, la meilleure adéquation d’abord sauf autre ordre",
        "showTeamRanking": "Le classement d’un cas\u{A0}; vide s’il n’en a pas donné",
        "rankTeams":
            "Remplacer le classement d’un cas\u{A0}: les équipes qu’il préfère, la meilleure d’abord, une liste intérieure étant un ex æquo, et celles qu’il écarte",
        "listDecisions":
            "Les paires fixées et exclues d’une session, et les équipes que les entreprises ont déclinées, par équipe sauf autre ordre",
        "decide": "Fixer ou exclure une équipe et un cas, ou noter un conflit d’intérêts, avec la raison",
        "exportDecisions":
            "Les paires fixées et exclues d’une session, et les équipes que les entreprises ont déclinées, en CSV avec leurs raisons",
        "liftDecision": "Lever ce qui fut décidé d’une équipe et d’un cas",
        "diagnoseRound": "Avant un calcul\u{A0}: combien d’équipes il peut placer, et ce qui laisse les autres sans cas",
        "showDemand": "Demande et offre pendant que les classements arrivent, le cas le plus classé d’abord sauf autre ordre",
        "listRuns":
            "Les calculs d’une session, trouvés par numéro ou par l’empreinte de leur entrée, du plus récent au plus ancien sauf autre ordre",
        "runRound": "Figer l’instantané, résoudre, prouver, enregistrer",
        "exportRuns": "Les calculs d’une session en CSV, avec ce que chacun prouve",
        "listRankableCases":
            "Ce qu’une équipe peut classer dans une session et combien chaque cas est demandé, par titre sauf autre ordre",
        "exportRankableCases": "Ce qu’une équipe peut classer dans une session, en CSV, avec la place qu’elle donne à chaque cas",
        "showRanking": "Le classement d’une équipe\u{A0}; vide si elle n’en a pas donné",
        "rankCases":
            "Remplacer le classement d’une équipe\u{A0}: les cas qu’elle prendrait, le meilleur d’abord, une liste intérieure étant un ex æquo",
        "moveInRanking": "Faire un pas dans le classement d’une équipe",
        "showRun": "Un calcul avec son certificat",
        "branchRun": "Résoudre l’entrée figée d’un calcul avec quelques changements, prouver et enregistrer le tout comme un calcul à part",
        "compareRuns": "Ce que deux calculs font des mêmes équipes",
        "explain": "Pourquoi une équipe et un cas conviennent comme ils le font",
        "reportFairness":
            "Le sort des équipes par école, promotion et programme, et à quelle place de leurs classements\u{A0}; les petits groupes sans chiffres",
        "listMatches": "Les affectations d’un calcul qui concernent l’appelant, la meilleure adéquation d’abord",
        "exportMatches": "Les affectations d’un calcul qui concernent l’appelant, en tableau",
        "publishRun": "Publier un calcul\u{A0}; il ne change plus jamais",
        "findRemedies":
            "Ce qui aurait donné à une équipe un cas que le calcul ne lui a pas donné\u{A0}: le moins de niveaux, de demi-heures ou de places",
        "repairRun":
            "Ce qu’on peut faire quand un cas est retiré ou qu’une équipe part\u{A0}: équipes déplacées contre adéquation totale, chaque voie prouvée\u{A0}; n’enregistre rien",
        "downloadResult": "Le résultat et le certificat d’un calcul, octet pour octet",
        "downloadSnapshot": "L’entrée figée d’un calcul, octet pour octet",
        "listScarceCases": "Ce que vaut une place de plus, le cas le plus rare d’abord sauf autre ordre",
        "showSkillScarcity": "Ce que vaudrait une place de plus, par compétence et par mois",
        "listLostMatches":
            "Les équipes dont le cas a été retiré après la publication de leur calcul et qui n’en ont pas d’autre, la perte la plus récente d’abord sauf autre ordre",
        "exportFairness":
            "Comment les équipes d’un calcul s’en sont tirées, groupe par groupe, en CSV\u{A0}; les petits groupes sans chiffres",
        "listUnplaced": "Les équipes auxquelles un calcul ne donne aucun cas, et pourquoi, par nom sauf autre ordre",
        "verifyRun": "Vérifier le calcul enregistré d’après son instantané",
    ]
}

/// What operations are about.
enum SubjectWords {
    static func name(_ subject: String, _ say: Words) -> String {
        switch subject {
        case "audit": say("Audit", "Journal")
        case "cases": say("Cases", "Cas")
        case "cohorts": say("Cohorts", "Promotions")
        case "companies": say("Companies", "Entreprises")
        case "consents": say("Consents", "Consentements")
        case "funnel": say("From case to hire", "Du cas à l’embauche")
        case "health": say("Health", "Santé du service")
        case "imports": say("Imports", "Imports")
        case "invitations": say("Invitations", "Invitations")
        case "lost-matches": say("Lost matches", "Affectations perdues")
        case "matches": say("Matches of a company", "Affectations d’une entreprise")
        case "memberships": say("Memberships", "Appartenances")
        case "networks": say("Networks", "Réseaux")
        case "organisations": say("Organisations", "Organisations")
        case "pool": say("Talent search", "Recherche de talents")
        case "pools": say("Saved searches", "Recherches enregistrées")
        case "programmes": say("Programmes", "Programmes")
        case "prospects": say("Prospects", "Candidats suivis")
        case "retention": say("Retention", "Conservation")
        case "rounds": say("Rounds", "Sessions d’affectation")
        case "runs": say("Runs", "Calculs")
        case "schools": say("Schools", "Écoles")
        case "sessions": say("Signed in", "Connexions")
        case "skills": say("Skills", "Compétences")
        case "students": say("Students", "Étudiants")
        case "teams": say("Teams", "Équipes")
        case "tokens": say("Tokens", "Jetons")
        case "whoami": say("Who one is", "Qui l’on est")
        default: subject
        }
    }
}
