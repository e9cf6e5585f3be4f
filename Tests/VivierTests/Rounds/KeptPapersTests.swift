import API
import Formats
import Foundation
import Testing

@testable import Matching
@testable import Vivier

@Suite struct KeptPapersTests {
    private func papers(_ team: String) -> RunPapers {
        RunPapers(
            snapshot: Snapshot(
                problem: FitProblem(), teams: [team], members: [[]], cases: [], companies: [], schools: [], skills: [], languages: [],
                places: []),
            claim: ResultClaim(policy: .bestTotal, matches: [], unmatched: [0], placed: 0, totalFit: 0, prices: nil))
    }

    @Test func `the papers of the last eight runs are kept for a quarter of an hour, and no large ones`() {
        let (kept, start) = (KeptPapers(), ContinuousClock.now)
        let runs = (0..<9).map { _ in Run.ID(UUID()) }
        for (number, run) in runs.enumerated() { kept.keep(papers("\(number)"), of: run, size: 1_000, at: start) }
        #expect(kept.papers(of: runs[0], at: start) == nil)
        for number in 1..<9 { #expect(kept.papers(of: runs[number], at: start)?.snapshot.teams == ["\(number)"]) }
        #expect(kept.papers(of: runs[8], at: start + .seconds(900)) != nil)
        #expect(kept.papers(of: runs[8], at: start + .seconds(901)) == nil)
        kept.keep(papers("large"), of: runs[0], size: 2_000_000, at: start)
        #expect(kept.papers(of: runs[0], at: start) == nil)
    }
}
