import API

/// The ranks that teams obtained, programme by programme: those that show figures, the largest first.
struct FairnessRanks {
    var programmes: [FairnessGroup]
    /// How many there are, drawn or not.
    var total: Int
    var say: Words

    var html: HTML? {
        guard !programmes.isEmpty else { return nil }
        let pictures = programmes.enumerated().map { index, group in
            RankPicture(id: "ranks-\(index)", ranks: group.ranks ?? [], group: group.name).html(say)
        }
        let more: HTML? =
            total > programmes.count
            ? "<p class=\"soft\">\(say("The \(programmes.count) largest of \(total) programmes are drawn.", "Sont dessinés les \(programmes.count) plus grands programmes sur \(total)."))</p>\n"
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
