import API
import Foundation
import Vivier

/// The cases that a student's team can rank, and the part of them that a page shows.
enum RankedCases {
    /// At most about so many are read; what is ranked is at most 200 of them.
    private static let most = 1_000
    private static let aPage = 20

    /// Of a published round those of its run: what was posted since was never to be had.
    static func ofRun(_ desk: Desk, _ here: OwnRound) async throws -> [RankableCase] {
        let cases = try await all(desk, here)
        guard let run = here.run, here.state != "open" else { return cases }
        let there = try await desk.perform(ListCasesOfRun(run: run))
        return cases.filter { there.contains($0.case) }
    }

    private static func all(_ desk: Desk, _ here: OwnRound) async throws -> [RankableCase] {
        var cases: [RankableCase] = []
        var query = PageQuery(limit: 200)
        repeat {
            let page = try await desk.perform(ListRankableCases(round: here.round, team: here.team, query: query))
            cases += page.items
            query.cursor = page.next
        } while query.cursor != nil && cases.count < most
        return cases
    }

    /// What the parameters `q` and `page` of the address choose.
    struct Excerpt {
        var items: [RankableCase]
        private var say: Words
        private var q: String?
        private var page: Int
        private var pages: Int
        /// Whether there are so many that a search is of use.
        private var isLong: Bool

        init(of cases: [RankableCase], _ desk: Desk) {
            say = desk.say
            q = desk.query("q")
            isLong = cases.count > aPage / 2
            let found = q.map { words in cases.filter { $0.contains(words) } } ?? cases
            pages = max(1, (found.count + aPage - 1) / aPage)
            page = min(max(1, desk.query("page").flatMap { Int($0) } ?? 1), pages)
            items = Array(found.dropFirst((page - 1) * aPage).prefix(aPage))
        }

        func search(_ path: String, _ fields: KeyValuePairs<String, String?>) -> HTML? {
            guard isLong else { return nil }
            let kept = fields.compactMap { field in
                field.value.map { "<input type=\"hidden\" name=\"\(field.key)\" value=\"\($0)\">" as HTML }
            }
            let nothing: HTML? =
                items.isEmpty ? "<p class=\"soft\">\(say("No case bears these words.", "Aucun cas ne porte ces mots."))</p>\n" : nil
            return """
                <div class="controls"><form role="search" action="\(path)#others">\(kept)<label class="visually-hidden" for="q">\(say("Search among these cases", "Chercher parmi ces cas"))</label>
                <input id="q" name="q" type="search" value="\(q ?? "")" maxlength="200" placeholder="\(say("Title or company", "Titre ou entreprise"))">
                <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
                \(nothing)
                """
        }

        func pager(_ path: String, _ fields: KeyValuePairs<String, String?>) -> HTML? {
            guard pages > 1 else { return nil }
            func link(_ page: Int, _ label: String, _ rel: String) -> HTML {
                var items: [(String, String?)] = fields.map { ($0.key, $0.value) }
                items += [("q", q), ("page", String(page))]
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

extension RankableCase {
    fileprivate func contains(_ words: String) -> Bool {
        "\(title) \(company.name)".range(of: words, options: [.caseInsensitive, .diacriticInsensitive]) != nil
    }
}
