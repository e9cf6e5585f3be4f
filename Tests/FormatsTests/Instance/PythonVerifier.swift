import Formats
import Foundation
import Matching
import Testing

/// `deploy/verify.py`, run as a reader runs it.
enum PythonVerifier {
    static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/verify.py").standardized
    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

    static var isThere: Bool { python != nil }

    static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    static func verify(
        _ instance: [UInt8], _ result: [UInt8], in folder: URL
    ) throws -> (isValid: Bool, text: String, status: Int32) {
        let files = try [("instance.json", instance), ("result.json", result)].map { name, bytes in
            let file = folder.appending(path: name)
            try Data(bytes).write(to: file)
            return file.path
        }
        return try run([script.path] + files)
    }

    static func run(_ arguments: [String]) throws -> (isValid: Bool, text: String, status: Int32) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = arguments
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
    init?(solving instance: Instance) {
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
    mutating func mutate(_ generator: inout SeededGenerator, _ instance: Instance) {
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
    mutating func coarsen(dropsFits: Bool) {
        if dropsFits, pins.isEmpty {
            fits = nil
        } else if var table = fits {
            for pair in table.fits.indices { table.fits[pair] = table.fits[pair] / 2_500 * 2_500 }
            fits = table
        }
    }

    /// A few teams and cases, some with rankings, some under a company's capacity, some pinned or banned.
    static func small(_ generator: inout SeededGenerator) -> Instance {
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
