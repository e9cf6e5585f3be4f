import Vivier

/// What a page says after something was done. The address bears the code alone, so that nobody can put words into a page.
enum Notice: String {
    case saved, created, removed, sent, published, withdrawn, imported, undone, locked, unlocked, moved
    case erased, reminded, nobodyToRemind, dropped

    var sentence: Sentence {
        switch self {
        case .saved: Sentence(en: "Saved.", fr: "Enregistré.")
        case .created: Sentence(en: "It has been created.", fr: "C’est créé.")
        case .removed: Sentence(en: "It has been removed.", fr: "C’est retiré.")
        case .sent: Sentence(en: "It has been sent.", fr: "C’est envoyé.")
        case .published: Sentence(en: "It is published.", fr: "C’est publié.")
        case .withdrawn: Sentence(en: "It is withdrawn.", fr: "C’est retiré.")
        case .imported: Sentence(en: "The import is done.", fr: "L’import est terminé.")
        case .undone: Sentence(en: "The import is undone.", fr: "L’import est annulé.")
        case .locked: Sentence(en: "The team stays as it is.", fr: "L’équipe reste telle quelle.")
        case .unlocked: Sentence(en: "The team can be formed anew.", fr: "L’équipe peut être recomposée.")
        case .moved: Sentence(en: "Moved.", fr: "Déplacé.")
        case .erased:
            Sentence(
                en: "The student is erased for good. What was published stays, without the person.",
                fr: "L’étudiant est effacé pour de bon. Ce qui a été publié reste, sans la personne.")
        case .reminded: Sentence(en: "The letters are on their way.", fr: "Les lettres partent.")
        case .nobodyToRemind:
            Sentence(
                en: "Nobody was written to: each of them was asked within the last day, or has everything.",
                fr: "Personne n’a reçu de lettre : chacun a été sollicité depuis moins d’un jour, ou est au complet.")
        case .dropped: Sentence(en: "The file is thrown away.", fr: "Le fichier est jeté.")
        }
    }
}
