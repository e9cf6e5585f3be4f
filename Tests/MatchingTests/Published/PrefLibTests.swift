import Matching
import Testing

/// Bids of a conference's reviewers and a graph of kidney exchanges, as PrefLib publishes them.
@Suite(.enabled(if: PublishedData.isThere, Comment(rawValue: PublishedData.absence)))
struct PrefLibTests {
    private func bids() throws -> PaperBids { try PaperBids(PublishedData.text("preflib/00039-00000001.cat")) }
    private func graph() throws -> ExchangeGraph { try ExchangeGraph(PublishedData.text("preflib/00036-00000001.wmd")) }

    /// The reviews of a proven best total, as reviewer and paper.
    private func best(_ instance: Instance) throws -> (claim: ResultClaim, reviews: [(reviewer: Int, paper: Int)]) {
        let claim = try #require(ResultClaim(solving: instance))
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        let reviews = claim.matches.map { match in
            let pair = instance.cases[Int(match.target)].split(separator: "/").compactMap { Int($0) }
            return (reviewer: pair[0], paper: pair[1])
        }
        return (claim, reviews)
    }

    private func worth(_ bid: PaperBids.Bid) -> Int32 {
        switch bid {
        case .yes: 100
        case .maybe: 30
        case .no: 0
        }
    }

