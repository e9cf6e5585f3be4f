import API
import Formats
import Foundation
import Postgres

/// Writes a checked case with its skills, schools and version; shared by posting one and importing many.
struct StoreCase {
    var content: CaseContent
    var company: Organisation.ID
    /// Nil: open to every school.
    var schools: [Organisation.ID]?
    var published: Bool

    enum No: Refusal {
        case repeatedReference

        var reason: RefusalReason {
            switch self {
            case .repeatedReference:
                RefusalReason(
                    .conflict, code: "repeated-reference", en: "The company has a case with this reference already.",
                    fr: "L’entreprise a déjà un cas portant cette référence.")
            }
        }
    }

    /// - Returns: the new case's id, and a sentence for each label that the referential does not know.
    func insert(in work: UnitOfWork) async throws -> (id: BusinessCase.ID, unknown: [UnknownSkill]) {
        let row: Row
        do {
            row = try await work.one(
                """
                INSERT INTO business_case (company_id, reference, title, description, state, team_size_min, team_size_max, capacity, minimum,
                    from_date, until_date, hours_per_week, mentor_free, languages, place, remote, confidentiality, rights, reward, open_to_all, published_at)
                VALUES (\(company), \(content.reference), \(content.title), \(content.description), \(published ? "published" : "draft"),
                    \(Int16(content.teamSize.min)), \(Int16(content.teamSize.max)), \(Int32(content.capacity)),
                    \(Int32(content.minimum ?? 0)), \(content.window.from), \(content.window.until), \(Int16(content.hoursPerWeek)), \(content.mentorSlots), \(content.languages), \(content.place),
                    \(content.remote), \(content.confidentiality), \(content.rights), \(content.reward), \(schools == nil),
                    CASE WHEN \(published) THEN now() END)
                RETURNING id
                """, orMissing: .company)
        } catch let error as PostgresError where error.constraint == "business_case_reference_once" {
            throw No.repeatedReference
        }
        let id = try row.decode(BusinessCase.ID.self)
        return (id, try await insertParts(of: id, in: work))
    }

    /// In the place of what the case says, which the caller has locked.
    ///
    /// - Returns: a sentence for each label that the referential does not know.
    func replace(_ id: BusinessCase.ID, in work: UnitOfWork) async throws -> [UnknownSkill] {
        do {
            _ = try await work.one(
                """
                UPDATE business_case SET reference = \(content.reference), title = \(content.title), description = \(content.description),
                    team_size_min = \(Int16(content.teamSize.min)), team_size_max = \(Int16(content.teamSize.max)),
                    capacity = \(Int32(content.capacity)), minimum = \(Int32(content.minimum ?? 0)), from_date = \(content.window.from),
                    until_date = \(content.window.until), hours_per_week = \(Int16(content.hoursPerWeek)), mentor_free = \(content.mentorSlots),
                    languages = \(content.languages), place = \(content.place), remote = \(content.remote),
                    confidentiality = \(content.confidentiality), rights = \(content.rights), reward = \(content.reward),
                    open_to_all = \(schools == nil), version = version + 1, changed_at = now()
                WHERE id = \(id) RETURNING id
                """, orMissing: .businessCase)
        } catch let error as PostgresError where error.constraint == "business_case_reference_once" {
            throw No.repeatedReference
        }
        _ = try await work.execute("DELETE FROM business_case_skill WHERE case_id = \(id)")
        _ = try await work.execute("DELETE FROM business_case_label WHERE case_id = \(id)")
        _ = try await work.execute("DELETE FROM business_case_school WHERE case_id = \(id)")
        return try await insertParts(of: id, in: work)
    }

    private func insertParts(of id: BusinessCase.ID, in work: UnitOfWork) async throws -> [UnknownSkill] {
        let unknown = try await insertNeeds(of: id, in: work)
        if published { try Self.refuse(unknown, of: content) }
        if let schools {
            _ = try await work.execute(
                "INSERT INTO business_case_school (case_id, school_id) SELECT \(id), unnest(\(schools))")
        }
        return unknown
    }

