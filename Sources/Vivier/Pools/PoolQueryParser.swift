import Formats
import Foundation

/// Reads the query language of talent pools.
///
///     skill:"negotiation">=3 available:2027-01 language:en
///     (pricing>=2 or "market research") -city:Paris graduation>=2027-06
///
/// Conditions side by side must all hold; `or` binds weaker, `not` and `-` stronger, parentheses group. A word or quotation without a
/// field is a skill. Fields, in English or French: `skill`, `available`, `language`, `programme`, `school`, `city`, `graduation`.
/// Pure and bounded: at most 2,000 characters, 16 levels deep, 50 conditions.
package struct PoolQueryParser {
    package static let lengthLimit = 2_000
    package static let depthLimit = 16
    package static let conditionLimit = 50

    private let tokens: [PoolQueryLexer.Placed]
    /// Where the query ends.
    private let end: Int
    private var position = 0
    private var conditions = 0

    package static func parse(_ text: String) throws(PoolQueryFault) -> TalentQuery {
        guard text.unicodeScalars.count <= lengthLimit else {
            throw PoolQueryFault(
                lengthLimit, "query-length", en: "a query has at most \(lengthLimit) characters. Shorten it.",
                fr: "une requête a au plus \(lengthLimit) caractères. Raccourcissez-la.")
        }
        for (index, character) in text.enumerated()
        where character.unicodeScalars.contains(where: { VisibleText.isHidden($0) && !VisibleText.breaksLines($0) }) {
            throw PoolQueryFault(
                index + 1, "hidden-character", en: "there is an invisible character here. Remove it.",
                fr: "il y a ici un caractère invisible. Supprimez-le.")
        }
        var parser = PoolQueryParser(tokens: try PoolQueryLexer.tokens(of: text), end: text.count + 1)
        guard !parser.tokens.isEmpty else {
            throw PoolQueryFault(
                1, "query-empty", en: "say what you look for, such as skill:\"negotiation\">=3 language:en.",
                fr: "dites ce que vous cherchez, par exemple competence:\"négociation\">=3 langue:en.")
        }
        let query = try parser.alternatives(depth: 0)
        if let rest = parser.peek {
            if rest.token == .close {
                throw PoolQueryFault(
                    rest.column, "unexpected-parenthesis", en: "this parenthesis closes nothing. Remove it.",
                    fr: "cette parenthèse ne ferme rien. Supprimez-la.")
            }
            throw parser.unexpected(rest)
        }
        return query
    }

    private init(tokens: [PoolQueryLexer.Placed], end: Int) {
        self.tokens = tokens
        self.end = end
    }

    // MARK: Joining

    private mutating func alternatives(depth: Int) throws(PoolQueryFault) -> TalentQuery {
        var parts = [try conjunction(depth: depth)]
        while take(.or) { parts.append(try conjunction(depth: depth)) }
        return .joined(any: parts)
    }

    private mutating func conjunction(depth: Int) throws(PoolQueryFault) -> TalentQuery {
        var parts = [try negation(depth: depth)]
        while let next = peek {
            switch next.token {
            case .and:
                position += 1
                parts.append(try negation(depth: depth))
            case .open, .not, .text: parts.append(try negation(depth: depth))
            case .or, .close, .colon, .comparison: return .joined(all: parts)
            }
        }
        return .joined(all: parts)
    }

    private mutating func negation(depth: Int) throws(PoolQueryFault) -> TalentQuery {
        let column = peek?.column ?? end
        guard depth < Self.depthLimit else {
            throw PoolQueryFault(
                column, "query-depth", en: "parentheses and negations nest at most \(Self.depthLimit) deep. Simplify the query.",
                fr: "parenthèses et négations s’emboîtent sur \(Self.depthLimit) niveaux au plus. Simplifiez la requête.")
        }
        if take(.not) { return .not(try negation(depth: depth + 1)) }
        if take(.open) {
            let inner = try alternatives(depth: depth + 1)
            guard take(.close) else {
                throw PoolQueryFault(
                    column, "open-parenthesis", en: "this parenthesis is never closed. Close it with ).",
                    fr: "cette parenthèse n’est jamais fermée. Fermez-la par ).")
            }
            return inner
        }
        return try condition()
    }

    // MARK: Conditions

    private mutating func condition() throws(PoolQueryFault) -> TalentQuery {
        guard let start = peek else {
            throw PoolQueryFault(
                end, "query-ends", en: "the query ends where a condition is expected.",
                fr: "la requête finit là où une condition est attendue.")
        }
        guard case .text(let text, let isQuoted) = start.token else { throw unexpected(start) }
        position += 1
        conditions += 1
        guard conditions <= Self.conditionLimit else {
            throw PoolQueryFault(
                start.column, "query-conditions", en: "a query has at most \(Self.conditionLimit) conditions. Split it into several.",
                fr: "une requête a au plus \(Self.conditionLimit) conditions. Répartissez-la sur plusieurs.")
        }
        if !isQuoted, take(.colon) {
            guard let field = PoolQueryField(text) else { throw PoolQueryField.unknown(text, at: start.column) }
            return try condition(on: field)
        }
        if !isQuoted, let field = PoolQueryField(text), case .comparison? = peek?.token {
            if field == .graduation { return try graduation() }
            throw PoolQueryFault(
                start.column, "field-colon", en: "write \(field.rawValue): and its value after it.",
                fr: "écrivez \(field.rawValue): puis sa valeur.")
        }
        return try skill(text, at: start.column, isBare: !isQuoted)
    }

    private mutating func condition(on field: PoolQueryField) throws(PoolQueryFault) -> TalentQuery {
        switch field {
        case .graduation: return try graduation()
        case .skill:
            let (label, column) = try value(of: field)
            return try skill(label, at: column)
        case .available:
            return .available(try span(of: field))
        case .language: return try language()
        case .programme: return .programme(try value(of: field).text)
        case .school: return .school(try value(of: field).text)
        case .city: return .city(try value(of: field).text)
        }
    }

    /// - Parameter isBare: a word without quotes and without a field before it, which may have been meant as a field itself.
    private mutating func skill(_ label: String, at column: Int, isBare: Bool = false) throws(PoolQueryFault) -> TalentQuery {
        guard !label.isEmpty else {
            throw PoolQueryFault(column, "value-missing", en: "name the skill.", fr: "nommez la compétence.")
        }
        guard let comparison = takeComparison() else {
            return .skill(.init(label: label, comparison: .greaterOrEqual, level: 1, column: column))
        }
        let (text, place) = try value(of: .skill)
        guard let level = Int(text), (1...4).contains(level) else {
            if isBare, Self.measures(text, comparison) { throw PoolQueryField.unknown(label, at: column) }
            throw PoolQueryFault(
                place, "level", en: "a level is 1 (notions), 2 (practice), 3 (autonomy) or 4 (expertise).",
                fr: "un niveau est 1 (notions), 2 (pratique), 3 (autonomie) ou 4 (expertise).")
        }
        return .skill(.init(label: label, comparison: comparison, level: level, column: column))
    }

    /// Whether it is a measure rather than a level that was mistaken: `<recent`, `>=18m`.
    private static func measures(_ value: String, _ comparison: Comparison) -> Bool {
        if Int(value) != nil { return false }
        return comparison == .less || comparison == .lessOrEqual || value.first?.isNumber == true
    }

    private mutating func language() throws(PoolQueryFault) -> TalentQuery {
        let (code, column) = try value(of: .language)
        guard (2...3).contains(code.utf8.count), code.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) else {
            throw PoolQueryFault(
                column, "language", en: "a language is its code of two letters, such as en, with a level where wanted: en>=B2.",
                fr: "une langue est son code de deux lettres, comme en, avec un niveau si voulu : en>=B2.")
        }
        // language:en:B2 means at least B2, as in a case's languages.
        let comparison = take(.colon) ? Comparison.greaterOrEqual : takeComparison()
        guard let comparison else { return .language(.init(code: code.lowercased(), level: nil)) }
        let (text, place) = try value(of: .language)
        guard let level = CEFR(rawValue: text.uppercased()) else {
            throw PoolQueryFault(
                place, "language-level", en: "a language level is A1, A2, B1, B2, C1 or C2.",
                fr: "un niveau de langue est A1, A2, B1, B2, C1 ou C2.")
        }
        return .language(.init(code: code.lowercased(), level: .init(comparison: comparison, value: level)))
    }

    private mutating func graduation() throws(PoolQueryFault) -> TalentQuery {
        let comparison = takeComparison() ?? .equal
        return .graduation(comparison, try span(of: .graduation))
    }

    private mutating func span(of field: PoolQueryField) throws(PoolQueryFault) -> DaySpan {
        let (text, column) = try value(of: field)
        guard let span = DaySpan(text) else {
            throw PoolQueryFault(
                column, "date", en: "write a month such as 2027-01, or a day such as 2027-01-15.",
                fr: "écrivez un mois comme 2027-01, ou un jour comme 2027-01-15.")
        }
        return span
    }

    // MARK: Tokens

    private var peek: PoolQueryLexer.Placed? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(_ token: PoolQueryLexer.Token) -> Bool {
        guard peek?.token == token else { return false }
        position += 1
        return true
    }

    private mutating func takeComparison() -> Comparison? {
        guard case .comparison(let comparison)? = peek?.token else { return nil }
        position += 1
        return comparison
    }

    private mutating func value(of field: PoolQueryField) throws(PoolQueryFault) -> (text: String, column: Int) {
        guard let next = peek, case .text(let text, _) = next.token, !text.isEmpty else {
            throw PoolQueryFault(
                peek?.column ?? end, "value-missing", en: "a value of \(field.rawValue) is expected here.",
                fr: "une valeur de \(field.rawValue) est attendue ici.")
        }
        position += 1
        return (text, next.column)
    }

    private func unexpected(_ token: PoolQueryLexer.Placed) -> PoolQueryFault {
        PoolQueryFault(
            token.column, "unexpected-sign", en: "a condition is expected here. Put quotes around a label that holds signs or such words.",
            fr: "une condition est attendue ici. Mettez entre guillemets un libellé qui contient des signes ou de tels mots.")
    }
}

extension TalentQuery {
    /// Without a level of its own for parts that are joined in the same way.
    fileprivate static func joined(all parts: [TalentQuery]) -> TalentQuery {
        let flat = parts.flatMap { part in if case .all(let inner) = part { inner } else { [part] } }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    fileprivate static func joined(any parts: [TalentQuery]) -> TalentQuery {
        let flat = parts.flatMap { part in if case .any(let inner) = part { inner } else { [part] } }
        return flat.count == 1 ? flat[0] : .any(flat)
    }
}
