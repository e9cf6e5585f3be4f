import API
import ArgumentParser
import Foundation

extension TeamCommand {
    struct Form: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Form teams of a cohort's students who have none, with the points of each team and why.",
            discussion: """
                Teams cover what the cases ask, share free time, leave nobody alone on the attributes that you name, and keep the rules on
                pairs. Beside the points stands what no other teams could exceed. The same seed gives the same teams. Look first:
                --dry-run stores nothing. To begin anew, lock what is to stay and form with --all.

                EXAMPLE
                  vivier team form --cohort $COHORT --min 4 --max 5 --not-alone programme --with E12,E17 --apart E03,E40 --dry-run
                """)
        @OptionGroup var global: GlobalOptions
        @Option(help: "The cohort's id.") var cohort: Cohort.ID
        @Option(help: "The fewest members of a team. (default: 3)", transform: whole(1...64)) var min: Int?
        @Option(help: "The most members of a team. (default: 5)", transform: whole(1...64)) var max: Int?
        @Flag(help: "No two of the teams differ by more than one member.") var even = false
        @Flag(help: "Form anew all teams that are not locked and that no round rests on.") var all = false
        @Option(help: "Students who come into one team, by key or id, separated by commas; repeat for each group.")
        var with: [StudentGroup] = []
        @Option(help: "Students of whom no two come into one team, separated by commas; repeat for each group. Nobody is told.")
        var apart: [StudentGroup] = []
        @Option(help: "programme, city or attribute:NAME: nobody should be a team's only one with a value; repeat for each.")
        var notAlone: [String] = []
        @Option(help: "The round whose cases say what is needed. Default: every published case open to the school.") var round: Round.ID?
        @Option(help: "Common hours a week that a team needs. Default: the median of the cases'.", transform: whole(1...80)) var hours: Int?
        @Option(help: "Another seed, other teams. (default: 1)", transform: whole(0...Int.max)) var seed: Int?
        @Option(help: "How long to search at most, on a usual machine. (default: 5)", transform: whole(1...120)) var seconds: Int?
        @Flag(help: "Show the teams, store nothing.") var dryRun = false

        func validate() throws {
            if let min, let max, min > max {
                throw ValidationError(said("--min must not be above --max.", "--min ne doit pas dépasser --max."))
            }
        }

        func run() async throws {
            try await reporting {
                let draft = FormationDraft(
                    scope: all ? .all : .withoutTeam, min: min, max: max, even: even, with: with.isEmpty ? nil : with.map(\.students),
                    apart: apart.isEmpty ? nil : apart.map(\.students), notAlone: notAlone.isEmpty ? nil : notAlone, round: round,
                    hours: hours, seed: seed, seconds: seconds, dryRun: dryRun)
                let bar = ProgressBar()
                defer { bar.finish() }
                let quiet = global.quiet
                let formation: Formation = try await global.client.follow(Endpoints.formTeams, path: [cohort], body: draft) { progress in
                    if !quiet { bar.show(progress) }
                }
                bar.finish()
                global.say(formation.sentence)
                for note in formation.notes { global.say(said("note: \(note)", "note\u{A0}: \(note)")) }
                try global.show(formation) { $0.table.print() }
            }
        }
    }

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a team as it is when teams are formed anew.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Team.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.lockTeam, path: [id])) {
                    global.say(said("\($0.name) is locked.", "\($0.name) est verrouillée."))
                }
            }
        }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a team be formed anew with the others.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Team.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.unlockTeam, path: [id])) {
                    global.say(said("\($0.name) is unlocked.", "\($0.name) est déverrouillée."))
                }
            }
        }
    }

    struct Disband: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disband a team that no round rests on; its members stay in the cohort.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: Team.ID

        func run() async throws {
            try await reporting {
                _ = try await global.client.call(Endpoints.disbandTeam, path: [id])
                global.say(said("Disbanded.", "Dissoute."))
            }
        }
    }
}

/// Keys or ids separated by commas.
struct StudentGroup: ExpressibleByArgument {
    var students: [String]

    init?(argument: String) {
        students = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        if students.count < 2 { return nil }
    }
}

extension Formation {
    fileprivate var sentence: String {
        let done =
            stored
            ? counted(teams.count, "team formed", "teams formed", "équipe formée", "équipes formées")
            : counted(teams.count, "team would be formed", "teams would be formed", "équipe serait formée", "équipes seraient formées")
        let kept = kept.isEmpty ? "" : ", " + counted(kept.count, "stays", "stay", "reste", "restent")
        let best =
            exact
            ? said("no others have more", "aucune autre répartition n’en a davantage")
            : said(
                "no others can have more than \(bound) (gap \(percent))",
                "aucune autre ne peut en avoir plus de \(bound) (écart \(percent))")
        let lonely =
            alone == 0
            ? ""
            : said(
                " Alone with a value: \(alone)\(aloneAtLeast > 0 ? ", of which \(aloneAtLeast) cannot be helped" : "").",
                " Seuls de leur valeur\u{A0}: \(alone)\(aloneAtLeast > 0 ? ", dont \(aloneAtLeast) inévitables" : "").")
        return said("\(done)\(kept): \(points) points, \(best).\(lonely)", "\(done)\(kept)\u{A0}: \(points) points, \(best).\(lonely)")
    }

    private var percent: String {
        let hundredths = "\(gap % 100 < 10 ? "0" : "")\(gap % 100)"
        return said("\(gap / 100).\(hundredths)%", "\(gap / 100),\(hundredths)\u{A0}%")
    }

    fileprivate var table: Table {
        var table = Table(
            heading: ["team", "points", "skills", "time", "size", "members", "why"], right: [1, 2, 3, 4])
        for team in teams { table.rows.append(row(team, "")) }
        for team in kept { table.rows.append(row(team, said(" (stays)", " (reste)"))) }
        return table
    }

    private func row(_ team: FormationTeam, _ mark: String) -> [String] {
        [
            team.name + mark, "\(team.points)", "\(team.coverage.points)", "\(team.time.points)", "\(team.size.points)",
            team.members.map { "\($0.givenName) \($0.familyName)" }.joined(separator: ", "),
            team.reasons.joined(separator: said("; ", "\u{A0}; ")),
        ]
    }
}
