import API
import Formats
import Matching

/// A formation in the names and words that its people know.
struct FormationWords {
    let tables: FormationTables
    let solution: FormationSolution
    let work: UnitOfWork

    /// Skills that a sentence names at most.
    private static let mostNamed = 5

    func formation(of cohort: Cohort.ID, rules: Formation.Rules, hours: Int) -> Formation {
        var rules = rules
        rules.hours = hours
        rules.cases = tables.needs.cases
        var number = 0
        let teams = solution.teams.map { team in
            repeat { number += 1 } while tables.names.contains(newName(number))
            return formed(team, id: nil, name: newName(number))
        }
        let kept = zip(solution.locked, tables.kept).map { formed($0, id: $1.id, name: $1.name) }
        return Formation(
            cohort: cohort, stored: false, teams: teams, kept: kept, dissolved: tables.dissolved.count, points: solution.score.points,
            bound: solution.ceiling, gap: solution.gap, alone: solution.score.isolated, aloneAtLeast: solution.bound.isolated,
            exact: solution.isExact || (solution.gap == 0 && solution.score.isolated <= solution.bound.isolated), rules: rules,
            notes: notes.map(said))
    }

    private func said(_ sentence: Sentence) -> String { sentence.text(work.caller.language) }

    private func newName(_ number: Int) -> String { said(Sentence(en: "Team \(number)", fr: "Équipe \(number)")) }

    private func formed(_ team: FormedTeam, id: Team.ID?, name: String) -> FormationTeam {
        let shares = solution.shares
        let members = team.members.map { tables.students[Int($0)] }
            .sorted { ($0.familyName, $0.givenName, $0.student.description) < ($1.familyName, $1.givenName, $1.student.description) }
        return FormationTeam(
            team: id, name: name, members: members, points: Int(team.points),
            coverage: .init(points: Int(team.coverage), of: Int(shares.coverage)),
            time: .init(points: Int(team.time), of: Int(shares.time)),
            size: .init(points: Int(team.size), of: Int(shares.size)), commonHalfHours: Int(team.common.halfHours),
            reasons: (coverage(team) + [time(team)] + alone(team)).map(said))
    }

    // MARK: Reasons

    private func coverage(_ team: FormedTeam) -> [Sentence] {
        let wants = tables.needs.wants
        guard solution.shares.coverage > 0 else { return [] }
        let missing = wants.indices.filter { !team.brings.contains(Int32($0)) }
        let covered = wants.count - missing.count
        var sentences = [
            Sentence(
                en: "brings \(covered) of \(wants.count) levels of skills that the cases ask",
                fr: "apporte \(covered) des \(wants.count) niveaux de compétences que les cas demandent")
        ]
        if !missing.isEmpty {
            // Of a skill that is missing altogether each level is; it is one thing to say.
            var skills: [(skill: Int32, levels: [Int32])] = []
            for want in missing {
                if let place = skills.firstIndex(where: { $0.skill == wants[want].skill }) {
                    skills[place].levels.append(wants[want].level)
                } else {
                    skills.append((wants[want].skill, [wants[want].level]))
                }
            }
            let named = skills.prefix(Self.mostNamed)
            func list(_ language: Language) -> String {
                named.map { "\(label($0.skill, language)) \(levels($0.levels.sorted()))" }.joined(separator: ", ")
                    + (skills.count > named.count ? " …" : "")
            }
            sentences.append(Sentence(en: "nobody of it brings \(list(.english))", fr: "personne n’y apporte \(list(.french))"))
        }
        return sentences
    }

    /// `2`, `1–3`, `1/3`.
    private func levels(_ levels: [Int32]) -> String {
        guard let first = levels.first, let last = levels.last, levels.count > 1 else { return levels.map(String.init).joined() }
        return Int(last - first) == levels.count - 1 ? "\(first)–\(last)" : levels.map(String.init).joined(separator: "/")
    }

    private func label(_ skill: Int32, _ language: Language) -> String {
        work.application.skills.index[skill]?.label(language) ?? "\(skill)"
    }

    private func time(_ team: FormedTeam) -> Sentence {
        let (common, needed) = (hours(team.common.halfHours), hours(tables.problem.rules.neededHalfHours))
        return Sentence(
            en: "\(common) hours a week in common, \(needed) are needed",
            fr: "\(common.replacing(".", with: ",")) heures communes par semaine, il en faut \(needed.replacing(".", with: ","))")
    }

    private func hours(_ halves: Int32) -> String { halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2).5" }

    private func alone(_ team: FormedTeam) -> [Sentence] {
        team.isolated.numbers.compactMap { trait in
            guard let student = team.members.first(where: { tables.problem.students[Int($0)].traits.contains(trait) }) else { return nil }
            let (name, trait) = (tables.name(student), tables.traits[Int(trait)])
            return Sentence(
                en: "\(name) is the only one with \(trait.attribute) “\(trait.value)”",
                fr: "\(name) est seul avec \(trait.attribute) « \(trait.value) »")
        }
    }

    private var notes: [Sentence] {
        var notes: [Sentence] = []
        if tables.withoutWeek > 0 {
            notes.append(
                Sentence(
                    en: "\(tables.withoutWeek) students have not said when they are free: Monday to Friday, 8 to 20, is presumed.",
                    fr:
                        "\(tables.withoutWeek) étudiants n’ont pas dit quand ils sont libres : du lundi au vendredi, de 8 h à 20 h, est présumé."
                ))
        }
        if tables.needs.wants.isEmpty {
            notes.append(
                Sentence(
                    en: "No case asks for skills: common time and size alone make the points.",
                    fr: "Aucun cas ne demande de compétence : seuls le temps commun et la taille donnent des points."))
        }
        if tables.needs.leftOut > 0 {
            notes.append(
                Sentence(
                    en:
                        "The cases ask for more than \(Marks.limit) levels of skills: the \(tables.needs.leftOut) that weigh least are left out.",
                    fr:
                        "Les cas demandent plus de \(Marks.limit) niveaux de compétences : les \(tables.needs.leftOut) moins pesants sont omis."
                ))
        }
        return notes
    }
}
