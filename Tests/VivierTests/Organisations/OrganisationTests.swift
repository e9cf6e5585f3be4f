import API
import Foundation
import TestSupport
import Testing
import Vivier

@Suite struct OrganisationTests {
    @Test func `an operator adds schools, companies and networks, and everyone finds them`() async throws {
        try await Given.house { given in
            let school = try await given.perform(
                CreateSchool(draft: OrganisationDraft(name: "  École d’O’Brien ß 中 ", city: "Nîmes", uai: "0751717j")), as: .root)
            #expect(school.name == "École d’O’Brien ß 中")
            #expect(school.uai == "0751717J")
            let company = try await given.perform(
                CreateCompany(
                    draft: OrganisationDraft(name: "L'Étoile", siret: "732 829 320 00074", sector: "Conseil", capacity: 3)), as: .root)
            let network = try await given.perform(
                CreateNetwork(draft: OrganisationDraft(name: "Réseau", schools: [school.id, school.id])), as: .root)
            for caller in [Caller.root, .school(school.id), .recruiter(company.id)] {
                #expect(try await given.perform(ShowSchool(school: school.id), as: caller).city == "Nîmes")
                #expect(try await given.perform(ShowCompany(company: company.id), as: caller).siret == "73282932000074")
                #expect(try await given.perform(ShowNetwork(network: network.id), as: caller).schools == [school.id])
            }
            #expect(try await given.refusal(of: ShowCompany(company: school.id), as: .root)?.kind == .missing)
        }
    }

