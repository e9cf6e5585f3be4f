import API

/// The ranks that teams obtained, programme by programme: those that show figures, the largest first.
struct FairnessRanks {
    var groups: [FairnessGroup]
    var say: Words

    /// Pictures on one page; the program's answer has all.
    private static let mostShown = 12

    var html: HTML? {
        let shown = groups.filter { $0.kind == "programme" && $0.ranks != nil }.sorted { ($1.teams, $0.name) < ($0.teams, $1.name) }
        guard !shown.isEmpty else { return nil }
        let pictures = shown.prefix(Self.mostShown).enumerated().map { index, group in
            RankPicture(id: "ranks-\(index)", ranks: group.ranks ?? [], group: group.name).html(say)
        }
        let more: HTML? =
            shown.count > Self.mostShown
            ? "<p class=\"soft\">\(say("The \(Self.mostShown) largest of \(shown.count) programmes are drawn.", "Sont dessinés les \(Self.mostShown) plus grands programmes sur \(shown.count)."))</p>\n"
            : nil
        return """
            <h2>\(say("Ranks obtained, by programme", "Rangs obtenus, par programme"))</h2>
            <p class="soft">\(say(
                "Bar: teams with the case at this place of their ranking, or a better one, out of all teams of the programme. A programme whose teams could be told apart is not drawn.",
                "Barre\u{A0}: équipes ayant le cas de ce rang de leur classement, ou mieux, sur toutes les équipes du programme. Un programme dont on reconnaîtrait les équipes n’est pas dessiné."))</p>
            \(more)\(pictures)
            """
    }
}
