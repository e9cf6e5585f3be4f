import API
import Matching

/// Who is to be together and who apart, as a request names them: by the school's key or by id.
struct FormationGroups {
    /// Names in all groups of one kind.
    static let mostNames = 10_000
    /// Pairs of students to be apart: a group of n has n · (n − 1) ÷ 2.
    static let mostPairs = 100_000

    private let with: [[String]]
    private let apart: [[String]]

    init(_ draft: FormationDraft) {
        (with, apart) = (draft.with ?? [], draft.apart ?? [])
    }

    /// Adds the groups as pairs of positions; every name that is not known, or stands twice in its group, is told at once.
    func add(to tables: inout FormationTables) throws(GeneralRefusal) {
        var checks = FieldChecks()
        for (pointer, groups) in [("/with", with), ("/apart", apart)] where groups.reduce(0, { $0 + $1.count }) > Self.mostNames {
            checks.refuse(
                pointer, "too-many", en: "Name \(Self.mostNames) students at most over all groups.",
                fr: "Nommez \(Self.mostNames) étudiants au plus, tous groupes confondus.")
        }
        try checks.end()
        if apart.reduce(0, { $0 + $1.count * ($1.count - 1) / 2 }) > Self.mostPairs {
            checks.refuse(
                "/apart", "too-many-pairs", en: "These groups keep more than \(Self.mostPairs) pairs of students apart. Make them smaller.",
                fr: "Ces groupes séparent plus de \(Self.mostPairs) paires d’étudiants. Réduisez-les.")
        }
        try checks.end()
        let known = tables.studentsByName()
        let together = positions(with, at: "/with", known, &checks)
        let separate = positions(apart, at: "/apart", known, &checks)
        try checks.end()
        for group in together {
            for (one, other) in zip(group, group.dropFirst()) { tables.problem.together.append(StudentPair(one, other)) }
        }
        for group in separate {
            for (index, one) in group.enumerated() {
                for other in group[(index + 1)...] { tables.problem.apart.append(StudentPair(one, other)) }
            }
        }
    }

    private func positions(
        _ groups: [[String]], at pointer: String, _ known: [String: Int32], _ checks: inout FieldChecks
    ) -> [[Int32]] {
        groups.enumerated().map { number, names in
            if names.count < 2 {
                checks.refuse("\(pointer)/\(number)", "too-few", en: "Name at least two students.", fr: "Nommez au moins deux étudiants.")
            }
            var seen = Set<Int32>()
            return names.enumerated().compactMap { index, name in
                let place = "\(pointer)/\(number)/\(index)"
                guard let student = known[name] ?? Student.ID(name).flatMap({ known[$0.description] }) else {
                    checks.refuse(
                        place, "unknown-student",
                        en: "No student of the cohort has this key or id. Check it in the list of students.",
                        fr: "Aucun étudiant de la promotion n’a cette clé ni cet identifiant. Vérifiez dans la liste des étudiants.")
                    return nil
                }
                guard seen.insert(student).inserted else {
                    checks.refuse(
                        place, "repeated", en: "This student stands in the group already. Take one out.",
                        fr: "Cet étudiant figure déjà dans le groupe. Retirez-en un.")
                    return nil
                }
                return student
            }
        }
    }
}
