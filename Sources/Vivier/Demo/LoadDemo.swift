package import API
import Formats
import Foundation
import Postgres
import Schema

/// What the demonstration loaded, and the keys to try it with.
package struct DemoOutcome: Sendable {
    package var isNew: Bool
    package var schools = 0
    package var students = 0
    package var teams = 0
    package var companies = 0
    package var cases = 0
    package var consents = 0
    package var run: Run
    /// Name of the role → secret of a token for it.
    package var tokens: [(role: Role, secret: String)] = []
}

extension Application {
    /// The name by which the demonstration is known again.
    private static let demoNetwork = "Réseau de démonstration"

    /// Loads three schools, three hundred students in sixty teams, forty cases and one published round, by the use cases that everyone's
    /// requests go through. On a house that has it already only the tokens are new; one that was cut short goes on where it stopped.
    package func loadDemo(_ say: (String) -> Void) async throws -> DemoOutcome {
        let caller = Caller.terminal(requestID: "demo")
        if let run = try await demoRun(caller) {
            var outcome = DemoOutcome(isNew: false, run: run)
            outcome.tokens = try await demoTokens(caller)
            return outcome
        }
        say("schools and students")
        let cohorts = try await demoSchools(caller)
        say("companies and cases")
        let companies = try await demoCompanies(caller)
        let cases = EmbeddedFile(vivier_demo_cases().pointee)
        let posted = try await perform(
            ImportCases(query: CaseImportQuery(name: cases.name), file: cases.bytes), by: caller)
        say("consents")
        let consents = try await demoConsents(caller)
        say("the round")
        let network =
            if let known = try await known(.network, Self.demoNetwork, caller) { known } else {
                try await perform(
                    CreateNetwork(draft: OrganisationDraft(name: Self.demoNetwork, schools: cohorts.map(\.school))), by: caller
                ).id
            }
        let round = try await perform(
            CreateRound(draft: RoundDraft(organisation: network, name: "Printemps 2027", cohorts: cohorts.map(\.id))), by: caller)
        let drawn = try await perform(RunRound(round: round.id), by: caller)
        let run = try await perform(PublishRun(run: drawn.id), by: caller)
        return DemoOutcome(
            isNew: true, schools: cohorts.count, students: cohorts.map(\.students).reduce(0, +), teams: cohorts.map(\.teams).reduce(0, +),
            companies: companies, cases: posted.new + posted.unchanged, consents: consents, run: run, tokens: try await demoTokens(caller))
    }

    private func demoRun(_ caller: Caller) async throws -> Run? {
        let rows = try await database.batch([
            caller.context,
            """
            SELECT r.id FROM run r JOIN organisation o ON o.id = r.organisation_id
            WHERE o.name = \(Self.demoNetwork) AND r.state = 'published' ORDER BY r.id LIMIT 1
            """,
        ])
        guard let id = try rows[1].first?.decode(Run.ID.self) else { return nil }
        return try await perform(ShowRun(run: id), by: caller)
    }

    private func known(_ kind: OrganisationKind, _ name: String, _ caller: Caller) async throws -> Organisation.ID? {
        let rows = try await database.batch([
            caller.context, "SELECT id FROM organisation WHERE kind = \(kind) AND name = \(name) ORDER BY id LIMIT 1",
        ])
        return try rows[1].first?.decode(Organisation.ID.self)
    }

