import API
import Foundation
import Vivier

/// The cases that a student's team can rank, and the part of them that a page shows.
struct RankedCases {
    private var desk: Desk
    private var here: OwnRound
    /// Of a published round the cases of its run: what was posted since was never to be had. Nil while it is open.
    private var there: Set<BusinessCase.ID>?

    init(_ desk: Desk, _ here: OwnRound) async throws {
        self.desk = desk
        self.here = here
        if let run = here.run, here.state != "open" { there = try await desk.perform(ListCasesOfRun(run: run)) }
    }

    /// At most about so many are read at once; a search finds the others. What is ranked is at most 200 of them.
    private static let most = 1_000
    private static let aPage = 20

    func read(_ query: RankableCaseQuery = RankableCaseQuery()) async throws -> [RankableCase] {
        var cases: [RankableCase] = []
        var query = query
        query.limit = RankableCaseQuery.largestLimit
        repeat {
            let page = try await desk.perform(ListRankableCases(round: here.round, team: here.team, query: query))
            cases += page.items
            query.cursor = page.next
        } while query.cursor != nil && cases.count < Self.most
        return there.map { there in cases.filter { there.contains($0.case) } } ?? cases
    }

    /// What the address asks for: words, and an order.
    static func asked(_ desk: Desk, ranked: Bool? = nil) -> RankableCaseQuery {
        RankableCaseQuery(q: desk.query("q"), ranked: ranked, sort: desk.query("sort"))
    }

    /// The orders of such a list.
    static func ways(_ say: Words) -> [(value: String, label: String)] {
        [
            ("title", say("title", "titre")), ("-title", say("title, from the end", "titre, depuis la fin")),
            ("company", say("company", "entreprise")), ("from", say("begins first", "début le plus proche")),
            ("-asked", say("most asked for", "les plus demandés")), ("asked", say("least asked for", "les moins demandés")),
        ]
    }

    /// Of what the address asks for, the page that its parameter `page` chooses.
    struct Excerpt {
        var items: [RankableCase]
        private var say: Words
        private var q: String?
        private var sort: String?
        private var page: Int
        private var pages: Int
        /// Whether there are so many that a search is of use.
        private var isLong: Bool
        private var isCut: Bool

        /// - Parameter found: by the words and in the order of the address.
        init(of found: [RankableCase], _ desk: Desk) {
            say = desk.say
            (q, sort) = (desk.query("q"), desk.query("sort"))
            isLong = q != nil || sort != nil || found.count > aPage / 2
            isCut = found.count >= most
            pages = max(1, (found.count + aPage - 1) / aPage)
            page = min(max(1, desk.query("page").flatMap { Int($0) } ?? 1), pages)
            items = Array(found.dropFirst((page - 1) * aPage).prefix(aPage))
        }

        /// - Parameters:
        ///   - fields: what the address says besides.
        ///   - ways: the orders of the list, the usual one first.
        func search(_ path: String, _ fields: KeyValuePairs<String, String?>, _ ways: [(value: String, label: String)]) -> HTML? {
            guard isLong else { return nil }
            let kept = fields.compactMap { field in
                field.value.map { "<input type=\"hidden\" name=\"\(field.key)\" value=\"\($0)\">" as HTML }
            }
            let nothing: HTML? =
                items.isEmpty ? "<p class=\"soft\">\(say("No case bears these words.", "Aucun cas ne porte ces mots."))</p>\n" : nil
            let cut: HTML? =
                isCut
                ? "<p class=\"soft\">\(say("There are more than are leafed through here: a search finds the others.", "Il y en a plus que l’on n’en feuillette ici\u{A0}: une recherche trouve les autres."))</p>\n"
                : nil
            return """
                <div class="controls"><form role="search" action="\(path)#others">\(kept)<label class="visually-hidden" for="q">\(say("Search among these cases", "Chercher parmi ces cas"))</label>
                <input id="q" name="q" type="search" value="\(q ?? "")" maxlength="200" placeholder="\(say("Title or company", "Titre ou entreprise"))">
                <label class="visually-hidden" for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(Pieces.options(ways, chosen: sort ?? ways.first?.value))</select>
                <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
                \(nothing)\(cut)
                """
        }

        func pager(_ path: String, _ fields: KeyValuePairs<String, String?>) -> HTML? {
            guard pages > 1 else { return nil }
            func link(_ page: Int, _ label: String, _ rel: String) -> HTML {
                var items: [(String, String?)] = fields.map { ($0.key, $0.value) }
                items += [("q", q), ("sort", sort), ("page", String(page))]
                let address = items.compactMap { name, value -> String? in
                    value.map { Desk.address("", [name: $0]).replacing("?", with: "") }
                }.joined(separator: "&")
                return "<a class=\"button quiet small\" rel=\"\(rel)\" href=\"\(path)?\(address)#others\">\(label)</a>"
            }
            return """
                <nav class="pager" aria-label="\(say("Pages of the list", "Pages de la liste"))">\(page > 1 ? link(page - 1, say("Page before", "Page précédente"), "prev") : nil as HTML?)\
                <span class="soft">\(say("page \(page) of \(pages)", "page \(page) sur \(pages)"))</span>\
                \(page < pages ? link(page + 1, say("Next page", "Page suivante"), "next") : nil as HTML?)</nav>

                """
        }
    }
}
