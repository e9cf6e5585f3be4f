import API
import ArgumentParser

extension TeamCommand {
    struct Strengths: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a team brings of what the published cases ask, when it is free, and why each member is in it.",
            discussion: "A skill stands there with the highest level that a case asks, the team's best, by whom, and its second best.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Team.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showTeamStrengths, path: [id])) { one in
                    print(one.team.name)
                    if one.held {
                        print(
                            said(
                                "a published round rests on it: nobody joins or leaves",
                                "une session publiée repose sur elle\u{A0}: personne n’y entre ni n’en sort"))
                    }
                    var table = Table(heading: ["skill", "needed", "found", "by", "second"], right: [1, 2, 4])
                    for skill in one.skills {
                        table.rows.append([
                            skill.skill, "\(skill.neededLevel)", "\(skill.best)", one.name(of: skill.bestBy), "\(skill.second)",
                        ])
                    }
                    table.print()
                    line("free together", one.time)
                    for member in one.members { print(member.sentence) }
                    for reason in one.reasons { line("why", reason) }
                }
            }
        }
    }

    struct Board: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A cohort's teams side by side: what each brings, what is missing, when it is free, and who is in none.",
            discussion: """
                A skill stands there with the level that the team has and the highest that a case asks, as negotiation 2/3; hours are those of
                a usual week in which all are free, and the median that the cases ask. --words takes a part of a team's or a member's name.
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Option(help: "The cohort's id.") var cohort: Cohort.ID
        @Option(help: "Only teams that hold these words.") var words: String?
        @Option(help: "The order; -name and -members go down.") var sort: TeamBoardQuery.Sort?

        func run() async throws {
            try await reporting {
                let query = TeamBoardQuery(q: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.showTeamBoard, path: [cohort], query: query)) { board in
                    var table = Table(heading: ["id", "name", "size", "hours", "brings", "missing"], right: [2, 3])
                    for one in board.items {
                        table.rows.append([
                            "\(one.team.id)", one.team.name, "\(one.members.count)",
                            "\(hours(one.commonHalfHours))/\(hours(one.neededHalfHours))",
                            one.skills.filter { $0.best > 0 }.map(\.levels).joined(separator: ", "),
                            one.skills.filter { $0.best < $0.neededLevel }.map(\.levels).joined(separator: ", "),
                        ])
                    }
                    table.print()
                    if board.withoutTeamTotal > 0 { line("without a team", board.lonely) }
                    Page(items: board.items, next: board.next).sayNext(global)
                }
            }
        }
    }
}

extension TeamStrengths {
    fileprivate func name(of student: Student.ID?) -> String {
        members.first { $0.student == student }.map { "\($0.givenName) \($0.familyName)" } ?? ""
    }

    fileprivate var time: String {
        said(
            "\(hours(commonHalfHours)) h a week, of \(hours(neededHalfHours)) h that the cases ask at the median",
            "\(hours(commonHalfHours)) h par semaine, pour \(hours(neededHalfHours)) h que demandent les cas, en médiane")
    }
}

extension TeamStrengths.Skill {
    /// `negotiation 2/3`
    fileprivate var levels: String { best > 0 ? "\(skill) \(best)/\(neededLevel)" : skill }
}

extension TeamStrengths.Member {
    /// `Ève Lys: mon 09:00-12:00 (presumed); nobody else has negotiation`
    fileprivate var sentence: String {
        let presumed = presumed ? said(" (presumed)", " (présumé)") : ""
        let parts = [spelled(free) + presumed] + reasons
        let name = "\(givenName) \(familyName)"
        return said("\(name): \(parts.joined(separator: "; "))", "\(name)\u{A0}: \(parts.joined(separator: "\u{A0}; "))")
    }
}

extension TeamBoard {
    fileprivate var lonely: String {
        let names = withoutTeam.map { "\($0.givenName) \($0.familyName)" }.joined(separator: ", ")
        return "\(withoutTeamTotal) (\(names)\(withoutTeam.count < withoutTeamTotal ? " …" : ""))"
    }
}

extension TeamBoardQuery.Sort: ExpressibleByArgument {}
