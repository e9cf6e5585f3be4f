import API
import ArgumentParser

/// One kind of organisation: its endpoints and what its list shows.
protocol OrganisationKindCommands {
    static var create: Endpoint<Nothing, OrganisationDraft, Organisation> { get }
    static var list: Endpoint<OrganisationListQuery, Nothing, Page<Organisation>> { get }
    static var show: Endpoint<Nothing, Nothing, Organisation> { get }
    static var edit: Endpoint<Nothing, OrganisationDraft, Organisation> { get }
}

enum SchoolEndpoints: OrganisationKindCommands {
    static let create = Endpoints.createSchool
    static let list = Endpoints.listSchools
    static let show = Endpoints.showSchool
    static let edit = Endpoints.editSchool
}

enum CompanyEndpoints: OrganisationKindCommands {
    static let create = Endpoints.createCompany
    static let list = Endpoints.listCompanies
    static let show = Endpoints.showCompany
    static let edit = Endpoints.editCompany
}

enum NetworkEndpoints: OrganisationKindCommands {
    static let create = Endpoints.createNetwork
    static let list = Endpoints.listNetworks
    static let show = Endpoints.showNetwork
    static let edit = Endpoints.editNetwork
}

struct SchoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school", abstract: "Schools.",
        subcommands: [
            CreateOrganisation<SchoolEndpoints>.self, ListOrganisations<SchoolEndpoints>.self, ShowOrganisation<SchoolEndpoints>.self,
            EditOrganisation<SchoolEndpoints>.self, Progress.self,
        ])
}

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company", abstract: "Companies.",
        subcommands: [
            CreateOrganisation<CompanyEndpoints>.self, ListOrganisations<CompanyEndpoints>.self, ShowOrganisation<CompanyEndpoints>.self,
            EditOrganisation<CompanyEndpoints>.self, Progress.self,
        ])
}

struct NetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Networks of schools.",
        subcommands: [
            CreateOrganisation<NetworkEndpoints>.self, ListOrganisations<NetworkEndpoints>.self, ShowOrganisation<NetworkEndpoints>.self,
            EditOrganisation<NetworkEndpoints>.self,
        ])
}

struct CreateOrganisation<Kind: OrganisationKindCommands>: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "create", abstract: "Add one; prints its id.") }
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its name.") var name: String
    @Option(help: "Its city.") var city: String?
    @Option(help: "A school's UAI: 7 digits and a letter.") var uai: String?
    @Option(help: "A company's SIRET: 14 digits.") var siret: String?
    @Option(help: "A company's sector.") var sector: String?
    @Option(help: "How many teams a company takes over all its cases.", transform: whole(0...100_000)) var capacity: Int?
    @Option(help: "A school of a network; repeat for each.") var school: [Organisation.ID] = []
    @Flag(help: "It is another than the one that its name looks like.") var distinct = false

    func run() async throws {
        try await reporting {
            let draft = OrganisationDraft(
                name: name, city: city, uai: uai, siret: siret, sector: sector, capacity: capacity, schools: school.isEmpty ? nil : school,
                distinct: distinct ? true : nil)
            let made = try await global.client.call(Kind.create, body: draft)
            try global.show(made) { print($0.id) }
            if !global.quiet { await sayTwins(of: made) }
        }
    }

    /// Says which others have the very same name and city: it may have been there before.
    private func sayTwins(of made: Organisation) async {
        let query = OrganisationListQuery(q: made.name, limit: 200)
        // It is made: that nobody tells of its like does not undo that.
        guard let like = try? await global.client.call(Kind.list, query: query).items else { return }
        for one in like where one.id != made.id && one.name == made.name && one.city == made.city {
            global.say(
                said(
                    "note: \(one.id) has the same name and city. Is it the same?",
                    "note\u{A0}: \(one.id) porte le même nom, dans la même ville. Est-ce la même organisation\u{A0}?"))
        }
    }
}

struct ListOrganisations<Kind: OrganisationKindCommands>: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "list", abstract: "List them by name.") }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions
    @Option(help: "Only those whose name or city bears these words.") var search: String?
    @Option(help: "name, city or created; -name goes down.") var sort: String?

    func run() async throws {
        try await reporting {
            let query = OrganisationListQuery(q: search, sort: sort, limit: page.limit, cursor: page.cursor)
            try global.show(try await global.client.call(Kind.list, query: query)) { answer in
                var table = Table(heading: ["id", "name", "city"])
                for one in answer.items { table.rows.append(["\(one.id)", one.name, one.city ?? ""]) }
                table.print()
                answer.sayNext(global)
            }
        }
    }
}

struct ShowOrganisation<Kind: OrganisationKindCommands>: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "show", abstract: "Show one.") }
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its id.") var id: Organisation.ID

    func run() async throws {
        try await reporting {
            try global.show(try await global.client.call(Kind.show, path: [id])) { one in
                print("\(one.name)\(one.city.map { ", \($0)" } ?? "")")
                line("id", one.id)
                if let siret = one.siret { line("SIRET", siret) }
                if let uai = one.uai { line("UAI", uai) }
                if let sector = one.sector { line("sector", sector) }
                if let capacity = one.capacity { print("capacity: \(capacity) teams") }
                for school in one.schools ?? [] { line("school", school) }
            }
        }
    }
}

struct EditOrganisation<Kind: OrganisationKindCommands>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit", abstract: "Put right what stands of one; what is not said stays.",
            discussion: "An empty value takes a field away: --city ''. Whoever has changed it meanwhile is not overwritten.")
    }
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its id.") var id: Organisation.ID
    @Option(help: "Its name.") var name: String?
    @Option(help: "Its city.") var city: String?
    @Option(help: "A school's UAI: 7 digits and a letter; operators change it.") var uai: String?
    @Option(help: "A company's SIRET: 14 digits.") var siret: String?
    @Option(help: "A company's sector.") var sector: String?
    @Option(help: "How many teams a company takes over all its cases; none for no limit.") var capacity: String?
    @Option(help: "A school of a network, instead of those that are there; repeat for each.") var school: [Organisation.ID] = []
    @Flag(help: "It is another than the one that its name looks like.") var distinct = false

    func validate() throws {
        if let capacity, capacity != "none", Int(capacity) == nil { throw ValidationError("--capacity is a whole number or none") }
    }

    func run() async throws {
        try await reporting {
            let one = try await global.client.call(Kind.show, path: [id])
            func said(_ value: String?, else stored: String?) -> String? { value.map { $0.isEmpty ? nil : $0 } ?? stored }
            let draft = OrganisationDraft(
                name: name ?? one.name, city: said(city, else: one.city), uai: said(uai, else: one.uai),
                siret: said(siret, else: one.siret), sector: said(sector, else: one.sector),
                capacity: capacity.map { Int($0) } ?? one.capacity, schools: school.isEmpty ? one.schools : school,
                distinct: distinct ? true : nil)
            let edited = try await global.client.call(Kind.edit, path: [id], body: draft, replacing: one.version)
            try global.show(edited) { print("\($0.name)\($0.city.map { ", \($0)" } ?? "")") }
        }
    }
}
