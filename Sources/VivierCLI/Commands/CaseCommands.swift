import API
import ArgumentParser
import Formats
import Foundation

struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case", abstract: "Business cases: post, import, edit, list, show, withdraw.",
        subcommands: [
            Post.self, Import.self, Edit.self, List.self, Show.self, Cards.self, Rank.self, Ranking.self, Publish.self, Withdraw.self,
        ])

    struct Post: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Post a case from a file: YAML front matter, then Markdown. Prints its id.",
            discussion: """
                EXAMPLE
                  ---
                  title: Sell honey to hotels
                  skills:
                    - {skill: négociation, level: 3, importance: must}
                    - {skill: market research, level: 2, importance: should}
                  team_size: {min: 3, max: 5}
                  window: {from: 2027-02-01, until: 2027-04-30}
                  hours_per_week: 4
                  languages: [fr:B2]
                  ---
                  We make honey near Dijon and sell it at two markets …
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file; - for standard input.") var path: String
        @Option(help: "The company's id or name, for an operator.") var company: String?
        @Flag(help: "Keep it back until it is published.") var draft = false

        func run() async throws {
            try await reporting {
                let bytes = try InputFile(path: path).bytes(most: 1 << 20)
                var filed = try FiledCase(bytes, file: InputFile(path: path).name, language: global.client.language)
                if let company { filed.draft.company = company }
                if draft { filed.draft.draft = true }
                let posted: PostedCase = try await filed.placing { try await global.client.call(Endpoints.postCase, body: $0) }
                for warning in posted.warnings { global.say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
                try global.show(posted) { print($0.case.id) }
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace what a case says by a file as for post, while no team has it.",
            discussion: """
                Say which version the file was made from, as edit and show print it: where somebody has changed the case since, it is
                not overwritten, and the status is 6. --overwrite replaces whatever is there.

                EXAMPLE
                  vivier case edit CASE case.md --replaces 1
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: BusinessCase.ID
        @Argument(help: "The file; - for standard input.") var path: String
        @Option(help: "The version that the file was made from, as show prints it.") var replaces: Int?
        @Flag(help: "Replace what is there now, whoever wrote it.") var overwrite = false

        func validate() throws {
            if (replaces == nil) == !overwrite {
                throw ValidationError(
                    said(
                        "Say --replaces N, the version that the file was made from (vivier case show prints it), or --overwrite; not both.",
                        "Indiquez --replaces N, la version dont vient le fichier (vivier case show l’affiche), ou --overwrite\u{A0}; pas les deux."
                    ))
            }
        }

        func run() async throws {
            try await reporting {
                let bytes = try InputFile(path: path).bytes(most: 1 << 20)
                let filed = try FiledCase(bytes, file: InputFile(path: path).name, language: global.client.language)
                var replaced = replaces
                if replaced == nil { replaced = try await global.client.call(Endpoints.showCase, path: [id]).version }
                let edited: PostedCase = try await filed.placing { [replaced] draft in
                    try await global.client.call(Endpoints.editCase, path: [id], body: draft, replacing: replaced)
                }
                for warning in edited.warnings { global.say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
                try global.show(edited) { print("version \($0.case.version)") }
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Post many cases from a CSV file, or from a JSON file of briefs.",
            discussion: """
                A CSV has one case a row. Required columns: title, window_from, window_until, hours_per_week. Others: company, reference,
                description, skills (label:level:importance;…), team_size (3-5), capacity, minimum, mentor_slots (mon 09:00-12:00;…), languages
                (fr:B2;…), place, remote (yes or no), confidentiality (open or nda), rights (students, licence or assignment), reward, open_to
                (schools, separated by ;). Names of columns may be French too: titre, début, fin, heures par semaine, compétences …

                A case whose reference the company has already is edited where the file says something else of it.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file; - for CSV on standard input.") var path: String
        @Option(help: "The company that posts them all, by id or name.") var company: String?
        @Flag(help: "Report what would happen; store nothing.") var dryRun = false

        func validate() throws {
            if path.lowercased().hasSuffix(".md") {
                throw ValidationError(
                    said(
                        "A Markdown file is one case: vivier case post \(path). import takes a CSV, or a JSON of briefs.",
                        "Un fichier Markdown est un seul cas\u{A0}: vivier case post \(path). import prend un CSV, ou un JSON de sujets."))
            }
        }

        func run() async throws {
            try await reporting {
                let name = path == "-" ? "standard-input.csv" : URL(filePath: path).lastPathComponent
                let query = CaseImportQuery(name: name, company: company, dryRun: dryRun)
                let bytes = try fileBytes(path, for: Endpoints.importCases)
                let outcome = try await followingImport(Endpoints.importCases, query: query, bytes: bytes, global: global)
                try show(outcome, dryRun: dryRun, global: global)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the cases, newest first.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var page: PageOptions
        @Option(help: "Only those in this state.") var state: BusinessCase.State?
        @Option(help: "Only those of this company.") var company: Organisation.ID?
        @Option(help: "Only those whose title, company or reference holds these words.") var words: String?
        @Option(help: "-created, created, title, -title, from or -from.") var sort: String?

        func run() async throws {
            try await reporting {
                let query = CaseListQuery(
                    state: state, company: company, q: words, sort: sort, limit: page.limit, cursor: page.cursor)
                try global.show(try await global.client.call(Endpoints.listCases, query: query)) { answer in
                    var table = Table(heading: ["id", "title", "company", "state", "places", "from", "until"], right: [4])
                    for one in answer.items {
                        table.rows.append([
                            "\(one.id)", one.title, one.company, called(one.state.rawValue), "\(one.capacity)", "\(one.window.from)",
                            "\(one.window.until)",
                        ])
                    }
                    table.print()
                    answer.sayNext(global)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a case.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: BusinessCase.ID

        func run() async throws {
            try await reporting { try global.show(try await global.client.call(Endpoints.showCase, path: [id]), write) }
        }

        private func write(_ one: BusinessCase) {
            let content = one.content
            print("\(content.title)\n\(one.company.name), \(called(one.state.rawValue)), version \(one.version)")
            line("id", one.id)
            line(
                "window",
                said(
                    "\(content.window.from) to \(content.window.until), \(content.hoursPerWeek) h a week",
                    "du \(content.window.from) au \(content.window.until), \(content.hoursPerWeek) h par semaine"))
            line(
                "teams",
                said(
                    "up to \(content.capacity), each of \(content.teamSize.min) to \(content.teamSize.max) members",
                    "jusqu’à \(content.capacity), de \(content.teamSize.min) à \(content.teamSize.max) membres chacune")
                    + (content.minimum.map { said(", at least \($0) or none", ", au moins \($0) ou aucune") } ?? ""))
            for need in content.skills {
                print(
                    "\(called(need.importance.rawValue))\(said(":", "\u{A0}:")) \(need.skill) ≥ \(need.level)\(need.uri == nil ? said(" (not in the referential)", " (hors du référentiel)") : "")"
                )
            }
            if let teams = one.teams, !teams.isEmpty { line("given", teams.map(\.name).joined(separator: ", ")) }
            if !content.languages.isEmpty { line("languages", content.languages.joined(separator: ", ")) }
            print(
                content.remote
                    ? said("remote", "à distance") : said("on site: \(content.place ?? "")", "sur place\u{A0}: \(content.place ?? "")"))
            if !content.description.isEmpty { print("\n\(content.description)") }
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Publish a case that was held back.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: BusinessCase.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.publishCase, path: [id])) { print(called($0.state.rawValue)) }
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraw a case.",
            discussion: """
                Of a case that a published run has given to teams, the teams lose it: it is named which, and asked whether that is meant. Their
                school reads it on its first page.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "Its id.") var id: BusinessCase.ID
        @Option(help: "Why; the school reads it.") var reason: String?
        @Flag(help: "Yes, though teams have it.") var yes = false

        func run() async throws {
            try await reporting {
                let before = try await global.client.call(Endpoints.showCase, path: [id])
                let teams = before.teams ?? []
                if !teams.isEmpty {
                    let names = teams.map(\.name).joined(separator: ", ")
                    global.say(
                        said("These teams have this case and lose it: \(names)", "Ces équipes ont ce cas et le perdent\u{A0}: \(names)"))
                    if !yes { try confirm() }
                }
                let withdrawal = CaseWithdrawal(reason: reason)
                try global.show(try await global.client.call(Endpoints.withdrawCase, path: [id], body: withdrawal)) {
                    print(called($0.state.rawValue))
                }
                guard !teams.isEmpty else { return }
                global.say(
                    said(
                        "Their school can give them others. Of a run of the best total: vivier round repair RUN --without-case \(id). "
                            + "Of a stable or fairest one, or one with minimums: vivier round branch RUN --without-case \(id).",
                        "Leur école peut leur en donner d’autres. D’un calcul au meilleur total\u{A0}: vivier round repair RUN --without-case "
                            + "\(id). D’un calcul stable ou équitable, ou à minimums\u{A0}: vivier round branch RUN --without-case \(id)."))
            }
        }

        private func confirm() throws(CommandFailure) {
            guard isatty(STDIN_FILENO) == 1 else {
                throw .usage(
                    said("Nothing was withdrawn: add --yes if it is meant.", "Rien n’a été retiré\u{A0}: ajoutez --yes si c’est voulu."))
            }
            FileHandle.standardError.write(Data(said("Withdraw it? yes or no: ", "Le retirer\u{A0}? oui ou non\u{A0}: ").utf8))
            guard let answer = readLine()?.lowercased(), ["y", "yes", "o", "oui"].contains(answer) else {
                throw .usage(said("Nothing was withdrawn.", "Rien n’a été retiré."))
            }
        }
    }
}

extension BusinessCase.State: ExpressibleByArgument {}
