import Vivier

/// What a page says after something was done. The address bears the code alone, so that nobody can put words into a page.
enum Notice: String {
    case saved, created, removed, sent, published, withdrawn, imported, undone, locked, unlocked, moved

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
        }
    }
}
