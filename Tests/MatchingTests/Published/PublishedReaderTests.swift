import Testing

/// What the readers of published formats refuse, with the place and the reason.
struct PublishedReaderTests {
    private let hospitals = ["2 1", "1: 1", "2: 1", "1: 0: 1: (1 2)", ""]
    private let projects = ["2 2 1", "1: 1 2", "2: (2 1)", "1: 0: 1: 1", "2: 0: 1: 1", "1: 0: 1: 2: 2 1", ""]
    private let tiny = ["2 2 1", "1 (1:2)", "2 1", "1 1 1", "2 1 1", "1 2 2 1"]

    private func refusal(_ lines: [String], _ line: Int, _ text: String, _ read: (PublishedText) throws -> StudentAllocation) -> Malformed?
    {
        var lines = lines
        lines[line - 1] = text
        return refusal(lines, read)
    }

    private func refusal<Read>(_ lines: [String], _ read: (PublishedText) throws -> Read) -> Malformed? {
        do {
            _ = try read(PublishedText(name: "file", lines.joined(separator: "\n")))
            return nil
        } catch {
            return error as? Malformed
        }
    }

    @Test func `an allocation is read with its ties, quotas and lecturers`() throws {
        let read = try StudentAllocation(glasgow: PublishedText(name: "file", projects.joined(separator: "\n")))
        #expect(read.students == [[[0], [1]], [[1, 0]]])
        #expect(read.projects.map(\.lecturer) == [0, 0])
        #expect(read.lecturers == [.init(lower: 0, target: 1, upper: 2, ranking: [[1], [0]])])
        let hospital = try StudentAllocation(glasgow: PublishedText(name: "file", hospitals.joined(separator: "\n")))
        #expect(hospital.projects == [.init(lower: 0, upper: 1, lecturer: nil, ranking: [[0, 1]])])
        let small = try StudentAllocation(spaST: PublishedText(name: "file", tiny.joined(separator: "\n")))
        #expect(small.students == [[[0, 1]], [[0]]])
        #expect(small.lecturers == [.init(upper: 2, ranking: [[1], [0]])])
    }

    @Test(arguments: [
        (1, "2", "3 numbers expected, 1 found"), (1, "2 x 1", "count “x” is not a whole number from 1 to 1000"),
        (2, "1 1 2", "2 fields expected, 1 found"), (2, "2: 1 2", "member 1 expected, “2” found"),
        (2, "1: 1 3", "member “3” is not a whole number from 1 to 2"), (2, "1: 1 1", "member 1 is ranked twice"),
        (2, "1: (1 2", "a tie is not closed"), (2, "1: (1) 2", "a tie of fewer than two ends"),
        (2, "1: 1) 2", "a tie of fewer than two ends"),
        (2, "1: ((1 2)", "a tie begins within another or within a number"), (2, "1: 1,2", "“,” in a ranking"),
        (4, "1: 2: 1: 1", "lower quota “2” is not a whole number from 0 to 1"),
        (4, "1: 0: 1: 2", "lecturer “2” is not a whole number from 1 to 1"),
        (6, "1: 0: 3: 2: 1", "target “3” is not a whole number from 0 to 2"), (7, "2: 0", "a blank line expected"),
    ])
    func `a malformed line of an allocation is refused with its place`(line: Int, text: String, problem: String) {
        #expect(refusal(projects, line, text) { try .init(glasgow: $0) } == Malformed(file: "file", line: line, problem: problem))
    }

    @Test(arguments: [
        (1, "2 1", "3 numbers expected, 2 found"), (2, "2 1", "member 1 expected, “2” found"), (2, "1 (1 2)", "“ ” in a ranking"),
        (2, "1 1:2", "“:” in a ranking"), (4, "1 1", "3 numbers expected first"), (4, "1 1 1 1", "nothing expected behind the lecturer"),
        (4, "1 1 2", "there is no lecturer 2"), (6, "1 -1 2", "number “-1” is not a whole number from 0 to 1000"),
        (6, "1 2 3", "member “3” is not a whole number from 1 to 2"), (6, "1 2 2 1\n3", "nothing more expected"),
    ])
    func `a malformed line of a tiny allocation is refused with its place`(line: Int, text: String, problem: String) {
        let place = line + text.count { $0 == "\n" }
        #expect(refusal(tiny, line, text) { try .init(spaST: $0) } == Malformed(file: "file", line: place, problem: problem))
    }

    @Test func `a file that ends too early is refused`() {
        let cut = Array(hospitals.prefix(3))
        #expect(
            refusal(cut) { try StudentAllocation(glasgow: $0) } == Malformed(file: "file", line: 4, problem: "the file ends too early"))
    }

    @Test func `a result that did not end, or says a thing twice, or not as a number, is refused`() throws {
        #expect(refusal(["cost: 3"]) { try PublishedOutcome($0) }?.problem == "the run did not end")
        #expect(
            refusal(["cost: 3", "cost: 4"]) { try PublishedOutcome($0) } == Malformed(file: "file", line: 2, problem: "a name comes twice"))
        #expect(refusal(["cost 3"]) { try PublishedOutcome($0) }?.problem == "a name and a value expected")
        let outcome = try PublishedOutcome(PublishedText(name: "file", "cost: x\nprofile: 1 2\nsolver completed\n"))
        #expect(throws: Malformed(file: "file", line: 1, problem: "cost “x” is not a whole number from 0 to 1000000")) {
            try outcome.integer("cost")
        }
        #expect(throws: Malformed(file: "file", line: 2, problem: "a profile stands between < and >")) { try outcome.profile("profile") }
        #expect(throws: Malformed(file: "file", line: 4, problem: "there is no size")) { try outcome.integer("size") }
    }
}
