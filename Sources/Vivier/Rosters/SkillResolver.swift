import Formats

/// Finds the skills of a roster's rows in the referential; each label is looked up once.
struct SkillResolver {
    let index: SkillIndex
    /// What the referential does not know, at the first row that bears each label.
    private(set) var unknown: [Problem] = []
    private var resolved: [Verbatim: SkillIndex.Resolution] = [:]

    init(index: SkillIndex) {
        self.index = index
    }

    /// What a student says to master, as it is staged.
    struct Held {
        /// Identity times 8 plus level, ascending; of a skill named twice the higher level.
        var skills: [Int32] = []
        /// Label, colon, level, ascending by the bytes of the label; of a label named twice the first level.
        var labels: [String] = []
    }

    mutating func held(by student: RosterStudent) -> Held {
        var held = Held()
        var labels: [RosterSkill] = []
        for skill in student.skills {
            if case .exact(let id) = resolve(skill.label, of: student) {
                held.skills.append(id * 8 + Int32(skill.level))
            } else if !labels.contains(where: { $0.label == skill.label }) {
                labels.append(skill)
            }
        }
        held.skills.sort()
        // Behind a skill's lower level stands its higher one.
        held.skills = held.skills.indices.filter { next in
            next + 1 == held.skills.count || held.skills[next] / 8 != held.skills[next + 1] / 8
        }.map { held.skills[$0] }
        held.labels = labels.sorted { $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) }.map { "\($0.label):\($0.level)" }
        return held
    }

    private mutating func resolve(_ label: String, of student: RosterStudent) -> SkillIndex.Resolution {
        let key = Verbatim(label)
        if let known = resolved[key] { return known }
        let resolution = index.resolve(label: label)
        resolved[key] = resolution
        switch resolution {
        case .exact: break
        case .ambiguous(let nearest), .unknown(let nearest): unknown.append(problem(with: label, nearest: nearest, at: student))
        }
        return resolution
    }

    private func problem(with label: String, nearest: [Int32], at student: RosterStudent) -> Problem {
        func list(_ language: Language) -> String {
            let quoted = { (label: String) in language == .french ? "« \(label) »" : "“\(label)”" }
            return nearest.compactMap { index.label(of: $0, language: language) }.map(quoted).joined(separator: ", ")
        }
        // A label may hold a comma; where its parts are skills, it was meant to separate them.
        let parts = label.split(separator: ",").map { String($0.prefix { $0 != ":" }).trimmed }
        let isList = parts.count > 1 && parts.contains { if case .exact = index.resolve(label: $0) { true } else { false } }
        return Problem(
            file: student.file, line: student.line, column: "skills", code: "unknown-skill",
            en: "“\(label)” is not one skill of the referential; it is kept as written."
                + (isList ? " Separate skills by ; and not by commas." : nearest.isEmpty ? "" : " Nearest: \(list(.english))."),
            fr: "« \(label) » ne désigne pas une compétence du référentiel ; elle est gardée telle quelle."
                + (isList
                    ? " Séparez les compétences par ; et non par des virgules."
                    : nearest.isEmpty ? "" : " Au plus près : \(list(.french))."),
            severity: .warning)
    }
}
