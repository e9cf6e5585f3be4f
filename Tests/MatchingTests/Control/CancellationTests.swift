import Testing

/// Whoever waits for a computation may end it: none works as long as a tenth of a second without asking whether to go on.
@Suite(.serialized) struct CancellationTests {
    @Test(arguments: Computation.allCases)
    func `it asks ten times a second at least, from its start to its end, and ends once it is told to`(_ computation: Computation) throws {
        let run = try computation.prepared()
        // A machine that stands still for a moment does so at another place the next time.
        var whole = Questions()
        var longest = Int64.max
        for _ in 0..<3 where longest >= 100 {
            whole = Questions()
            #expect(whole.run(run) == false, "not done as it should be")
            longest = min(longest, whole.longest)
        }
        #expect(longest < 100, "\(longest) ms without one of \(whole.count) questions")
        // Early, and in the middle.
        for part in [1, 5] {
            let cut = Questions(raisingAfter: whole.count * part / 10)
            #expect(cut.run(run) == true, "goes on to its end")
            #expect(cut.count <= whole.count * part / 10 + 2, "asks on after it was told to end")
        }
    }
}
