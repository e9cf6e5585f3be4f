import API

extension Run.Settled {
    /// Under which condition all holds that is said of the run; nil where no repair keeps teams.
    var keptSentence: Sentence? {
        guard kept > 0 else { return nil }
        return Sentence(
            en:
                "This holds as long as \(kept) \(kept == 1 ? "team stays on its case" : "teams stay on their cases"), as the repair decides.",
            fr: kept == 1
                ? "Cela vaut tant qu’une équipe reste à son cas, comme la réparation le décide."
                : "Cela vaut tant que \(kept) équipes restent à leur cas, comme la réparation le décide.")
    }
}