    /// A skill that a team must have and nobody can be found by: the case would go to teams without it.
    ///
    /// - Throws: each of these needs with the nearest entries.
    private static func refuse(_ unknown: [UnknownSkill], of content: CaseContent) throws(GeneralRefusal) {
        let faults = unknown.filter { $0.need.importance == .must }.map { skill in
            let index = content.skills.firstIndex { $0 == skill.need } ?? 0
            return RefusalReason.Field(pointer: "/skills/\(index)/skill", code: "unknown-skill", sentence: skill.refusal)
        }
        if !faults.isEmpty { throw .invalid(faults) }
    }

    /// Labels that resolve go to the referential's entries; the others are kept as written.
    private func insertNeeds(of id: BusinessCase.ID, in work: UnitOfWork) async throws -> [UnknownSkill] {
        var known: [(skill: Int32, need: CaseContent.NeededSkill)] = []
        var unknown: [UnknownSkill] = []
        let index = work.application.skills.index
        for need in content.skills {
            switch index.resolve(label: need.skill) {
            case .exact(let skill):
                if !known.contains(where: { $0.skill == skill }) { known.append((skill, need)) }
            case .ambiguous(let skills):
                unknown.append(UnknownSkill(need: need, nearest: skills.compactMap { index.label(of: $0, language: work.caller.language) }))
            case .unknown(let nearest):
                unknown.append(
                    UnknownSkill(need: need, nearest: nearest.compactMap { index.label(of: $0, language: work.caller.language) }))
            }
        }
        _ = try await work.execute(
            """
            INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
            SELECT \(id), * FROM unnest(\(known.map(\.skill)), \(known.map { Int16($0.need.level) }),
                \(known.map(\.need.importance.rawValue)), \(known.indices.map(Int16.init)))
            """)
        _ = try await work.execute(
            """
            INSERT INTO business_case_label (case_id, label, level, importance)
            SELECT \(id), * FROM unnest(\(unknown.map(\.need.skill.trimmed)), \(unknown.map { Int16($0.need.level) }),
                \(unknown.map(\.need.importance.rawValue)))
            ON CONFLICT DO NOTHING
            """)
        return unknown
    }

    /// Keeps what the case says now as a version of its own.
    static func keepVersion(of businessCase: BusinessCase, in work: UnitOfWork) async throws {
        let content = String(decoding: try Wire.encoder.encode(businessCase.content), as: UTF8.self)
        _ = try await work.execute(
            """
            INSERT INTO business_case_version (case_id, version, content, account_id)
            VALUES (\(businessCase.id), \(Int32(businessCase.version)), \(content)::text::jsonb, \(work.caller.account))
            """)
    }
}

/// A label that no entry of the referential bears, or several do.
struct UnknownSkill {
    var need: CaseContent.NeededSkill
    /// What was perhaps meant.
    var nearest: [String]

    /// Why a case that asks it of every team is not published.
    var refusal: Sentence {
        let english = nearest.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
        let french = nearest.prefix(3).map { "« \($0) »" }.joined(separator: ", ")
        return Sentence(
            en: "“\(need.skill)” is not in the skills referential, so a must of it could not be held. "
                + (nearest.isEmpty ? "" : "Nearest: \(english). ") + "Name one that is, or make it a should.",
            fr: "« \(need.skill) » n’est pas dans le référentiel : cette exigence ne pourrait être tenue. "
                + (nearest.isEmpty ? "" : "Au plus près : \(french). ") + "Nommez-en une qui y est, ou passez-la en should.")
    }

    func sentence(_ language: Language) -> String {
        let english = nearest.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
        let french = nearest.prefix(3).map { "« \($0) »" }.joined(separator: ", ")
        return Sentence(
            en: "“\(need.skill)” is not in the skills referential and does not count in a match."
                + (nearest.isEmpty ? "" : " Nearest: \(english)."),
            fr: "« \(need.skill) » n’est pas dans le référentiel et ne compte pas dans un appariement."
                + (nearest.isEmpty ? "" : " Au plus près : \(french).")
        ).text(language)
    }
}
