import Foundation

/// What somebody says of a column of a roster: `column=field`, `column=attribute:NAME` or `column=ignore`; of a survey also
/// `column=key+email`, where nothing but the address tells people apart, and `column=unavailable:DAY`, with the hours that are not free.
package struct ColumnMapping: Sendable, Equatable, CustomStringConvertible {
    package var column: String
    package var target: String

    package var description: String { "\(column)=\(target)" }

    /// The last `=` counts: the names of columns may hold others.
    package init?(_ text: some StringProtocol) {
        guard let equals = text.lastIndex(of: "=") else { return nil }
        column = text[..<equals].trimmingCharacters(in: .whitespaces)
        target = text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces)
        if column.isEmpty || target.isEmpty { return nil }
    }

    /// Whether a column can become that.
    package var isPossible: Bool {
        target == "ignore" || target == Self.keyAndEmail || BusyHours.day(ofTarget: target) != nil
            || (target.hasPrefix("attribute:") && target.utf8.count > 10) || Self.field(target) != nil
    }

    static let keyAndEmail = "key+email"

    /// A field by its own name, or by what a column of it may be called.
    static func field(_ target: String) -> RosterField? { RosterField(rawValue: target) ?? RosterColumnNames.field(target)?.field }

    /// Several in one text, separated by commas. A comma that follows no possible target belongs to the name of a column, one that no
    /// further `=` follows to the target before it.
    ///
    /// - Returns: nil where the text is none.
    package static func list(_ text: String) -> [ColumnMapping]? {
        var found: [ColumnMapping] = []
        var open = ""
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            open += open.isEmpty ? String(part) : ",\(part)"
            if let mapping = ColumnMapping(open), mapping.isPossible {
                found.append(mapping)
                open = ""
            }
        }
        if open.allSatisfy(\.isWhitespace) { return found }
        if let mapping = ColumnMapping(open) {
            found.append(mapping)
        } else if let last = found.indices.last {
            found[last].target += ",\(open)"
        } else {
            return nil
        }
        return found
    }
}
