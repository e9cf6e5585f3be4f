import API
import Matching
import Postgres

/// The students of a cohort as the engine takes them, and what each of its positions stands for.
struct FormationTables {
    var problem: FormationProblem
    var students: [Team.Member] = []
    var keys: [String] = []
    var kept: [KeptTeam] = []
    /// Teams to be dissolved.
    var dissolved: [Team.ID] = []
    /// Names that new teams must not take.
    var names: Set<String> = []
    /// Students who have not said when they are free.
    var withoutWeek = 0
    /// What stands behind each trait.
    var traits: [Trait] = []
    var needs = FormationNeeds()
    /// Attributes that nobody has.
    var faults: [RefusalReason.Field] = []

    struct KeptTeam {
        var id: Team.ID
        var name: String
    }

    /// A value of an attribute.
    struct Trait: Hashable {
        var attribute: String
        var value: String
    }

    /// Students by the school's key and by id: whichever a request names.
    func studentsByName() -> [String: Int32] {
        var positions: [String: Int32] = [:]
        for (index, key) in keys.enumerated() { positions[key] = Int32(index) }
        // An id is nobody else's key.
        for (index, student) in students.enumerated() { positions[student.student.description] = Int32(index) }
        return positions
    }

    func name(_ student: Int32) -> String {
        let one = students[Int(student)]
        return "\(one.givenName) \(one.familyName) (\(keys[Int(student)]))"
    }
}

/// Reads what teams are formed from. Rows come in the order of their ids, so that the same rows give the same teams.
struct GatherFormation {
    let cohort: Cohort.ID
    let scope: FormationDraft.Scope
    let attributes: [String]
    let work: UnitOfWork

    private var tables: FormationTables
    private var positions = Positions<Student.ID>()

    init(cohort: Cohort.ID, scope: FormationDraft.Scope, attributes: [String], sizes: TeamSizes, work: UnitOfWork) {
        self.cohort = cohort
        self.scope = scope
        self.attributes = attributes
        self.work = work
        tables = FormationTables(problem: FormationProblem(students: [], sizes: sizes))
    }

    mutating func callAsFunction(_ needs: FormationNeeds) async throws -> FormationTables {
        tables.needs = needs
        tables.problem.wants = needs.wants.map(\.weight)
        try await readStudents()
        try await readTeams()
        return tables
    }

    private mutating func readStudents() async throws {
        let named = attributes.compactMap { $0.hasPrefix("attribute:") ? String($0.dropFirst(10)) : nil }
        let rows = try await work.execute(
            """
            SELECT s.id, s.key, s.given_name, s.family_name, s.weekly_free, s.programme, s.city,
                ARRAY(SELECT coalesce(s.attributes->>a.name, '') FROM unnest(\(named)) WITH ORDINALITY AS a (name, number) ORDER BY a.number),
                s.skills || ARRAY(SELECT h.skill_id * 8 + h.level FROM student_skill h WHERE h.student_id = s.id)
            FROM cohort_student c JOIN student s ON s.id = c.student_id WHERE c.cohort_id = \(cohort) ORDER BY s.id
            """)
        var traits = Positions<FormationTables.Trait>()
        for row in rows {
            let (id, key, given, family, week, programme, city, values, skills) = try row.decode(
                Student.ID.self, String.self, String.self, String.self, BitString?.self, String?.self, String?.self, [String].self,
                [Int32].self)
            _ = positions(id)
            tables.students.append(Team.Member(student: id, givenName: given, familyName: family))
            tables.keys.append(key)
            var mapped = values[...]
            var own: [Int32] = []
            for attribute in attributes {
                let value =
                    switch attribute {
                    case "programme": programme
                    case "city": city
                    default: mapped.popFirst()
                    }
                guard let value, !value.isEmpty else { continue }
                own.append(traits(FormationTables.Trait(attribute: attribute, value: value)))
            }
            if week == nil { tables.withoutWeek += 1 }
            guard traits.keys.count <= Marks.limit else { throw FormTeams.No.tooManyValues }
            tables.problem.students.append(
                FormationStudent(
                    brings: tables.needs.met(by: skills), week: week.flatMap { WeekMask(bytes: $0.bytes) } ?? FitRules().usualWeek,
                    traits: Marks(own)))
        }
        tables.traits = traits.keys
        for (index, attribute) in attributes.enumerated() where !rows.isEmpty && !traits.keys.contains(where: { $0.attribute == attribute })
        {
            let name = attribute.hasPrefix("attribute:") ? String(attribute.dropFirst(10)) : attribute
            tables.faults.append(
                .init(
                    pointer: "/not_alone/\(index)", code: "unknown-attribute",
                    sentence: Sentence(
                        en: "No student of the cohort has “\(name)”. Known are the programme, the city and columns kept as attribute:NAME.",
                        fr:
                            "Aucun étudiant de la promotion n’a «\u{A0}\(name)\u{A0}». Sont connus le programme, la ville et les colonnes gardées."
                    )))
        }
    }

    private mutating func readTeams() async throws {
        let rows = try await work.execute(
            """
            SELECT t.id, t.name, t.locked OR \(SQL.isTeamHeld),
                ARRAY(SELECT m.student_id FROM team_member m WHERE m.team_id = t.id ORDER BY m.student_id)
            FROM team t WHERE t.cohort_id = \(cohort) ORDER BY t.name
            """
        ).decode(Team.ID.self, String.self, Bool.self, [Student.ID].self)
        for (id, name, isHeld, members) in rows {
            let known = members.compactMap(positions.find)
            if scope == .all, !isHeld {
                tables.dissolved.append(id)
            } else {
                tables.names.insert(name)
                guard !known.isEmpty else { continue }
                tables.kept.append(FormationTables.KeptTeam(id: id, name: name))
                tables.problem.locked.append(known)
            }
        }
    }
}
