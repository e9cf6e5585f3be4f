import API
import Foundation
import Hummingbird
import Vivier

/// The part of the proposed teams that an address asks for: by words, in an order, a page of them.
struct FormationExcerpt {
    /// Teams a page.
    private static let aPage = 24

    private var q: String?
    private var sort: String?
    /// The number of the page that is asked for.
    private var wanted: Int?

    init(_ desk: Desk) {
        (q, sort) = (desk.query("q"), desk.query("sort"))
        wanted = desk.query("page").flatMap { Int($0) }
    }

    /// Whether the address asks for another part than the beginning.
    var isNarrowed: Bool { q != nil || sort != nil || wanted != nil }

    static func ways(_ say: Words) -> [(value: String, label: String)] {
        [
            ("", say("as they are formed", "dans l’ordre de formation")), ("name", say("name", "nom")),
            ("-name", say("name, from the end", "nom, depuis la fin")), ("points", say("fewest points", "le moins de points")),
            ("-points", say("most points", "le plus de points")), ("members", say("smallest first", "les plus petites d’abord")),
            ("-members", say("largest first", "les plus grandes d’abord")),
        ]
    }

    /// All that are asked for: each word stands in the name of the team or of a member.
    func found(in teams: [FormationTeam]) -> [FormationTeam] {
        let words = FoldedWords(q ?? "")
        let found = teams.filter { team in
            words.stand(in: ([team.name] + team.members.map { "\($0.givenName) \($0.familyName)" }).joined(separator: " "))
        }
        func sorted(_ key: (FormationTeam) -> Int) -> [FormationTeam] { found.sorted { (key($0), $0.name) < (key($1), $1.name) } }
        return switch sort {
        case "name": found.sorted { Self.isBefore($0.name, $1.name) }
        case "-name": found.sorted { Self.isBefore($1.name, $0.name) }
        case "points": sorted(\.points)
        case "-points": sorted { -$0.points }
        case "members": sorted(\.members.count)
        case "-members": sorted { -$0.members.count }
        default: found
        }
    }

    /// `Team 9` before `Team 10`.
    private static func isBefore(_ one: String, _ other: String) -> Bool { one.compare(other, options: .numeric) == .orderedAscending }

    /// The page that is asked for, or the last where there are fewer.
    func page(of found: [FormationTeam]) -> (teams: [FormationTeam], number: Int, of: Int) {
        let pages = max(1, (found.count + Self.aPage - 1) / Self.aPage)
        let number = min(max(1, wanted ?? 1), pages)
        return (Array(found.dropFirst((number - 1) * Self.aPage).prefix(Self.aPage)), number, pages)
    }

    /// Of the address, what it says beside the wish; `page` nil for the first.
    func query(page: Int? = nil) -> String {
        let address = Desk.address("", ["q": q, "sort": sort, "page": page.map(String.init)])
        return address.isEmpty ? "" : "&\(address.dropFirst())"
    }

    /// A line a member.
    func file(of teams: [FormationTeam], _ desk: Desk) -> Response {
        let say = desk.say
        let rows = found(in: teams).flatMap { team in
            team.members.map { [team.name, $0.familyName, $0.givenName, "\(team.points)"] }
        }
        return desk.table(
            [
                say("team", "équipe"), say("family name", "nom"), say("given name", "prénom"),
                say("points of the team", "points de l’équipe"),
            ],
            rows, "teams.csv")
    }
}
