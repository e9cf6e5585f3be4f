import API
import ArgumentParser
import Formats

struct EditCohort: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Put right what stands of a cohort; what is not said stays.",
        discussion: "none takes a date, the programme or the days off away. Whoever has changed it meanwhile is not overwritten.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its id.") var id: Cohort.ID
    @Option(help: "Its name.") var name: String?
    @Option(help: "Its code, unique in the school.") var code: String?
    @Option(help: "The programme's id, or none.") var programme: String?
    @Option(help: "Its first day, YYYY-MM-DD, or none.") var startsOn: String?
    @Option(help: "Its last day, YYYY-MM-DD, or none.") var endsOn: String?
    @Option(help: "Days off instead of those that are there: exams|holidays|alternance|other:FROM:UNTIL, or none; repeat for each.")
    var blocked: [String] = []

    func validate() throws {
        for (option, day) in [("--starts-on", startsOn), ("--ends-on", endsOn)] {
            if let day, day != "none", Day(day) == nil { throw ValidationError("\(option) is a day, YYYY-MM-DD, or none") }
        }
        if let programme, programme != "none", Programme.ID(programme) == nil { throw ValidationError("--programme is an id or none") }
        for days in blocked where days != "none" && BlockedDays(argument: days) == nil {
            throw ValidationError("--blocked is exams, holidays, alternance or other:FROM:UNTIL, or none")
        }
    }

    func run() async throws {
        try await reporting {
            let one = try await global.client.call(Endpoints.showCohort, path: [id])
            let draft = CohortDraft(
                programme: programme.map { Programme.ID($0) } ?? one.programme, code: code ?? one.code, name: name ?? one.name,
                startsOn: startsOn.map { Day($0) } ?? one.startsOn, endsOn: endsOn.map { Day($0) } ?? one.endsOn,
                blocked: blocked.isEmpty ? one.blocked : blocked.compactMap { BlockedDays(argument: $0) })
            let edited = try await global.client.call(Endpoints.editCohort, path: [id], body: draft, replacing: one.version)
            try global.show(edited) { print("\($0.code)  \($0.name)") }
        }
    }
}
