/// Changes the text of a pool query by one condition, as chips on a page do: both edit the same query.
package enum PoolQueryText {
    /// A condition as the query language writes it; nil where nothing is said or the field is none.
    ///
    /// - Parameters:
    ///   - field: one of the language, in English or French.
    ///   - value: anything; what cannot be read is found when the query is.
    ///   - level: the least level of a skill.
    package static func condition(field: String, value: String, level: Int? = nil) -> String? {
        let value = value.trimmed
        guard let field = PoolQueryField(field), !value.isEmpty else { return nil }
        switch field {
        case .skill: return "skill:\(TalentQuery.quoted(value))" + (level.map { $0 > 1 ? ">=\($0)" : "" } ?? "")
        case .programme, .school, .city: return "\(field.rawValue):\(TalentQuery.quoted(value))"
        case .graduation: return "graduation>=\(value)"
        case .available, .language: return "\(field.rawValue):\(value)"
        }
    }

    /// The query with one condition more that must hold too.
    ///
    /// - Parameter language: whose words the fields have from then on.
    package static func adding(_ condition: String, to query: String, in language: Language = .english) -> String {
        guard !query.trimmed.isEmpty else {
            return (try? PoolQueryParser.parse(condition))?.text(in: language) ?? condition
        }
        guard let known = try? PoolQueryParser.parse(query), let added = try? PoolQueryParser.parse(condition) else {
            return "\(query.trimmed) \(condition)"
        }
        return TalentQuery.all(known.conditions + added.conditions).text(in: language)
    }

    /// The query without one of its ``TalentQuery/conditions``; as it is where it has no such one.
    package static func removing(_ index: Int, from query: String, in language: Language = .english) -> String {
        guard let known = try? PoolQueryParser.parse(query), known.conditions.indices.contains(index) else { return query }
        var rest = known.conditions
        rest.remove(at: index)
        return rest.isEmpty ? "" : TalentQuery.all(rest).text(in: language)
    }
}
