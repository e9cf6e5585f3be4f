import API
import ArgumentParser
import Formats
import Foundation

/// A number that an option takes: another one is bad usage, said before anything is sent.
func whole(_ bounds: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
        guard let number = Int(text), bounds.contains(number) else {
            let limits = bounds.upperBound == .max ? "\(bounds.lowerBound) or more" : "\(bounds.lowerBound) to \(bounds.upperBound)"
            throw ValidationError("Give a whole number, \(limits).")
        }
        return number
    }
}

/// What `--map` says of one column.
func columnMapping(_ text: String) throws -> ColumnMapping {
    guard let mapping = ColumnMapping(text), mapping.isPossible else {
        let fields = RosterField.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
            "Give COLUMN=FIELD, COLUMN=attribute:NAME, COLUMN=key+email, COLUMN=unavailable:DAY or COLUMN=ignore. Fields: \(fields).")
    }
    return mapping
}

/// The languages in which messages and labels are.
enum SpokenLanguage: String, CaseIterable, ExpressibleByArgument {
    case fr, en

    /// The flag's, else what the environment says.
    static func chosen(_ flag: SpokenLanguage?) -> SpokenLanguage {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["VIVIER_LANGUAGE"] ?? environment["LC_ALL"] ?? environment["LANG"] ?? ""
        return flag ?? (locale.hasPrefix("fr") ? .fr : .en)
    }
}

/// What a round can be run by.
enum RoundPolicy: String, CaseIterable, ExpressibleByArgument {
    case bestTotal = "best-total"
    case stable, fairest
}

enum RoundPlacement: String, CaseIterable, ExpressibleByArgument {
    case fitFirst = "fit-first"
    case everyoneFirst = "everyone-first"
}

enum RoundFairness: String, CaseIterable, ExpressibleByArgument {
    case fit, rank
}

/// The orders in which the pool can be shown.
enum PoolOrder: String, CaseIterable, ExpressibleByArgument {
    case name, graduation
    case latestGraduation = "-graduation"
    case level
}

extension RosterFile.Format: ExpressibleByArgument {}
extension OneRosterBundle.Key: ExpressibleByArgument {}
