package import API

extension CaseContent {
    /// What a draft is called that was saved before it had a title. It is not published so.
    package static let untitled = Sentence(en: "Untitled draft", fr: "Brouillon sans titre")

    package var isUntitled: Bool { [Self.untitled.en, Self.untitled.fr].contains(title) }
}
