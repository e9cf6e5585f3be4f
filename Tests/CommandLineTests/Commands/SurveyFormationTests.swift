import Foundation
import Testing

/// From a survey of a class to its teams, command by command, against a real daemon.
struct SurveyFormationTests {
    private static let survey = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/teams/gruepr/sample_survey_results__testdata.csv")
    private static let isThere = FileManager.default.fileExists(atPath: survey.path)

    private static let mapping: [String] = {
        let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].map { day in
            "Check the times that you will be UNAVAILABLE for group work. [\(day)]=unavailable:\(day.prefix(3).lowercased())"
        }
        let others = [
            "What is your first name?=given_name", "What is your last name?=family_name", "What is your email address?=key+email",
            "What is your academic major?=programme", "In which section are you enrolled?=attribute:section",
        ]
        return (days + others).flatMap { ["--map", $0] }
    }()
    private static let special = [
        "With which gender do you identify?=ignore", "How do you identify your race, ethnicity, or cultural heritage?=ignore",
    ].flatMap { ["--map", $0] }

    private struct Answer: Decodable {
        struct Team: Decodable {
            var team: String?
            var name: String
            var points: Int
            var members: [Member]
        }
        struct Member: Decodable {
            var student: String
            var givenName: String
        }
        var stored: Bool
        var teams: [Team]
        var kept: [Team]
        var points: Int
        var bound: Int
        var gap: Int
        var alone: Int
    }

    @Test(.enabled(if: isThere, "../shared/data is absent"))
    func `a survey is imported without what nobody may keep, and becomes teams that share free hours`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                func run(_ arguments: [String], token: String) async throws -> CommandLineProgram.Outcome {
                    try await CommandLineProgram.run(arguments, environment: ["VIVIER_URL": url, "VIVIER_TOKEN": token])
                }
                func done(_ arguments: [String], token: String) async throws -> String {
                    let outcome = try await run(arguments, token: token)
                    #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
                    return outcome.output.trimmingCharacters(in: .newlines)
                }
                let root = try await daemon.operatorToken()
                let school = try await done(["school", "create", "School of Engineering"], token: root)
                let dean = try await done(["token", "create", "--role", "school-admin", "--organisation", school], token: root)
                let cohort = try await done(["cohort", "create", "S1", "First semester"], token: dean)

                let enrol = ["cohort", "import", Self.survey.path, "--cohort", cohort] + Self.mapping
                let refused = try await run(enrol, token: dean)
                #expect(refused.status == 3 && refused.complaints.contains("special"), "\(refused)")
                let enrolled = try await done(enrol + Self.special, token: dean)
                #expect(enrolled.hasPrefix("32 new, 0 changed, 0 unchanged, 0 rejected"), "\(enrolled)")

                let rules = [
                    "--min", "4", "--max", "5", "--seconds", "1", "--not-alone", "attribute:section", "--with",
                    "a.andrzeje@school.edu,b.blackwel@school.edu",
                ]
                func form(_ more: [String]) async throws -> Answer {
                    let text = try await done(["team", "form", "--cohort", cohort, "--json"] + rules + more, token: dean)
                    let decoder = JSONDecoder()
                    decoder.keyDecodingStrategy = .convertFromSnakeCase
                    return try decoder.decode(Answer.self, from: Data(text.utf8))
                }
                let preview = try await form(["--dry-run"])
                #expect(!preview.stored && preview.teams.allSatisfy { $0.team == nil && (4...5).contains($0.members.count) })
                #expect(preview.teams.reduce(0) { $0 + $1.members.count } == 32 && preview.points <= preview.bound && preview.alone == 0)
                let formed = try await form([])
                #expect(formed.stored && formed.teams.map { $0.members.map(\.student) } == preview.teams.map { $0.members.map(\.student) })
                let pair = formed.teams.first { $0.members.contains { $0.givenName == "Araceli" } }
                #expect(pair?.members.contains { $0.givenName == "Bryan" } == true)

                let first = try #require(formed.teams.first?.team)
                _ = try await done(["team", "lock", first], token: dean)
                let again = try await form(["--all", "--seed", "2"])
                #expect(again.kept.compactMap(\.team) == [first])
                let listed = try await done(["team", "list", "--cohort", cohort], token: dean)
                #expect(listed.split(separator: "\n").count == again.teams.count + 1)

                let elevens = ["team", "form", "--cohort", cohort, "--all", "--min", "11", "--max", "11"]
                let impossible = try await run(elevens, token: dean)
                #expect(
                    impossible.status == 3 && impossible.complaints.contains("cannot be divided into teams of 11 to 11"), "\(impossible)")
                let nobody = try await run(["team", "form", "--cohort", cohort], token: dean)
                #expect(nobody.status == 6 && nobody.complaints.contains("in a team that stays"), "\(nobody)")
            }
        }
    }
}
