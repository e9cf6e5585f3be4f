import API
import Formats
import Foundation
import Postgres
import TestSupport
import Vivier

/// Whose things a request asks for.
enum Side: String, Sendable, CaseIterable {
    case own, foreign
}

/// Two of everything: what belongs to the callers, and what belongs to somebody else. Whatever is private and foreign bears the word
/// ``secret`` in its name, so that a leak shows in any answer.
struct World: Sendable {
    static let secret = "Étrangère"

    struct Half: Sendable {
        var school: Organisation.ID
        var company: Organisation.ID
        var network: Organisation.ID
        var programme: Programme.ID
        var cohort: Cohort.ID
        /// On the own side with a living consent to be found in talent pools.
        var student: Student.ID
        var team: Team.ID
        var businessCase: BusinessCase.ID
        var round: Round.ID
        /// Published, with one match.
        var run: Run.ID
        /// A draft that the engine made and proved.
        var proven: Run.ID
        /// A round of the network over the cohort, with a run that was made and proved.
        var networkRound: Round.ID
        var networkRun: Run.ID
        var name: String
    }

    let given: Given
    let own: Half
    let foreign: Half
    private let tokens: [Role: String]

    static func build(in given: Given) async throws -> World {
        let own = try await half(in: given, "Propre", consents: true)
        let foreign = try await half(in: given, secret, consents: false)
        let tokens: [Role: String] = [
            .operator: try await given.token(.operator),
            .schoolAdmin: try await given.token(.schoolAdmin, of: own.school),
            .networkOperator: try await given.token(.networkOperator, of: own.network),
            .supervisor: try await given.token(.supervisor, of: own.school),
            .companyOwner: try await given.token(.companyOwner, of: own.company),
            .contributor: try await given.token(.contributor, of: own.company),
            .company: try await given.token(.company, of: own.company),
            .recruiter: try await given.token(.recruiter, of: own.company),
            .student: try await given.token(.student, of: own.school, for: own.student),
        ]
        // Each token is somebody's.
        for role in Role.allCases {
            let account = try await given.account("\(role.rawValue)@example.org")
            try await given.database.execute("UPDATE token SET account_id = \(account) WHERE role = \(role.rawValue)")
        }
        return World(given: given, own: own, foreign: foreign, tokens: tokens)
    }

    private static func half(in given: Given, _ name: String, consents: Bool) async throws -> Half {
        // Names of organisations are public.
        let school = try await given.school("École \(name.count)")
        let company = try await given.company("Société \(name.count)", capacity: 5)
        let cohort = try await given.cohort("M1 \(name)", of: school)
        let student = try await given.student("Ève \(name)", of: school, in: cohort)
        if consents { try await given.consent(of: student, school) }
        let team = try await given.team("Équipe \(name)", of: [student], in: cohort, school: school)
        let businessCase = try await given.businessCase("Cas \(name)", by: company)
        // Not open to the other side's school.
        try await given.restrict(businessCase, to: school)
        let round = try await given.round("Session \(name)", of: school, over: cohort)
        let run = try await given.run(of: round, by: school, matching: team, school, with: businessCase, company)
        try await given.publish(run)
        // The published run keeps the team busy in the days of its case; this one comes after them.
        try await given.restrict(try await laterCase(in: given, "Suite \(name)", by: company, year: 2028), to: school)
        let open = try await given.round("Session \(name)", of: school, over: cohort)
        let proven = try await given.application.perform(RunRound(round: open), by: .terminal(requestID: "world")).id
        let network = try await given.network("Réseau \(name.count)", of: school)
        let shared = try await given.round("Session \(name)", of: network, over: cohort)
        let networkRun = try await given.application.perform(RunRound(round: shared), by: .terminal(requestID: "world")).id
        return Half(
            school: school, company: company, network: network,
            programme: try await given.programme("PGE \(name)", of: school), cohort: cohort, student: student, team: team,
            businessCase: businessCase, round: round, run: run, proven: proven, networkRound: shared,
            networkRun: networkRun, name: name)
    }

