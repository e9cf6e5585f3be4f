import API

extension Pieces {
    /// Words to search a list by, and the orders that it has.
    ///
    /// - Parameters:
    ///   - ways: what the address says, and what people read.
    ///   - along: what else the address keeps.
    static func searched(
        _ desk: Desk, _ path: String, _ label: String, _ ways: [(value: String, label: String)], along: KeyValuePairs<String, String> = [:]
    ) -> HTML {
        let say = desk.say
        let options = options(ways, chosen: desk.query("sort") ?? ways[0].value)
        let hidden = along.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML }
        return """
            <div class="controls"><form method="get" action="\(path)" role="search">\(hidden)<div class="wide"><label for="q">\(label)</label>\
            <input id="q" name="q" type="search" value="\(desk.query("q") ?? "")" maxlength="200"></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(options)</select></div>\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>

            """
    }

    /// The way through the pages of such a list.
    static func pager(_ desk: Desk, _ path: String, next: String?) -> HTML? {
        func address(_ cursor: String?) -> String {
            Desk.address(path, ["q": desk.query("q"), "sort": desk.query("sort"), "cursor": cursor])
        }
        return pager(desk.say, next: next.map(address), first: desk.query("cursor").map { _ in address(nil) })
    }
}

extension Desk {
    /// What is asked of a list that is searched and sorted.
    func sorted(_ limit: Int, _ cursor: String?) -> SortedQuery {
        SortedQuery(q: query("q"), sort: query("sort"), limit: limit, cursor: cursor)
    }
}
