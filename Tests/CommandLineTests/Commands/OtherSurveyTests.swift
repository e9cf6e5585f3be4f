import API
import Foundation
import Testing

/// The other surveys of gruepr's that are published: each is imported with the columns that it has, and becomes teams.
@Suite(.timeLimit(.minutes(15)))
struct OtherSurveyTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data/teams/gruepr")
        .standardized
    private static let isThere = FileManager.default.isReadableFile(atPath: folder.path)

    private struct Survey {
        var file: String
        /// Names of columns beside the times that are not free.
        var columns: [String]
        var days: [String]
        /// Columns of which nothing may be kept.
        var special: [String] = []
        var rules: [String] = []

        func mapping(ignoring ignored: [String]) -> [String] {
            let busy = days.map {
                "Check the times that you will be UNAVAILABLE for group work. [\($0)]=unavailable:\($0.prefix(3).lowercased())"
            }
            let names = ["What is your first name?=given_name", "What is your last name?=family_name"]
            return (names + columns + busy + ignored.map { "\($0)=ignore" }).flatMap { ["--map", $0] }
        }
    }

    private static let week = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let gender = "With which gender do you identify?"
    private static let northeastern = "What is your Northeastern email address?=key+email"
    private static let surveys = [
        Survey(
            file: "test_surveys__testdata.csv",
            columns: [
                "What is your email address?=key+email", "What is your academic major?=programme",
                "In which section are you enrolled?=attribute:section",
            ], days: week,
            special: [gender, "How do you identify your race, ethnicity, or cultural heritage?"],
            rules: ["--not-alone", "attribute:section"]),
        Survey(
            file: "test_surveys__testdata_nogender_weekdaysonly.csv",
            columns: [northeastern, "Which section of GE1501 are you in?=attribute:section"], days: Array(week[1...5]),
            rules: ["--not-alone", "attribute:section"]),
        Survey(
            file: "test_surveys__testdata_justOneAttribute.csv",
            columns: [northeastern, "What is your personal experience with hands-on build or repair tasks?=attribute:repair"], days: [],
            rules: ["--not-alone", "attribute:repair"]),
    ]

    /// Lends what makes schools, each with somebody who speaks for it.
    private func play(_ body: ((String) async throws -> Bilingual) async throws -> Void) async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let root = try await daemon.operatorToken()
                let house = Bilingual(url: url, token: root)
                try await body { name in
                    let school = try await house.done("school", "create", name)
                    return Bilingual(
                        url: url, token: try await house.done("token", "create", "--role", "school-admin", "--organisation", school))
                }
            }
        }
    }

    @Test(.enabled(if: isThere, "../shared/data is absent"))
    func `each survey becomes teams of its 32 students, and nothing is kept of special categories`() async throws {
        try await play { school in
            for survey in Self.surveys {
                // Two of the surveys have the same addresses.
                let dean = try await school("School of \(survey.file)")
                let cohort = try await dean.done("cohort", "create", "S", "Semester")
                let path = Self.folder.appending(path: survey.file).path
                func enrol(ignoring ignored: [String]) async throws -> CommandLineProgram.Outcome {
                    try await dean.run(
                        ["cohort", "import", path, "--cohort", cohort] + survey.mapping(ignoring: ignored), in: "C")
                }
                // One column that is not said to be ignored refuses the file, whichever it is.
                for column in survey.special {
                    let refused = try await enrol(ignoring: survey.special.filter { $0 != column })
                    #expect(refused.status == 3 && refused.complaints.contains("[special-category]"), "\(survey.file) \(refused)")
                    #expect(refused.complaints.contains(column), "\(survey.file) \(refused)")
                }
                #expect(try await dean.decoded(Page<StudentLine>.self, "cohort", "students", cohort).items.isEmpty)
                let enrolled = try await enrol(ignoring: survey.special)
                #expect(enrolled.status == 0, "\(survey.file) \(enrolled)")
                #expect(enrolled.output.hasPrefix("32 new, 0 changed, 0 unchanged, 0 rejected"), "\(survey.file) \(enrolled)")
                let stored = try await dean.done("cohort", "export", cohort)
                for word in ["gender", "woman", "nonbinary", "Latin", "Asian", "Multiracial"] {
                    #expect(!stored.contains(word), "\(survey.file): \(word)")
                }
                let students = try await dean.decoded(Page<StudentLine>.self, "cohort", "students", cohort).items
                #expect(students.count == 32 && students.allSatisfy { $0.hasAvailability == !survey.days.isEmpty && $0.key.contains("@") })

                let outcome = try await dean.run(
                    ["team", "form", "--cohort", cohort, "--min", "4", "--max", "4", "--seconds", "1", "--json"] + survey.rules, in: "C")
                #expect(outcome.status == 0, "\(survey.file) \(outcome)")
                let formation = try Wire.decoder.decode(Formation.self, from: Data(outcome.output.utf8))
                #expect(formation.stored && formation.teams.map(\.members.count) == Array(repeating: 4, count: 8), "\(survey.file)")
                #expect(Set(formation.teams.flatMap(\.members).map(\.student)).count == 32 && formation.points <= formation.bound)
                #expect(formation.alone >= formation.aloneAtLeast && formation.alone < 8, "\(survey.file): \(formation.alone)")
                #expect(try await dean.decoded(Page<Team>.self, "team", "list", "--cohort", cohort).items.count == 8)
            }
        }
    }

    @Test(.enabled(if: isThere, "../shared/data is absent"))
    func `a survey that nobody has answered enrols nobody, and the definition of one is no roster`() async throws {
        try await play { school in
            let dean = try await school("School of Engineering")
            let cohort = try await dean.done("cohort", "create", "S", "Semester")
            let empty = Survey(
                file: "test_surveys__testdata_empty.csv",
                columns: [Self.northeastern, "Which section of GE1501 are you in?=attribute:section"], days: Self.week)
            func enrol(_ file: String, _ more: [String]) async throws -> CommandLineProgram.Outcome {
                try await dean.run(["cohort", "import", Self.folder.appending(path: file).path, "--cohort", cohort] + more, in: "C")
            }
            let refused = try await enrol(empty.file, empty.mapping(ignoring: []))
            #expect(refused.status == 3 && refused.complaints.contains("[special-category]"), "\(refused)")
            let enrolled = try await enrol(empty.file, empty.mapping(ignoring: [Self.gender]))
            #expect(enrolled.output.hasPrefix("0 new, 0 changed, 0 unchanged, 0 rejected"), "\(enrolled)")
            // What gruepr keeps of a survey before it is answered: questions and settings, in JSON, and no person.
            for file in ["sample_surveys__Engineering_project.gru", "sample_surveys__Film_Project.gru"] {
                let definition = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.folder.appending(path: file)))
                #expect((definition as? [String: Any])?["StudentNames"] as? String == "", "\(file)")
                let outcome = try await enrol(file, [])
                #expect(outcome.status == 3 && outcome.complaints.contains("\(file):"), "\(outcome)")
            }
            #expect(try await dean.decoded(Page<StudentLine>.self, "cohort", "students", cohort).items.isEmpty)
            let nobody = try await dean.run(["team", "form", "--cohort", cohort], in: "C")
            #expect(nobody.status == 6, "\(nobody)")
        }
    }
}