    private static func laterCase(
        in given: Given, _ title: String, by company: Organisation.ID, year: Int
    ) async throws -> BusinessCase.ID {
        let businessCase = try await given.businessCase(title, by: company)
        let (from, until) = (Day("\(year)-01-03"), Day("\(year)-03-26"))
        try await given.database.execute(
            "UPDATE business_case SET from_date = \(from), until_date = \(until) WHERE id = \(businessCase)")
        return businessCase
    }

    func token(_ role: Role) -> String { tokens[role] ?? "" }

    func half(_ side: Side) -> Half { side == .own ? own : foreign }

    /// A thing to put in the place of a path's parameter; a new one where the operation uses it up.
    func identifier(_ parameter: String, of operation: String, _ side: Side, as role: Role) async throws -> String? {
        let half = half(side)
        switch parameter {
        case "school": return "\(half.school)"
        case "company": return "\(half.company)"
        case "network": return "\(half.network)"
        case "programme": return "\(half.programme)"
        case "cohort":
            // Somebody without a team to be put in one.
            if operation == "formTeams" { _ = try await given.student("Ève \(half.name)", of: half.school, in: half.cohort) }
            return "\(half.cohort)"
        case "student" where operation == "removeMember":
            let newest: Student.ID = try await given.id(
                "SELECT student_id FROM team_member WHERE cohort_id = \(half.cohort) ORDER BY student_id DESC LIMIT 1")
            return "\(newest)"
        case "student":
            // Nor is the one corrected whose token asks: a student whose address changes is let in by it no more.
            guard ["correctStudent", "eraseStudent"].contains(operation) else { return "\(half.student)" }
            return "\(try await given.student("Passagère \(half.name)", of: half.school))"
        case "team" where operation == "removeMember":
            let student = try await given.student("Passagère \(half.name)", of: half.school, in: half.cohort)
            return "\(try await given.team("Équipe \(UUID())", of: [student], in: half.cohort, school: half.school))"
        case "team":
            guard operation == "disbandTeam" else { return "\(half.team)" }
            return "\(try await given.team("Équipe \(UUID())", of: [], in: half.cohort, school: half.school))"
        case "round" where role == .networkOperator: return "\(half.networkRound)"
        case "run" where role == .networkOperator: return "\(half.networkRun)"
        case "round":
            return [
                "decide", "liftDecision", "rankCases", "moveInRanking", "listRankableCases", "exportRankableCases", "runRound",
                "shareTeamCards", "listTeamCards",
                "rankTeams", "showTeamRanking",
            ]
            .contains(operation)
                ? "\(try await openRound(half))" : "\(half.round)"
        case "run":
            switch operation {
            case "publishRun": return "\(try await draftRun(half))"
            case "branchRun", "compareRuns", "explain", "findRemedies", "listUnplaced", "repairRun", "reportFairness", "exportFairness",
                "verifyRun":
                return "\(half.proven)"
            default: return "\(half.run)"
            }
        case "import": return "\(try await given.rosterImport(into: half.cohort, half.school))"
        case "consent":
            let company = try await given.company("Passagère \(UUID())")
            return "\(try await given.consent(of: half.student, half.school, to: .caseCompany, company: company, by: .school))"
        case "case":
            let state: BusinessCase.State =
                switch operation {
                case "publishCase": role == .schoolAdmin ? .submitted : .draft
                default: .published
                }
            let businessCase = try await given.businessCase("Cas \(half.name)", by: half.company, state: state)
            try await given.restrict(businessCase, to: half.school)
            if operation == "liftDecision" { try await ban(half, businessCase) }
            if ["listCardRounds", "listTeamCards", "rankTeams", "showTeamRanking"].contains(operation) {
                try await card(half, businessCase)
            }
            return "\(businessCase)"
        case "prospect":
            let student = try await given.student("Rosé \(half.name)", of: half.school)
            try await given.consent(of: student, half.school)
            return "\(try await given.prospect(student, half.school, of: half.company))"
        case "pool":
            let name = UUID().uuidString
            let pool: Pool.ID = try await given.id(
                "INSERT INTO pool (company_id, name, query) VALUES (\(half.company), \(name), 'language:fr') RETURNING id")
            return "\(pool)"
        case "token":
            let (organisation, role) = letIn(half, role)
            _ = try await given.token(role, of: organisation)
            let id: Token.ID = try await given.id("SELECT id FROM token WHERE organisation_id = \(organisation) ORDER BY id DESC LIMIT 1")
            return "\(id)"
        case "session":
            let account: Identifier<Account> =
                side == .own
                ? try await given.id("SELECT id FROM account WHERE email = \(role.rawValue + "@example.org")")
                : try await given.account("\(UUID())@example.org")
            // A token speaks of the sessions in its own organisation.
            let organisation = side == .own && role != .operator ? letIn(half, role).organisation : nil
            let known = try await given.database.execute(
                "SELECT id FROM membership WHERE account_id = \(account) AND organisation_id IS NOT DISTINCT FROM \(organisation)"
            ).first?.decode(Membership.ID.self)
            let membership: Membership.ID
            if let known {
                membership = known
            } else {
                membership = try await given.member(
                    account, organisation == nil ? .operator : role, of: organisation,
                    for: organisation != nil && role == .student ? half.student : nil)
            }
            return "\(try await given.session(account, in: membership).id)"
        case "membership":
            let (organisation, member) = letIn(half, role)
            // Of several: the last who can let others in stays.
            _ = try await given.member(try await given.account("\(UUID())@example.org"), member, of: organisation)
            return "\(try await given.member(try await given.account("\(UUID())@example.org"), member, of: organisation))"
        case "invitation":
            let (organisation, invited) = letIn(half, role)
            let invitation: Invitation.ID = try await given.id(
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language)
                VALUES (\(LinkSecret().digest), 'x@example.org', \(invited.rawValue), \(organisation), 'fr') RETURNING id
                """)
            return "\(invitation)"
        default: return nil
        }
    }

    /// Where somebody lets somebody in, and as what.
    func letIn(_ half: Half, _ role: Role) -> (organisation: Organisation.ID, role: Role) {
        switch role {
        case .companyOwner, .company, .recruiter, .contributor: (half.company, .recruiter)
        case .networkOperator: (half.network, .networkOperator)
        case .operator, .schoolAdmin, .supervisor, .student: (half.school, .schoolAdmin)
        }
    }

    func openRound(_ half: Half) async throws -> Round.ID {
        try await given.round("Session \(half.name)", of: half.school, over: half.cohort)
    }

    /// In the newest round of the half: that of the path's other parameter.
    private func ban(_ half: Half, _ businessCase: BusinessCase.ID) async throws {
        try await given.database.execute(
            """
            INSERT INTO round_decision (round_id, team_id, school_id, case_id, kind, reason)
            SELECT id, \(half.team), \(half.school), \(businessCase), 'ban', 'Conflit d’intérêts' FROM round
            WHERE organisation_id = \(half.school) ORDER BY id DESC LIMIT 1
            """)
    }

    /// The half's team is shared for a case, in the newest round of the half.
    private func card(_ half: Half, _ businessCase: BusinessCase.ID) async throws {
        try await given.database.execute(
            """
            INSERT INTO team_card (round_id, case_id, company_id, team_id, school_id, fit, skill_fit, time_fit, members, common_half_hours,
                skills, found_levels, credits)
            SELECT id, \(businessCase), \(half.company), \(half.team), \(half.school), 5000, 5000, 5000, 1, 10, '{}', '{}', '{}' FROM round
            WHERE organisation_id = \(half.school) ORDER BY id DESC LIMIT 1
            """)
    }

    private func draftRun(_ half: Half) async throws -> Run.ID {
        // In days of its own: another may be published already.
        let runs = try await given.database.execute("SELECT count(*) FROM run")[0].decode(Int.self)
        let businessCase = try await Self.laterCase(in: given, "Cas \(half.name)", by: half.company, year: 2029 + runs)
        return try await given.run(
            of: openRound(half), by: half.school, matching: half.team, half.school, with: businessCase, half.company)
    }
}