    @Test(arguments: [(1, 2), (2, 4), (3, 6)])
    func `every paper gets its reviews, none by a reviewer with a conflict, and the bids are met best`(each: Int, most: Int) throws {
        let bids = try bids()
        let best = try best(bids.instance(reviewsOfPaper: each, reviewsOfReviewer: most, worth: worth))
        #expect(best.reviews.count == each * bids.papers)
        var total: Int32 = 0
        for (reviewer, paper) in best.reviews { total += worth(try #require(bids.bids[reviewer][paper])) }
        #expect(best.claim.totalFit == Int64(total))
        for paper in 0..<bids.papers {
            let reviewers = best.reviews.filter { $0.paper == paper }.map(\.reviewer)
            #expect(reviewers.count == each && Set(reviewers).count == each)
        }
        for reviewer in bids.bids.indices { #expect(best.reviews.count { $0.reviewer == reviewer } <= most) }
    }

    @Test(arguments: [1, 2, 3])
    func `as many papers go to somebody who said yes as augmenting paths find`(most: Int) throws {
        let bids = try bids()
        let best = try best(bids.instance(reviewsOfPaper: 1, reviewsOfReviewer: most) { $0 == .yes ? 1 : nil })
        let wanting = (0..<bids.papers).map { paper in bids.bids.indices.filter { bids.bids[$0][paper] == .yes } }
        #expect(best.reviews.count == largestMatching(wanting, places: most, at: bids.bids.count))
        #expect(best.reviews.count > most * 15)
    }

    @Test func `the bids are those of 31 reviewers for 54 papers, conflicts being papers absent from a row`() throws {
        let bids = try bids()
        #expect(bids.bids.count == 31 && bids.papers == 54)
        let conflicts = bids.bids.flatMap { $0 }.count { $0 == nil }
        let read = PaperBids.Bid.allCases.map { bid in bids.bids.flatMap { $0 }.count { $0 == bid } }
        #expect(conflicts > 0 && conflicts + read.reduce(0, +) == 31 * 54)
        #expect(bids.bids[0].enumerated().filter { $0.element == .yes }.map(\.offset) == [6, 13, 22, 24, 27])
    }

    @Test func `kidneys go round in as many proven transplants as circles allow`() throws {
        let graph = try graph()
        #expect(graph.pairs == 16 && graph.arcs.count == 59)
        let claim = try #require(ResultClaim(solving: graph.circles))
        #expect(ResultChecker(graph.circles, claim).firstBroken() == nil)
        #expect(claim.placed == 16)
        let given = claim.matches.filter { $0.team != $0.target }
        #expect(given.allSatisfy { graph.arcs.contains(.init(from: Int($0.team), to: Int($0.target))) })
        #expect(Set(given.map(\.target)) == Set(given.map(\.team)))
        #expect(claim.totalFit == Int64(given.count))
        // Two-way exchanges are circles too, so that there are no more of those.
        #expect(2 * mostTwoWay(graph, from: 0, taken: []) <= given.count)
    }

    @Test(.disabled("exchanges between two pairs only join members of one side, which is not in the model"))
    func `all transplants are exchanges between two pairs`() throws {
        let graph = try graph()
        let claim = try #require(ResultClaim(solving: graph.circles))
        #expect(claim.totalFit == Int64(2 * mostTwoWay(graph, from: 0, taken: [])))
        #expect(claim.matches.allSatisfy { match in claim.matches.contains(.init(team: match.target, target: match.team)) })
    }

    /// The most disjoint pairs of pairs that could give to each other, by trying everything.
    private func mostTwoWay(_ graph: ExchangeGraph, from pair: Int, taken: Set<Int>) -> Int {
        guard pair < graph.pairs else { return 0 }
        var most = mostTwoWay(graph, from: pair + 1, taken: taken)
        guard !taken.contains(pair) else { return most }
        for other in pair + 1..<graph.pairs where !taken.contains(other) {
            guard graph.arcs.isSuperset(of: [.init(from: pair, to: other), .init(from: other, to: pair)]) else { continue }
            most = max(most, 1 + mostTwoWay(graph, from: pair + 1, taken: taken.union([other])))
        }
        return most
    }

    /// The most that can be matched, by augmenting paths (Kuhn, 1955).
    private func largestMatching(_ wanting: [[Int]], places: Int, at count: Int) -> Int {
        var held = [[Int]](repeating: [], count: count)
        func place(_ one: Int, _ seen: inout Set<Int>) -> Bool {
            for target in wanting[one] where seen.insert(target).inserted {
                if held[target].count < places {
                    held[target].append(one)
                    return true
                }
                for (position, other) in held[target].enumerated() where place(other, &seen) {
                    held[target][position] = one
                    return true
                }
            }
            return false
        }
        return wanting.indices.count { one in
            var seen = Set<Int>()
            return place(one, &seen)
        }
    }
}

/// What the readers of PrefLib files refuse; needs no published file.
struct PrefLibReaderTests {
    private static let bids = """
        # NUMBER ALTERNATIVES: 3
        # NUMBER VOTERS: 2
        # NUMBER CATEGORIES: 3
        # CATEGORY NAME 1: Yes
        # CATEGORY NAME 2: Maybe
        # CATEGORY NAME 3: No
        1: {1},{},{2,3}
        1: {},{2},{1}
        """
    private static let graph = """
        # NUMBER ALTERNATIVES: 2
        # NUMBER EDGES: 2
        1,2,1.0
        2,1,1.0
        """

    private func text(_ whole: String, _ line: Int, _ replacement: String) -> PublishedText {
        var lines = whole.split(separator: "\n").map(String.init)
        lines[line - 1] = replacement
        return PublishedText(name: "file", lines.joined(separator: "\n"))
    }

    @Test func `bids and arcs are read`() throws {
        let bids = try PaperBids(PublishedText(name: "file", Self.bids))
        #expect(bids.bids == [[.yes, .no, .no], [.no, .maybe, nil]])
        let graph = try ExchangeGraph(PublishedText(name: "file", Self.graph))
        #expect(graph.arcs == [.init(from: 0, to: 1), .init(from: 1, to: 0)])
    }

    @Test(arguments: [
        (1, "# NUMBER ALTERNATIVES", 1, "a name and a value expected"), (2, "# NUMBER VOTERS: 3", 2, "2 are in the file"),
        (2, "# NUMBER CATEGORIES: 3", 3, "a name comes twice"), (5, "# CATEGORY NAME 2: Perhaps", 4, "not Yes, Maybe and No"),
        (7, "1 {1},{},{2,3}", 7, "a count and sets expected"), (7, "1: 1,{},{2,3}", 7, "sets stand in braces"),
        (7, "1: {1},{2,3}", 7, "3 sets expected, 2 found"), (8, "1: {},{2},{2}", 8, "paper 2 is in two sets"),
        (8, "1: {},{2},{4}", 8, "paper “4” is not a whole number from 1 to 3"),
        (8, "x: {},{2},{1}", 8, "count “x” is not a whole number from 1 to 1000"),
    ])
    func `bids that are malformed are refused with their place`(line: Int, replacement: String, place: Int, problem: String) {
        #expect(throws: Malformed(file: "file", line: place, problem: problem)) { try PaperBids(text(Self.bids, line, replacement)) }
    }

    @Test(arguments: [
        (2, "# NUMBER EDGES: 3", 2, "2 are in the file"), (3, "1,2", 3, "3 fields expected, 2 found"),
        (3, "1,3,1.0", 3, "pair “3” is not a whole number from 1 to 2"), (3, "1,1,1.0", 3, "an arc leads to where it begins"),
        (4, "1,2,1.0", 4, "an arc comes twice"), (4, "2,1,0.5", 4, "the weight “0.5” is not 1"),
    ])
    func `arcs that are malformed are refused with their place`(line: Int, replacement: String, place: Int, problem: String) {
        #expect(throws: Malformed(file: "file", line: place, problem: problem)) { try ExchangeGraph(text(Self.graph, line, replacement)) }
    }
}