    private func demoSchools(_ caller: Caller) async throws -> [Cohort] {
        let schools = [
            ("École de démonstration de Dijon", "Dijon", ["Dijon", "Beaune", "Besançon"]),
            ("École de démonstration de Lyon", "Lyon", ["Lyon", "Grenoble", "Villeurbanne"]),
            ("École de démonstration de Lille", "Lille", ["Lille", "Roubaix", "Angers"]),
        ]
        var cohorts: [Cohort] = []
        for (number, (name, city, cities)) in schools.enumerated() {
            let school =
                if let known = try await known(.school, name, caller) { known } else {
                    try await perform(CreateSchool(draft: OrganisationDraft(name: name, city: city)), by: caller).id
                }
            let exams = BlockedDays(reason: .exams, from: .init(daysSinceEpoch: 20_866), until: .init(daysSinceEpoch: 20_870))
            let found = try await database.batch([
                caller.context, "SELECT id FROM cohort WHERE school_id = \(school) AND code = 'PGE-2027'",
            ])
            let cohort =
                if let known = try found[1].first?.decode(Cohort.ID.self) { known } else {
                    try await perform(
                        CreateCohort(draft: CohortDraft(school: school, code: "PGE-2027", name: "Promotion 2027", blocked: [exams])),
                        by: caller
                    ).id
                }
            var students = DemoStudents(school: number, cities: cities, dialect: DemoStudents.Dialect.allCases[number])
            let (fileName, bytes) = students.file()
            _ = try await perform(
                ImportRoster(cohort: cohort, query: RosterImportQuery(name: fileName), file: bytes), by: caller)
            cohorts.append(try await perform(ShowCohort(cohort: cohort), by: caller))
        }
        return cohorts
    }

    private func demoCompanies(_ caller: Caller) async throws -> Int {
        let file = EmbeddedFile(vivier_demo_companies().pointee)
        var reader = try CSVReader(file.bytes, file: file.name, delimiter: UInt8(ascii: ","))
        var record = CSVRecord()
        var count = 0
        _ = try reader.read(into: &record)
        while try reader.read(into: &record) {
            count += 1
            if try await known(.company, record[0], caller) != nil { continue }
            _ = try await perform(
                CreateCompany(draft: OrganisationDraft(name: record[0], city: record[1], sector: record[2])), by: caller)
        }
        return count
    }

    /// Two students of three have signed the form.
    private func demoConsents(_ caller: Caller) async throws -> Int {
        let rows = try await database.batch([
            caller.context, "SELECT id FROM student WHERE right(key, 1) NOT IN ('0', '3', '6') ORDER BY id",
        ])
        let students = try rows[1].decode(Student.ID.self)
        for student in students {
            _ = try await perform(
                GiveConsent(student: student, draft: ConsentDraft(purpose: .talentPool, textVersion: "2026-09")), by: caller)
        }
        return students.count
    }

    private func demoTokens(_ caller: Caller) async throws -> [(role: Role, secret: String)] {
        let rows = try await database.batch([
            caller.context,
            "SELECT id FROM organisation WHERE kind = 'school' AND name LIKE 'École de démonstration%' ORDER BY id LIMIT 1",
            "SELECT id FROM organisation WHERE kind = 'company' AND name = 'Miel du Morvan' ORDER BY id LIMIT 1",
        ])
        guard let school = try rows[1].first?.decode(Organisation.ID.self), let company = try rows[2].first?.decode(Organisation.ID.self)
        else {
            return []
        }
        let network = try await known(.network, Self.demoNetwork, caller)
        let first = try await database.batch([caller.context, "SELECT id FROM student WHERE school_id = \(school) ORDER BY key LIMIT 1"])
        let student = try first[1].first?.decode(Student.ID.self)
        // Of those that were made before nobody has the secret in hand any more: the file that had it is written anew.
        let old = try await database.batch([
            caller.context, "SELECT id FROM token WHERE label = 'demonstration' AND revoked_at IS NULL AND expires_at > now()",
        ])
        for token in try old[1].decode(Token.ID.self) { _ = try await perform(RevokeToken(token: token), by: caller) }
        var tokens: [(role: Role, secret: String)] = []
        for (role, organisation) in [
            (Role.operator, nil), (.schoolAdmin, school), (.supervisor, school), (.companyOwner, company), (.company, company),
            (.recruiter, company), (.student, school), (.networkOperator, network), (.contributor, company),
        ] {
            let draft = TokenDraft(
                role: role, organisation: organisation, student: role == .student ? student : nil, label: "demonstration", days: 30)
            tokens.append((role, try await perform(IssueToken(draft: draft), by: caller).secret))
        }
        return tokens
    }
}
