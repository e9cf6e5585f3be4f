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

    package func text(_ language: Language) -> String {
        switch language {
        case .english: en
        case .french: fr
        }
    }
}
