import Vivier

/// What a page says after something was done. The address bears the code alone, so that nobody can put words into a page.
enum Notice: String {
    case saved, created, removed, shared, published, withdrawn, imported, undone, locked, unlocked, moved
    case erased, reminded, nobodyToRemind, dropped, stopped
    case invited, uninvited, ended, revoked, disbanded, teamless, programmeAdded
    case titleMissing, problemMissing, declined, followed, staged

    var sentence: Sentence {
        switch self {
        case .saved: Sentence(en: "Saved.", fr: "Enregistré.")
        case .created: Sentence(en: "It has been created.", fr: "C’est créé.")
        case .removed: Sentence(en: "It has been removed.", fr: "C’est retiré.")
        case .published: Sentence(en: "It is published.", fr: "C’est publié.")
        case .withdrawn: Sentence(en: "It is withdrawn.", fr: "C’est retiré.")
        case .imported: Sentence(en: "The import is done.", fr: "L’import est terminé.")
        case .undone: Sentence(en: "The import is undone.", fr: "L’import est annulé.")
        case .locked: Sentence(en: "The team stays as it is.", fr: "L’équipe reste telle quelle.")
        case .unlocked: Sentence(en: "The team can be formed anew.", fr: "L’équipe peut être recomposée.")
        case .moved: Sentence(en: "The student is in the other team now.", fr: "L’étudiant a changé d’équipe.")
        case .staged: Sentence(en: "The person stands at the new stage.", fr: "La personne est à sa nouvelle étape.")
        case .teamless: Sentence(en: "The student is in no team now.", fr: "L’étudiant n’est plus dans aucune équipe.")
        case .disbanded:
            Sentence(
                en: "The team is disbanded; its members are without a team.",
                fr: "L’équipe est dissoute\u{A0}; ses membres sont sans équipe.")
        case .invited: Sentence(en: "The invitation is on its way.", fr: "L’invitation est partie.")
        case .uninvited: Sentence(en: "The invitation is withdrawn.", fr: "L’invitation est retirée.")
        case .ended: Sentence(en: "The person has no access here any more.", fr: "La personne n’a plus accès ici.")
        case .revoked: Sentence(en: "The token is revoked.", fr: "Le jeton est révoqué.")
        case .programmeAdded: Sentence(en: "The programme is added and chosen.", fr: "Le programme est ajouté et choisi.")
        case .erased:
            Sentence(
                en: "The student is erased for good. What was published stays, without the person.",
                fr: "L’étudiant est effacé pour de bon. Ce qui a été publié reste, sans la personne.")
        case .reminded: Sentence(en: "The letters are on their way.", fr: "Les lettres partent.")
        case .nobodyToRemind:
            Sentence(
                en: "Nobody was written to: each of them was asked within the last day, or has everything.",
                fr: "Personne n’a reçu de lettre : chacun a été sollicité depuis moins d’un jour, ou est au complet.")
        case .stopped:
            Sentence(en: "It is stopped. Nothing was stored.", fr: "C’est arrêté. Rien n’a été enregistré.")
        case .titleMissing:
            Sentence(
                en: "Give the draft a title before you publish it.", fr: "Donnez un titre au brouillon avant de le publier.")
        case .problemMissing:
            Sentence(
                en: "Describe the problem before you publish: teams choose a case by it.",
                fr: "Décrivez le problème avant de publier : c’est par lui qu’une équipe choisit un cas.")
        case .declined: Sentence(en: "The team is declined.", fr: "L’équipe est écartée.")
        case .followed: Sentence(en: "You follow this person now.", fr: "Vous suivez maintenant cette personne.")
        case .shared:
            Sentence(
                en: "The cards are open to the companies: they find them on their home page and at their cases.",
                fr: "Les fiches sont ouvertes aux entreprises\u{A0}: elles les trouvent à leur accueil et auprès de leurs cas.")
        case .dropped: Sentence(en: "The file is thrown away.", fr: "Le fichier est jeté.")
        }
    }
}
