import API
import ArgumentParser
import Foundation

/// What every command that talks to the daemon takes. Flag, then environment, then the file that `vivier login` wrote.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The daemon's address. (VIVIER_URL, default http://127.0.0.1:8080)")
    var url: String?

    @Option(help: "The token that says who you are. (VIVIER_TOKEN)")
    var token: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but the result.")
    var quiet = false

    @Option(help: "fr or en: the language of messages. (VIVIER_LANGUAGE, else LANG)")
    var language: SpokenLanguage?

    static var tokenOfEnvironment: String? { ProcessInfo.processInfo.environment["VIVIER_TOKEN"] }

    var client: Client {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            let saved = SavedLogin.read()
            let text = url ?? environment["VIVIER_URL"] ?? saved?.url ?? "http://127.0.0.1:8080"
            guard let address = URL(string: text), let scheme = address.scheme, ["http", "https"].contains(scheme), address.host() != nil
            else {
                throw CommandFailure.badAddress(text)
            }
            return Client(
                address: address, token: token ?? Self.tokenOfEnvironment ?? saved?.token,
                language: SpokenLanguage.chosen(language).rawValue)
        }
    }

    /// The result: as JSON where that was asked for, else as `text` writes it.
    func show<Answer: Encodable>(_ answer: Answer, _ text: (Answer) -> Void) throws {
        if json {
            let encoder = Wire.encoder
            encoder.outputFormatting = [.withoutEscapingSlashes, .prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(answer), as: UTF8.self))
        } else {
            text(answer)
        }
    }

    func say(_ line: String) {
        if !quiet { complain(line) }
    }
}

/// The page of a list that a command prints.
struct PageOptions: ParsableArguments {
    @Option(help: "Rows to print, 1 to 200.", transform: whole(1...200))
    var limit: Int = 50

    @Option(help: "Where to go on: the cursor that the page before ended with.")
    var cursor: String?

    var query: PageQuery { PageQuery(limit: limit, cursor: cursor) }
}

/// Of a list that is searched and sorted.
struct SortedPageOptions: ParsableArguments {
    @OptionGroup var page: PageOptions
    @Option(help: "Only rows that hold these words.") var words: String?
    @Option(help: "The order, as --sort=-name; one that there is not is answered with those that there are.") var sort: String?

    var query: SortedQuery { SortedQuery(q: words, sort: sort, limit: page.limit, cursor: page.cursor) }
}

extension Page {
    /// Says on standard error how to go on, so that the result on standard output stays clean.
    func sayNext(_ options: GlobalOptions) {
        if let next { options.say(said("There is more: --cursor \(next)", "Il y en a d’autres\u{A0}: --cursor \(next)")) }
    }
}

/// The file that a command sends, read within the bound of the endpoint that takes it.
func fileBytes<Query, Answer>(_ path: String, for endpoint: Endpoint<Query, Nothing, Answer>) throws(CommandFailure) -> Data {
    let most = if case .file(_, let limit) = endpoint.body { limit } else { 0 }
    return try InputFile(path: path).bytes(most: most)
}

extension Identifier: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}
