import Matching

extension FormationTables {
    /// Why the rules of a request contradict each other, in the names of students, with what to change.
    func refusal(of defect: FormationDefect) -> any Refusal {
        switch defect {
        case .nobodyToDivide: return FormTeams.No.nobodyToDivide
        case .noSizes(let students, let sizes):
            let mended = sizes.mended(students: students)
            return GeneralRefusal.field(
                "/max", "no-sizes",
                en: "\(students) students cannot be divided into teams of \(sizes.least) to \(sizes.most)."
                    + (mended.map { " Teams of \($0.least) to \($0.most) are possible." } ?? ""),
                fr: "\(students) étudiants ne peuvent être répartis en équipes de \(sizes.least) à \(sizes.most)."
                    + (mended.map { " Des équipes de \($0.least) à \($0.most) sont possibles." } ?? ""))
        case .sizesOutOfRange:
            return GeneralRefusal.field(
                "/min", "out-of-range", en: "min is at least 1 and at most max, max at most \(FormationProblem.largestTeam).",
                fr: "min vaut au moins 1 et au plus max, max au plus \(FormationProblem.largestTeam).")
        case .groupTooLarge(let students, let most):
            let names = list(students)
            return GeneralRefusal.field(
                "/with", "group-too-large",
                en: "\(names) are held together, more than the \(most) members that a team may have. Free some of them, or raise max.",
                fr: "\(names) doivent être ensemble, plus que les \(most) membres qu’une équipe peut avoir. Libérez-en, ou augmentez max.")
        case .togetherAndApart(let pair):
            return GeneralRefusal.field(
                "/apart", "together-and-apart",
                en: "\(name(pair.one)) and \(name(pair.other)) are to be together, perhaps through others, and apart. Drop one of the two.",
                fr: "\(name(pair.one)) et \(name(pair.other)) doivent être ensemble, peut-être à travers d’autres, et séparés. "
                    + "Retirez l’un des deux.")
        case .togetherAcrossLock(let pair):
            return GeneralRefusal.field(
                "/with", "together-across-team",
                en: "\(name(pair.one)) and \(name(pair.other)) are to be together, and one of them is in a team that stays. "
                    + "Unlock or disband that team, or drop the pair.",
                fr: "\(name(pair.one)) et \(name(pair.other)) doivent être ensemble, et l’un est dans une équipe qui reste. "
                    + "Déverrouillez ou dissolvez cette équipe, ou retirez la paire.")
        case .pairOfOne(let student):
            return GeneralRefusal.field(
                "/apart", "pair-of-one", en: "\(name(student)) is named twice in one group. Name two students.",
                fr: "\(name(student)) est nommé deux fois dans un groupe. Nommez deux étudiants.")
        case .tooManyApart(let students, let teams):
            let names = list(students)
            return GeneralRefusal.field(
                "/apart", "too-many-apart",
                en: "\(names) are all to be apart, and there are at most \(teams) teams. Make smaller teams, or drop some of it.",
                fr:
                    "\(names) doivent tous être séparés, et il y a au plus \(teams) équipes. Faites des équipes plus petites, ou retirez-en."
            )
        case .rulesOutOfRange, .tooManyStudents, .tooManyWants, .unknownStudent, .lockedTwice: return FormTeams.No.tooLarge
        }
    }

    private func list(_ students: [Int32]) -> String {
        students.prefix(10).map(name).joined(separator: ", ") + (students.count > 10 ? " …" : "")
    }
}