    @Test func `only an operator adds organisations, and whoever tries is written down`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let draft = OrganisationDraft(name: "Une autre")
            #expect(try await given.refusal(of: CreateSchool(draft: draft), as: .school(school))?.kind == .denied)
            #expect(try await given.refusal(of: CreateCompany(draft: draft), as: .school(school))?.kind == .denied)
            #expect(try await given.refusal(of: CreateNetwork(draft: draft), as: .school(school))?.kind == .denied)
            let audit = try await given.perform(ListAudit(query: AuditQuery()), as: .school(school))
            #expect(Set(audit.items.map(\.action)) == ["createSchool", "createCompany", "createNetwork"])
            #expect(audit.items.map(\.outcome) == ["denied", "denied", "denied"])
        }
    }

    @Test func `every field that is wrong is named at once`() async throws {
        try await Given.house { given in
            let draft = OrganisationDraft(
                name: "a\u{202E}b", uai: "0751717K", siret: "732829320000", sector: String(repeating: "s", count: 101), capacity: -1)
            #expect(
                try await given.refusal(of: CreateSchool(draft: draft), as: .root)?.faults == [
                    "/name hidden-character", "/siret not-applicable", "/sector not-applicable", "/capacity not-applicable",
                    "/uai uai-checksum", "/siret siret-length", "/sector length", "/capacity out-of-range",
                ])
            let nameless = try await given.refusal(of: CreateCompany(draft: OrganisationDraft(name: " \t ")), as: .root)
            #expect(nameless?.faults == ["/name length"])
        }
    }

    @Test func `a register number belongs to one organisation`() async throws {
        try await Given.house { given in
            let school = CreateSchool(draft: OrganisationDraft(name: "A", uai: "0751717J"))
            let company = CreateCompany(draft: OrganisationDraft(name: "A", siret: "73282932000074"))
            _ = try await given.perform(school, as: .root)
            _ = try await given.perform(company, as: .root)
            #expect(try await given.refusal(of: school, as: .root)?.code == "uai-known")
            #expect(try await given.refusal(of: company, as: .root)?.code == "siret-known")
        }
    }

    @Test func `a network of a school that is not there is refused whole`() async throws {
        try await Given.house { given in
            let company = try await given.company("Pas une école")
            let draft = OrganisationDraft(name: "Réseau", schools: [company])
            #expect(try await given.refusal(of: CreateNetwork(draft: draft), as: .root)?.faults == ["/schools unknown"])
            #expect(try await given.perform(ListNetworks(query: OrganisationListQuery()), as: .root).items.isEmpty)
        }
    }

    @Test func `the pages of a list hold every name once, in order`() async throws {
        try await Given.house { given in
            for name in ["b", "é", "a", "a", "中", "ß"] { _ = try await given.company(name) }
            let school = try await given.school("a")
            let listed = try await given.all(as: .school(school)) {
                ListCompanies(query: OrganisationListQuery(limit: $0.limit, cursor: $0.cursor))
            }
            #expect(listed.map(\.name) == ["a", "a", "b", "é", "ß", "中"])
            #expect(Set(listed.map(\.id)).count == 6)
            #expect(
                try await given.refusal(of: ListSchools(query: OrganisationListQuery(limit: 201)), as: .root)?.faults == [
                    "limit out-of-range"
                ])
            let forged = ListSchools(query: OrganisationListQuery(cursor: "Zm9yZ2Vk"))
            #expect(try await given.refusal(of: forged, as: .root)?.faults == ["cursor unreadable-cursor"])
        }
    }

    @Test func `whoever answers for an organisation puts it right, of the version that was seen, and nobody else`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("École d’Arras"))
            let company = try await given.company("Miel")
            var draft = OrganisationDraft(name: "Miel du Morvan", city: "Autun", siret: "73282932000074", capacity: 4)
            let owner = Caller(role: .companyOwner, organisation: company, requestID: "owner")
            let first = try await given.perform(ShowCompany(company: company), as: owner)
            let edited = try await given.perform(EditOrganisation(company, .company, draft: draft, replacing: first.version), as: owner)
            #expect(
                edited.name == "Miel du Morvan" && edited.siret == "73282932000074" && edited.capacity == 4
                    && edited.version > first.version)
            let late = EditOrganisation(company, .company, draft: OrganisationDraft(name: "Miel du Jura"), replacing: first.version)
            #expect(try await given.refusal(of: late, as: .root)?.code == "changed-meanwhile")
            draft.capacity = nil
            #expect(
                try await given.perform(EditOrganisation(company, .company, draft: draft, replacing: edited.version), as: .root).capacity
                    == nil)

            for caller in [
                Caller.school(school), Caller(role: .companyOwner, organisation: try await given.company("Autre"), requestID: "x"),
            ] {
                let foreign = EditOrganisation(other, .school, draft: OrganisationDraft(name: "À moi"), replacing: 0)
                #expect(try await given.refusal(of: foreign, as: caller)?.kind == .missing)
            }
            let own = try await given.perform(ShowSchool(school: school), as: .school(school))
            let uai = EditOrganisation(school, .school, draft: OrganisationDraft(name: own.name, uai: "0751717J"), replacing: own.version)
            #expect(try await given.refusal(of: uai, as: .school(school))?.faults == ["/uai operators-only"])
            #expect(try await given.perform(uai, as: .root).uai == "0751717J")
            #expect(try await given.perform(ShowSchool(school: other), as: .root).name == "École d’Arras")
        }
    }

    @Test func `an edited name may look like the own one of before and like no other, and a network changes its schools`() async throws {
        try await Given.house { given in
            let (one, two) = (try await given.school("École A"), try await given.school("École B"))
            let network = try await given.perform(CreateNetwork(draft: OrganisationDraft(name: "Réseau", schools: [one])), as: .root)
            let edit = EditOrganisation(
                network.id, .network, draft: OrganisationDraft(name: "RÉSEAU", schools: [two]), replacing: network.version)
            let edited = try await given.perform(edit, as: .root)
            #expect(edited.name == "RÉSEAU" && edited.schools == [two])
            var draft = OrganisationDraft(name: "ÉCOLE A", schools: [two])
            let taken = EditOrganisation(network.id, .network, draft: draft, replacing: edited.version)
            #expect(try await given.refusal(of: taken, as: .root)?.code == "looks-like-another")
            draft = OrganisationDraft(name: "Réseau", schools: [Organisation.ID(UUID())])
            let unknown = EditOrganisation(network.id, .network, draft: draft, replacing: edited.version)
            #expect(try await given.refusal(of: unknown, as: .root)?.faults == ["/schools unknown"])
        }
    }
}
