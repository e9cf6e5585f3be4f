import Formats
import Foundation
import Matching
import Testing

/// `deploy/verify.py` is a second reading of the same definition: it must say of each result what `ResultChecker` says.
struct PythonVerifierTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/verify.py")
        .standardized
    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: python != nil, "there is no python3"))
    func `the verifier in Python agrees with the one in Swift on true and on mutated results`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var verdicts: [Bool: Int] = [:]
        var withGap = 0
        for seed in UInt64(1)...240 {
            var generator = SeededGenerator(seed: seed)
            var instance = Instance.small(&generator)
            instance.policy = Instance.Policy.allCases[Int(seed % 3)]
            if seed > 180 {
                instance.policy = .bestTotal
                instance.minimums = instance.capacities.map { Int32.random(in: 0...$0, using: &generator) }
            }
            if instance.policy == .fairest {
                instance.coarsen(dropsFits: seed % 5 == 0)
                if instance.fits != nil, seed % 4 == 0 { instance.fairness = .rank }
            }
            let bytes = InstanceFile.write(instance)
            instance = try InstanceFile.read(bytes).instance
            // Pins may leave no way to keep the minimums.
            guard var claim = ResultClaim(solving: instance) else {
                #expect(instance.hasMinimums, "seed \(seed)")
                continue
            }
            if seed % 7 > 2 { claim.mutate(&generator, instance) }
            let result = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
            let said = try verify(bytes, result, in: folder)
            let broken = ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken()
            #expect(said.isValid == (broken == nil), "seed \(seed): \(said.text); \(broken?.sentence(in: instance).en ?? "valid")")
            #expect(said.isValid || said.text.hasPrefix("not valid: "), "seed \(seed): \(said.text)")
            let gap = said.isValid ? claim.gap(in: instance) ?? 0 : 0
            #expect(
                !said.isValid || said.text == (gap > 0 ? "valid, at most \(gap) below the best\n" : "valid\n"), "seed \(seed): \(said.text)"
            )
            if gap > 0 { withGap += 1 }
            verdicts[said.isValid, default: 0] += 1
        }
        #expect(withGap > 3)
        #expect(verdicts[true, default: 0] >= 60 && verdicts[false, default: 0] >= 60)
    }

    @Test(.enabled(if: python != nil, "there is no python3"))
    func `branches as deep as a search makes them are checked, and a result of another policy is refused where cases have a minimum`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let depth: Int32 = 600
        var instance = Instance()
        instance.cases = (0..<depth).map { "c\($0)" }
        instance.capacities = instance.cases.map { _ in 1 }
        instance.minimums = instance.capacities
        instance.companyOfCase = instance.cases.map { _ in -1 }
        instance.fits = FitTable(rowStarts: [0], cases: [], fits: [])
        let bytes = InstanceFile.write(instance)
        instance = try InstanceFile.read(bytes).instance
        var claim = try #require(ResultClaim(solving: instance))
        claim.branches = (0...depth).map { last in
            let path = (0..<min(last + 1, depth)).map { QuotaSearch.Decision(target: $0, isOpen: $0 == last) }
            return ResultClaim.Branch(path: path, cases: [], companies: [])
        }
        let result = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
        #expect(ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken() == nil)
        let said = try verify(bytes, result, in: folder)
        #expect(said.text == "valid\n")
        for policy in ["stable", "fairest", "nonsense"] {
            let other = String(decoding: result, as: UTF8.self).replacing("\"best-total\"", with: "\"\(policy)\"")
            #expect(try verify(bytes, Array(other.utf8), in: folder).text.hasPrefix("not valid: "), "\(policy)")
        }
    }

    @Test(
        .enabled(if: python != nil, "there is no python3"),
        arguments: [
            ("cases", "case", "c9"), ("companies", "company", "k9"), ("companies", "company", "é\u{2009}9"),
        ])
    func `prices of cases and companies that there are not are refused by both, in every kind of certificate`(
        side: String, kind: String, id: String
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var kinds = Set<String>()
        for seed in UInt64(1)...16 {
            var generator = SeededGenerator(seed: seed)
            var instance = Instance.small(&generator)
            (instance.pins, instance.policy) = ([], Instance.Policy.allCases[Int(seed % 3)])
            if seed > 12 {
                instance.policy = .bestTotal
                instance.minimums = instance.capacities.map { min(1, $0) }
            }
            if instance.policy == .fairest { instance.fairness = .rank }
            let bytes = InstanceFile.write(instance)
            instance = try InstanceFile.read(bytes).instance
            let claim = try #require(ResultClaim(solving: instance))
            let result = String(decoding: ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes)), as: UTF8.self)
            #expect(try verify(bytes, Array(result.utf8), in: folder).isValid, "seed \(seed)")
            // In the last prices: of the fits of a chain, of the last branch.
            let place = try #require(result.range(of: "\"\(side)\": {", options: .backwards))
            let isEmpty = result[place.upperBound...].hasPrefix("}")
            let changed = Array(result.replacingCharacters(in: place, with: "\"\(side)\": {\"\(id)\": 0\(isEmpty ? "" : ", ")").utf8)
            let refusal = #expect(throws: JSONRefusal.self) { try ResultFile.read(changed, for: instance) }
            #expect(refusal?.problems.first?.code == .unknownID, "seed \(seed)")
            let said = try verify(bytes, changed, in: folder)
            #expect(said.text == "not valid: there is no \(kind) with the id \"\(id)\"\n", "seed \(seed)")
            kinds.insert(instance.hasMinimums ? "branches" : instance.policy.rawValue)
        }
        #expect(kinds.count == 4)
    }

    @Test(
        .enabled(if: python != nil, "there is no python3"),
        arguments: [
            (#"{"id": "b"}"#, #"{"id": "b"}, {"id": "a"}"#, "/teams/2/id"),
            (#""capacity": 1, "#, #""capacity": 1}, {"id": "c", "capacity": 2, "#, "/cases/1/id"),
            (#"{"id": "k"}"#, #"{"id": "k"}, {"id": "k", "capacity": 0}"#, "/companies/1/id"),
            (#"["b", "c"]"#, #"["x", "c"]"#, "/bans/0/0"), (#""pins": ["#, #""pins": [["a", "x"]"#, "/pins/0/1"),
            (#"["a", "c", 7]"#, #"["a", "x", 7]"#, "/fits/0/1"), (#""seed": 7"#, #""seed": "x""#, "/seed"),
            (#""seed": 7"#, #""seed": -1"#, "/seed"), (#""capacity": 1"#, #""capacity": true"#, "/cases/0/capacity"),
            (#"["a", "c", 7]"#, #"["a", "c", 7], ["a", "c", 8]"#, "/fits/1"), (#"["a", "c", 7]"#, #"["a", "c"]"#, "/fits/0"),
            (#"["c"]"#, #"["c", ["c"]]"#, "/teams/0/prefers/1"), (#"["c"]"#, "null", "/teams/0/prefers"),
            (#""company": "k""#, #""company": "x""#, "/cases/0/company"), (#""company": "k""#, #""minimum": 2"#, "/cases/0/minimum"),
            (#""best-total""#, #""best""#, "/policy"), (#""teams""#, #""groups""#, "the member teams is missing"),
            (#""seed": 7"#, #""seed": 7.5"#, "/seed: 7.5 is no integer"),
            (#""seed": 7"#, #""seed": 7, "seed": 7"#, #"/seed: the member "seed" stands twice"#),
            (#"{"id": "b"}"#, #"{"id": "b", "id": "b"}"#, #"/teams/1/id: the member "id" stands twice"#),
            (#"{"id": "b"}"#, #"{"id": "\ud800"}"#, "/teams/1/id: here is half of a surrogate pair"),
            (#""seed": 7"#, #""seed": 7, "\udc00": 0"#, "here is half of a surrogate pair"),
            (#""seed": 7"#, #""seed": NaN"#, "/seed: NaN is no JSON"), (#""seed": 7}"#, #""seed": 7"#, "no JSON"),
        ])
    func `an instance that is not of its form is refused by both, with its place`(what: String, instead: String, place: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = """
            {"format": "vivier-instance/1", "policy": "best-total", "teams": [{"id": "a", "prefers": ["c"]}, {"id": "b"}],
             "cases": [{"id": "c", "capacity": 1, "company": "k"}], "companies": [{"id": "k"}],
             "fits": [["a", "c", 7]], "pins": [], "bans": [["b", "c"]], "seed": 7}
            """
        let instance = try InstanceFile.read(Array(whole.utf8)).instance
        let claim = try #require(ResultClaim(solving: instance))
        func result(of bytes: [UInt8]) -> [UInt8] { ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes)) }
        let bytes = Array(whole.utf8)
        #expect(try verify(bytes, result(of: bytes), in: folder).isValid)
        let changed = Array(whole.replacing(what, with: instead).utf8)
        #expect(changed != bytes)
        #expect(throws: JSONRefusal.self) { try InstanceFile.read(changed) }
        let said = try verify(changed, result(of: changed), in: folder)
        #expect(said.status == 3 && said.text.contains("instance.json: ") && said.text.contains(place), "\(said)")
        #expect(!said.text.contains("Error"), "\(said)")
    }

    @Test(
        .enabled(if: python != nil, "there is no python3"),
        arguments: [
            (#""placed": 1"#, #""placed": "1""#, "/placed"), (#"[["a", "c"]]"#, #"[["a", "c", 7]]"#, "/matches/0"),
            (#""c": 7"#, #""c": "7""#, "/certificate/cases/c"), (#""certificate""#, #""proof""#, "the member certificate is missing"),
        ])
    func `a result that is not of its form is refused with its place`(what: String, instead: String, place: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = Array(
            #"{"format": "vivier-instance/1", "teams": [{"id": "a"}], "cases": [{"id": "c", "capacity": 1}], "fits": [["a", "c", 7]]}"#.utf8
        )
        let result = """
            {"format": "vivier-result/1", "policy": "best-total", "instance_sha256": "\(SHA256.hex(of: bytes))", "matches": [["a", "c"]],
             "unmatched": [], "placed": 1, "total_fit": 7, "certificate": {"kind": "lp-dual", "cases": {"c": 7}, "companies": {}}}
            """
        #expect(try verify(bytes, Array(result.utf8), in: folder).isValid)
        let said = try verify(bytes, Array(result.replacing(what, with: instead).utf8), in: folder)
        #expect(said.status == 3 && said.text.contains("result.json: ") && said.text.contains(place), "\(said)")
    }

    @Test(.enabled(if: python != nil, "there is no python3"), .timeLimit(.minutes(1)))
    func `an object is refused at its first member that stands twice, however many do`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let members = (0..<200_000).map { "\"\($0)\": 0, \"\($0)\": 0" }.joined(separator: ", ")
        let said = try verify(Array("{\"more\": {\(members)}}".utf8), [], in: folder)
        #expect(said.status == 3 && said.text.contains("/more/0: the member \"0\" stands twice"), "\(said)")
    }

    @Test func `what checks a result in Python stays as short as its readers are told`() throws {
        let script = try String(contentsOf: Self.script, encoding: .utf8)
        #expect(script.split(separator: "\n", omittingEmptySubsequences: false).count < 150)
    }

    private func verify(
        _ instance: [UInt8], _ result: [UInt8], in folder: URL
    ) throws -> (isValid: Bool, text: String, status: Int32) {
        let files = try [("instance.json", instance), ("result.json", result)].map { name, bytes in
            let file = folder.appending(path: name)
            try Data(bytes).write(to: file)
            return file.path
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = [Self.script.path] + files
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        try output.fileHandleForReading.close()
        process.waitUntilExit()
        return (process.terminationStatus == 0 && text.hasPrefix("valid"), text, process.terminationStatus)
    }
}

extension ResultClaim {
    /// The claim of the solver's own answer.
    fileprivate init?(solving instance: Instance) {
        let eligible = EligiblePairs(instance)
        if instance.policy == .fairest {
            guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: eligible) else { return nil }
            self.init(instance, solution)
        } else if instance.policy == .stable {
            guard case .stable(let solution) = StableMatching.solve(instance, eligible: eligible) else { return nil }
            self.init(instance, solution)
        } else if instance.hasMinimums {
            let quota = LowerQuotaProblem(instance, eligible: eligible)
            guard case .solved(let solution) = QuotaSearch.solve(quota) else { return nil }
            self.init(instance, solution, placementWeight: quota.problem.placementWeight)
        } else {
            let problem = AssignmentProblem(instance, eligible: eligible)
            guard case .optimal(let solution) = BestTotal.solve(problem) else { return nil }
            self.init(instance, solution, placementWeight: problem.placementWeight)
        }
    }

    /// Changes one thing.
    fileprivate mutating func mutate(_ generator: inout SeededGenerator, _ instance: Instance) {
        switch Int.random(in: 0...(levels == nil ? (branches == nil ? 6 : 10) : 13), using: &generator) {
        case 0: if matches.count > 1 { (matches[0].target, matches[1].target) = (matches[1].target, matches[0].target) }
        case 1: if let match = matches.popLast() { (unmatched, placed) = (unmatched + [match.team], placed - 1) }
        case 2: if let match = matches.first { matches.append(match) }
        case 3: totalFit += 1
        case 4:
            if prices?.cases.isEmpty == false { prices?.cases[0] += 1 }
            if branches?.isEmpty == false { branches?.removeLast() }
        case 5:
            sizeBound? += 1
            bound? += 1
        case 7 where branches != nil, 8 where branches != nil, 9 where branches != nil, 10 where branches != nil:
            // The truth about worse matches.
            guard let match = matches.popLast(), let table = instance.fits else { return }
            let row = table.rowStarts[Int(match.team)]..<table.rowStarts[Int(match.team) + 1]
            totalFit -= row.first { table.cases[$0] == match.target }.map { Int64(table.fits[$0]) } ?? 0
            (unmatched, placed) = ((unmatched + [match.team]).sorted(), placed - 1)
        case 7: levels?[0].teams += 1
        case 12: fitPrices = nil
        case 13: fitPrices?.cases = [.init(index: 0, price: 1)]
        case 8: levels = levels?.dropLast()
        case 9:
            let last = (levels?.count ?? 1) - 1
            levels?[last].placing += 1
        case 11: levels?[0].placing -= 1
        case 10:
            let last = (levels?.count ?? 1) - 1
            levels?[last].cases = [.init(index: 0, price: 1)]
        default: if !unmatched.isEmpty { unmatched.removeLast() }
        }
    }
}

extension Instance {
    /// Makes many pairs alike, or leaves all to the rankings.
    fileprivate mutating func coarsen(dropsFits: Bool) {
        if dropsFits, pins.isEmpty {
            fits = nil
        } else if var table = fits {
            for pair in table.fits.indices { table.fits[pair] = table.fits[pair] / 2_500 * 2_500 }
            fits = table
        }
    }

    /// A few teams and cases, some with rankings, some under a company's capacity, some pinned or banned.
    fileprivate static func small(_ generator: inout SeededGenerator) -> Instance {
        func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        /// Mostly none, else an order with ties of most of the others.
        func ranking(of count: Int) -> [[Int32]]? {
            if roll(0...2) > 0 { return nil }
            var ranking: [[Int32]] = []
            for other in (0..<Int32(count)).shuffled(using: &generator) where roll(0...4) > 0 {
                if roll(0...3) == 0, !ranking.isEmpty { ranking[ranking.count - 1].append(other) } else { ranking.append([other]) }
            }
            return ranking
        }
        var instance = Instance()
        instance.placement = roll(0...1) == 0 ? .fitFirst : .everyoneFirst
        instance.teams = (1...6).map { "équipe \($0)" }
        instance.cases = (1...4).map { "case \"\($0)\"" }
        instance.companies = ["k1", "k2"]
        instance.capacities = instance.cases.map { _ in Int32(roll(0...3)) }
        instance.companyOfCase = instance.cases.map { _ in Int32(roll(-1...1)) }
        instance.companyCapacities = [Int32(roll(1...3)), unlimited]
        for _ in instance.teams { instance.teamRankings.append(ranking(of: 4)) }
        for _ in instance.cases { instance.caseRankings.append(ranking(of: 6)) }
        for _ in instance.companies { instance.companyRankings.append(ranking(of: 6)) }
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        for _ in instance.teams {
            for target in 0..<4 where roll(0...3) > 0 {
                fits.cases.append(Int32(target))
                fits.fits.append(Int32(roll(0...10_000)))
            }
            fits.rowStarts.append(fits.cases.count)
        }
        instance.fits = fits
        if roll(0...2) == 0 { instance.bans = [.init(team: 0, target: Int32(roll(0...3)))] }
        let eligible = EligiblePairs(instance).table
        for team in 4..<6 where roll(0...1) == 0 {
            guard let target = eligible.cases[eligible.rowStarts[team]..<eligible.rowStarts[team + 1]].first else { continue }
            let company = Int(instance.companyOfCase[Int(target)])
            let used = instance.pins.count { $0.target == target || (company == 0 && instance.companyOfCase[Int($0.target)] == 0) }
            if used == 0, instance.capacities[Int(target)] > 0 { instance.pins.append(.init(team: Int32(team), target: target)) }
        }
        return instance
    }
}
