import API
import ArgumentParser

extension RoundCommand {
    struct Scarcity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What one more place on a case is worth, in teams placed and points of fit; scarcest first.",
            discussion: """
                Found by optimising again with the place. Where a run has too many pairs for that, what it is worth at most.

                --by skill tells instead which skills are scarce in which months: what one more place would be worth at the mean of the cases
                that ask the skill then; the 15 scarcest skills, the scarcest first, in the first 12 months.
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var list: SortedPageOptions
        @Option(help: "case, or skill: by skill and month.") var by: ScarcitySubject = .case
        @Argument(help: "The run's id.") var run: Run.ID

        func validate() throws {
            if by == .skill, list.words != nil || list.sort != nil || list.page.cursor != nil {
                throw ValidationError("--by skill is one table: leave --words, --sort and --cursor out.")
            }
        }

        func run() async throws {
            try await reporting {
                switch by {
                case .case:
                    let answer = try await global.client.call(Endpoints.listScarceCases, path: [run], query: list.query)
                    try global.show(answer, write)
                case .skill:
                    let answer = try await global.client.call(Endpoints.showSkillScarcity, path: [run])
                    try global.show(answer, write)
                }
            }
        }

        private func write(_ answer: Page<ScarceCase>) {
            var table = Table(heading: ["teams", "worth", "case", "company"], right: [0, 1])
            for one in answer.items {
                table.rows.append([
                    one.teams.map { $0 > 0 ? "+\($0)" : "\($0)" } ?? "", one.worth.map(String.init) ?? "≤ \(one.price)", one.title,
                    one.company,
                ])
            }
            table.print()
            if answer.items.isEmpty, list.page.cursor == nil { sayNothingIsScarce() }
            answer.sayNext(global)
        }

        private func write(_ answer: SkillScarcity) {
            var table = Table(heading: ["worth", "month", "cases", "skill"], right: [0, 2])
            for one in answer.items { table.rows.append(["\(one.price)", one.month, "\(one.cases)", one.skill]) }
            table.print()
            if answer.items.isEmpty { sayNothingIsScarce() }
        }

        private func sayNothingIsScarce() {
            global.say(
                said(
                    "One more place on no case places another team or raises the total fit.",
                    "Une place de plus, sur aucun cas, ne placerait une équipe ni n’augmenterait l’adéquation totale."))
        }
    }
}

/// What scarcity is told of.
enum ScarcitySubject: String, CaseIterable, ExpressibleByArgument {
    case `case`, skill
}
