import API
package import Formats

/// How a list is written as a table: for programs by stable names, for people in their language, as their spreadsheets open it.
package enum SheetForm: Sendable {
    case program
    case people(Language)

    /// What programs know a column by, and what people read.
    package typealias Head = (program: String, en: String, fr: String)

    package func writer(_ heads: [Head]) -> CSVWriter {
        let dialect: CSVWriter.Dialect =
            switch self {
            case .program: .rfc4180
            case .people(.english): .excel
            case .people(.french): .excelFrench
            }
        return CSVWriter(header: self.heads(heads), dialect: dialect)
    }

    func heads(_ heads: [Head]) -> [String] {
        switch self {
        case .program: heads.map(\.program)
        case .people(.english): heads.map(\.en)
        case .people(.french): heads.map(\.fr)
        }
    }

    func role(_ role: Role) -> String {
        switch self {
        case .program: role.rawValue
        case .people(let language): role.inWords.text(language)
        }
    }

    /// How far a prospect has come, as the pages say it.
    func stage(_ stage: Prospect.Stage) -> String {
        switch self {
        case .program: stage.rawValue
        case .people(let language): stage.inWords.text(language)
        }
    }

    /// Particulars of a person, as a consent names them.
    func particulars(_ names: [String]) -> String {
        switch self {
        case .program: names.joined(separator: " ")
        case .people: names.map { particular($0) }.joined(separator: ", ")
        }
    }

    private func particular(_ name: String) -> String {
        switch (self, name) {
        case (.people(.english), "email"): "e-mail"
        case (.people(.english), "hours"): "hours and days of work"
        case (.people(.french), "hours"): "heures et jours de travail"
        case (.people(.french), "graduation"): "date du diplôme"
        case (.people(.french), "skills"): "compétences"
        default: called(name)
        }
    }

    /// A value of the API, as `draft` or `pin`.
    func called(_ value: String) -> String {
        switch self {
        case .program: value
        case .people(let language): ValueWords.called(value, isFrench: language == .french)
        }
    }

    /// A number of teams that is told only where they are not too few; programs read nothing where they are.
    func teams(_ count: Int?) -> String {
        if let count { return String(count) }
        return switch self {
        case .program: ""
        case .people(.english): "fewer than \(CaseDemand.fewest)"
        case .people(.french): "moins de \(CaseDemand.fewest)"
        }
    }

    /// Whether it is so.
    func word(_ isSo: Bool) -> String {
        switch self {
        case .program: isSo ? "true" : "false"
        case .people(.english): isSo ? "yes" : "no"
        case .people(.french): isSo ? "oui" : "non"
        }
    }
}
