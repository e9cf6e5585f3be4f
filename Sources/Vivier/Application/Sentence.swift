import Formats

/// A language of the service.
package enum Language: String, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
}

/// What a person reads, in every language of the service.
package struct Sentence: Sendable, Equatable {
    package var en: String
    package var fr: String

    package init(en: String, fr: String) {
        self.en = en
        self.fr = fr
    }

    /// As it is read in the language: no line of French breaks before `:` or within guillemets.
    package func text(_ language: Language) -> String {
        switch language {
        case .english: en
        case .french: FrenchSpaces.kept(fr)
        }
    }
}
