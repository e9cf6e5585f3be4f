import Matching

/// Reviewers' bids for papers, PrefLib's categorical format: `1: {papers},{papers},{papers}`, one set a category.
struct PaperBids: Equatable {
    enum Bid: Int, CaseIterable { case yes, maybe, no }

    let papers: Int
    /// The bid of each reviewer for each paper; nil where the paper is absent from the row: a conflict of interest.
    let bids: [[Bid?]]

    init(_ text: PublishedText) throws {
        let head = try PrefLibHead(text)
        let categories = try head.count("NUMBER CATEGORIES")
        let names = try (1...max(1, categories)).map { try head.line("CATEGORY NAME \($0)").text }
        guard names == ["Yes", "Maybe", "No"] else { throw try head.line("CATEGORY NAME 1").malformed("not Yes, Maybe and No") }
        let papers = try head.count("NUMBER ALTERNATIVES")
        bids = try head.rows.flatMap { line in
            let parts = line.text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw line.malformed("a count and sets expected") }
            let row = try Self.row(line, String(parts[1]), papers: papers)
            return Array(repeating: row, count: try line.integer(parts[0], in: 1...1000, "count"))
        }
        let voters = try head.line("NUMBER VOTERS")
        guard bids.count == (try head.count("NUMBER VOTERS")) else { throw voters.malformed("\(bids.count) are in the file") }
        self.papers = papers
    }

    private static func row(_ line: PublishedLine, _ text: String, papers: Int) throws -> [Bid?] {
        let sets = text.trimmingPrefix(" ")
        guard sets.hasPrefix("{"), sets.hasSuffix("}") else { throw line.malformed("sets stand in braces") }
        let parts = sets.dropFirst().dropLast().split(separator: "},{", omittingEmptySubsequences: false)
        guard parts.count == Bid.allCases.count else { throw line.malformed("\(Bid.allCases.count) sets expected, \(parts.count) found") }
        var row = [Bid?](repeating: nil, count: papers)
        for (bid, part) in zip(Bid.allCases, parts) where !part.isEmpty {
            for member in part.split(separator: ",", omittingEmptySubsequences: false) {
                let paper = try line.integer(member, in: 1...papers, "paper") - 1
                guard row[paper] == nil else { throw line.malformed("paper \(member) is in two sets") }
                row[paper] = bid
            }
        }
        return row
    }

    /// Reviews to be written as best total, everybody first: a reviewer's time for a review is a team, a paper and a reviewer are a case of
    /// one place, so that nobody reviews a paper twice, and the paper is the company of its cases.
    func instance(reviewsOfPaper: Int, reviewsOfReviewer: Int, worth: (Bid) -> Int32?) -> Instance {
        var instance = Instance()
        instance.placement = .everyoneFirst
        instance.companies = (0..<papers).map { "paper \($0)" }
        instance.companyCapacities = Array(repeating: Int32(reviewsOfPaper), count: papers)
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        for (reviewer, bids) in bids.enumerated() {
            let first = Int32(instance.cases.count)
            let open = bids.enumerated().compactMap { paper, bid in bid.flatMap(worth).map { (paper, $0) } }
            for (paper, _) in open {
                instance.cases.append("\(reviewer)/\(paper)")
                instance.capacities.append(1)
                instance.companyOfCase.append(Int32(paper))
            }
            for review in 0..<reviewsOfReviewer {
                instance.teams.append("\(reviewer), review \(review)")
                fits.cases += open.indices.map { first + Int32($0) }
                fits.fits += open.map(\.1)
                fits.rowStarts.append(fits.cases.count)
            }
        }
        instance.fits = fits
        return instance
    }
}
