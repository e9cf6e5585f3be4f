import API
import TestSupport
import Testing
import Vivier

/// A day of random looks by companies, in every way that shows a student: what each answer holds is what the consents allow, and what the
/// students read of it in the evening is what was shown, company by company and way by way.
@Suite struct RandomLookTests {
    /// Operations of the API whose answers can hold a student, all of them made use of below.
    private static let walked: Set<String> = [
        "searchPool", "showPoolStudent", "exportPool", "exportPoolWorkbook", "listCompanyMatches", "exportCompanyMatches", "addProspect",
        "listProspects", "showProspect", "editProspect", "moveProspect", "exportProspectEvents", "exportProspects",
        "exportProspectsWorkbook",
    ]
    /// Those whose answers hold persons, or are files, and no student of anybody.
    private static let judged: [String: String] = [
        "whoami": "whoever asks", "issueToken": "no token of a company is a student's",
        "listTokens": "no token of a company is a student's",
        "exportTokens": "the tokens of the company", "listMemberships": "who belongs to the company",
        "exportMemberships": "who belongs to the company", "invite": "whom the company lets in",
        "listInvitations": "whom the company lets in",
        "listAudit": "what the company's own people did", "exportAudit": "what the company's own people did", "exportCases": "cases",
        "importCases": "cases of the file that came",
        "exportMatches": "teams by name", "exportSavedPools": "what is asked, not whom it finds",
    ]

    @Test func `every operation that could show a company a student is one of the day's`() {
        let companies: Set<Role> = [.companyOwner, .company, .recruiter, .contributor]
        let possible = Endpoints.all.filter { endpoint in
            if endpoint.needs.roles.isDisjoint(with: companies) { return false }
            if case .file = endpoint.answer { return true }
            return Self.namesPersons(.of(endpoint.types.answer))
        }.map(\.operation)
        let missing = Set(possible).subtracting(Self.walked).subtracting(Self.judged.keys)
        #expect(missing.isEmpty, "\(missing.sorted()): walk them below, or say why they show no student")
        #expect(Self.walked.isSubset(of: possible), "\(Self.walked.subtracting(possible).sorted())")
    }

    private static func namesPersons(_ shape: Shape) -> Bool {
        switch shape {
        case .list(let inner), .oneOrMore(let inner), .map(let inner): namesPersons(inner)
        case .object(_, let properties):
            properties.contains { ["given_name", "family_name", "email", "student"].contains($0.name) || namesPersons($0.shape) }
        case .text, .integer, .number, .boolean: false
        }
    }

    @Test func `whatever way a company looks, it sees whom the consents show and each of them reads of it`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededNumbers(seed: seed)
        try await Given.house { given in
            let companies = [try await given.company("Ça & Cie"), try await given.company("O'Brien"), try await given.company("中")]
            let people = try await RandomConsentTests().populate(given, companies, &random)
            var day = LookingDay(given: given, oracle: people, seed: seed)
            try await day.match(with: companies)
            for turn in 0..<220 {
                // Each way often enough, and none in an order that the next one could count on.
                let company = try #require(companies.randomElement(using: &random))
                try await day.look(turn % LookingDay.ways, by: company, &random)
                if turn % 12 == 11 { try await day.withdraw(&random) }
            }
            try await day.expectReceipts()
        }
    }
}
