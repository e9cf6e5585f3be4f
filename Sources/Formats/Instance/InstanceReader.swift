import Matching

/// Reads an instance in one pass over the bytes where teams and cases stand before what names them, and goes back for the rest:
/// members of an object may come in any order.
struct InstanceReader {
    var instance = Instance()
    var faults = JSONFaults()
    /// Members that the format does not know.
    var ignored: [JSONFault] = []
    /// Those of the instance itself, beside its teams and cases.
    private var strangers: [JSONFault] = []

    private var teams = InstanceSide(kind: .team, known: ["id", "prefers"], required: 1)
    private var cases = InstanceSide(kind: .case, known: ["id", "capacity", "company", "prefers", "minimum"], required: 2)
    private var companies = InstanceSide(kind: .company, known: ["id", "capacity", "prefers"], required: 1)
    private var fairnessAt = 0
    private var later: [(member: Member, offset: Int)] = []

    private enum Member: Int {
        case format, teams, cases, policy, placement, companies, fits, pins, bans, seed, fairness
        static let names: [StaticString] = [
            "format", "teams", "cases", "policy", "placement", "companies", "fits", "pins", "bans", "seed", "fairness",
        ]
        static let required = 3
    }

    mutating func read(_ json: inout JSONReader) throws(JSONFault) {
        try json.begin()
        let start = json.nextOffset()
        var names = JSONNames(Member.names)
        var read = Set<Member>()
        try json.object(JSONWords("an object, the instance", "un objet, l’instance")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            let member = try names.number(of: name, in: json).flatMap(Member.init)
            switch member {
            case .format: try json.expect(InstanceFile.format)
            case .teams: try readSide(&json, \.teams)
            case .cases: try readSide(&json, \.cases)
            case .companies: try readSide(&json, \.companies)
            case .policy:
                instance.policy = try json.choice()
            case .placement: instance.placement = try json.choice()
            case .fairness:
                fairnessAt = json.nextOffset()
                instance.fairness = try json.choice()
            case .fits where read.isSuperset(of: [.teams, .cases]): try readFits(&json)
            case .seed: instance.seed = UInt64(try bounded(&json, 0...Int64.max, JSONWords("a seed", "une graine")))
            case .fits, .pins, .bans:
                if let member { later.append((member, json.nextOffset())) }
                try json.skip()
            case nil:
                let stranger = try json.ignore(name)
                ignored.append(stranger)
                strangers.append(stranger)
            }
            if let member { read.insert(member) }
        }
        try json.end()
        try names.require(Member.required, at: start)
        try readLater(json)
    }

    /// What names teams and cases, once all of them are known.
    private mutating func readLater(_ json: JSONReader) throws(JSONFault) {
        instance.teams = teams.ids.ids
        instance.cases = cases.ids.ids
        instance.companies = companies.ids.ids
        instance.capacities = cases.entries.map { $0.capacity ?? 0 }
        try readMinimums()
        instance.companyCapacities = companies.entries.map { $0.capacity ?? Instance.unlimited }
        for entry in cases.entries {
            let company = try entry.company.flatMap { name throws(JSONFault) in try position(name, companies, json) }
            instance.companyOfCase.append(company ?? -1)
        }
        instance.teamRankings = try rankings(of: teams, over: cases, json)
        instance.caseRankings = try rankings(of: cases, over: teams, json)
        instance.companyRankings = try rankings(of: companies, over: teams, json)
        var pinOffsets: [Int] = []
        for (member, offset) in later {
            var json = json
            json.offset = offset
            switch member {
            case .pins: (instance.pins, pinOffsets) = try readPairs(&json)
            case .bans: instance.bans = try readPairs(&json).pairs
            default: try readFits(&json)
            }
        }
        if instance.fairness == .fit, instance.fits == nil {
            try faults.note(
                JSONFault(
                    .unknownValue, at: fairnessAt, "fairness is \"fit\", and the instance states no fits",
                    "« fairness » vaut « fit », et l’instance n’a pas de « fits »"))
        }
        try checkThereArePairs()
        if faults.isEmpty { try checkPins(at: pinOffsets) }
    }

    /// Where nothing says which pairs there may be, a member that the format does not know was probably meant to.
    private mutating func checkThereArePairs() throws(JSONFault) {
        guard let stranger = strangers.first, instance.fits == nil, !instance.teams.isEmpty, !instance.cases.isEmpty,
            !instance.teamRankings.anyGiven, !instance.caseRankings.anyGiven, !instance.companyRankings.anyGiven
        else { return }
        try faults.note(
            JSONFault(
                .unknownMember, at: stranger.offset,
                "the format has no such member, and the instance states no fits and no rankings: write \"fits\": [[team, case, fit], …]",
                "le format n’a pas ce membre, et l’instance n’a ni « fits » ni classement : écrivez \"fits\": [[équipe, cas, adéquation], …]"
            ))
    }

    private mutating func readMinimums() throws(JSONFault) {
        for entry in cases.entries where entry.minimum > entry.capacity ?? 0 {
            try faults.note(
                JSONFault(
                    .unknownValue, at: entry.minimumAt,
                    "the minimum \(entry.minimum) is more than the capacity \(entry.capacity ?? 0): the case could never run",
                    "le minimum \(entry.minimum) dépasse la capacité \(entry.capacity ?? 0) : le cas ne pourrait jamais avoir lieu"))
        }
        guard let first = cases.entries.first(where: { $0.minimum > 0 }) else { return }
        if instance.policy != .bestTotal {
            try faults.note(
                JSONFault(
                    .unknownValue, at: first.minimumAt,
                    "a minimum stands under the policy best-total only, not under \(instance.policy.rawValue)",
                    "un minimum ne vaut que pour la règle best-total, et non pour \(instance.policy.rawValue)"))
        }
        instance.minimums = cases.entries.map(\.minimum)
    }

    // MARK: Teams, cases, companies

    private mutating func readSide(_ json: inout JSONReader, _ path: WritableKeyPath<InstanceReader, InstanceSide>) throws(JSONFault) {
        var side = self[keyPath: path]
        try json.array(JSONWords("an array of objects, one a \(side.kind.en)", "un tableau d’objets, un par \(side.kind.fr)")) {
            (json: inout JSONReader, _: Int) throws(JSONFault) in
            side.entries.append(try readEntry(&json, &side))
        }
        self[keyPath: path] = side
    }

    private mutating func readEntry(_ json: inout JSONReader, _ side: inout InstanceSide) throws(JSONFault) -> InstanceSide.Entry {
        var entry = InstanceSide.Entry()
        var names = JSONNames(side.known)
        let start = json.nextOffset()
        try json.object(JSONWords("an object, the \(side.kind.en)", "un objet, \(side.kind.frenchThis)")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            guard let number = try names.number(of: name, in: json) else { return try ignored.append(json.ignore(name)) }
            switch side.known[number].description {
            case "id":
                let id = try json.text(side.kind.id)
                if !json.withBytes(of: id, { side.ids.insert($0) }) {
                    try faults.note(
                        JSONFault(
                            .duplicateID, at: id.offset, "the \(side.kind.en) id \(json.quoted(id)) stands twice",
                            "l’id \(json.guillemets(id)) figure deux fois parmi \(side.kind.frenchMany)"))
                }
            case "capacity":
                entry.capacity = Int32(try bounded(&json, 0...InstanceFile.largestCapacity, JSONWords("a capacity", "une capacité")))
            case "minimum":
                entry.minimumAt = json.nextOffset()
                entry.minimum = Int32(try bounded(&json, 0...InstanceFile.largestCapacity, JSONWords("a minimum", "un minimum")))
            case "company":
                entry.company = try json.text(IDKind.company.id)
            default:
                entry.rankingAt = json.nextOffset()
                try json.skip()
            }
        }
        try names.require(side.required, at: start)
        return entry
    }

    private mutating func rankings(of side: InstanceSide, over others: InstanceSide, _ json: JSONReader) throws(JSONFault) -> Rankings {
        var rankings = Rankings()
        var lastSeen = [Int32](repeating: -1, count: others.ids.count)
        for (member, entry) in side.entries.enumerated() {
            guard let offset = entry.rankingAt else {
                rankings.append(nil)
                continue
            }
            var ranking: [[Int32]] = []
            var json = json
            json.offset = offset
            try json.array(JSONWords("an array, the ranking", "un tableau, le classement")) {
                (json: inout JSONReader, _: Int) throws(JSONFault) in
                var tie: [Int32] = []
                func add(_ json: inout JSONReader) throws(JSONFault) {
                    let name = try json.text(
                        JSONWords(
                            "\(others.kind.id.en), or an array of them for a tie", "\(others.kind.id.fr), ou un tableau d’ids ex æquo"))
                    guard let other = try position(name, others, json) else { return }
                    if lastSeen[Int(other)] == member {
                        try faults.note(
                            JSONFault(
                                .duplicateID, at: name.offset, "the ranking names \(json.quoted(name)) twice",
                                "le classement nomme deux fois \(json.guillemets(name))"))
                    }
                    lastSeen[Int(other)] = Int32(member)
                    tie.append(other)
                }
                let start = json.nextOffset()
                if json.peek() == UInt8(ascii: "[") {
                    try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in try add(&json) }
                    if json.bytes[start..<json.offset].allSatisfy({ $0 != UInt8(ascii: "\"") }) {
                        try faults.note(
                            JSONFault(.outOfRange, at: start, "a tie must name somebody", "un ex æquo doit nommer quelqu’un"))
                    }
                } else {
                    try add(&json)
                }
                if !tie.isEmpty { ranking.append(tie) }
            }
            rankings.append(ranking)
        }
        return rankings
    }

    // MARK: Pairs

    /// The position of an id; notes a fault and answers nil where it is unknown.
    @inline(__always)
    private mutating func position(_ name: JSONText, _ side: InstanceSide, _ json: JSONReader) throws(JSONFault) -> Int32? {
        if let position = json.withBytes(of: name, { side.ids.position(of: $0) }) { return position }
        try faults.note(json.unknownID(name, side.kind))
        return nil
    }

    private mutating func readFits(_ json: inout JSONReader) throws(JSONFault) {
        var rows = FitRows(teams: teams.ids.count)
        let start = json.nextOffset()
        var outer = true
        func triple() -> JSONWords { JSONWords("[team, case, fit]", "[équipe, cas, adéquation]") }
        try json.beginArray(JSONWords("an array of fits", "un tableau d’adéquations"))
        while try json.nextElement(&outer) {
            var first = true
            try json.beginArray(JSONWords("an array [team, case, fit]", "un tableau [équipe, cas, adéquation]"))
            guard try json.nextElement(&first) else { throw json.unexpectedCount(triple()) }
            let team = try position(try json.text(IDKind.team.id), teams, json)
            guard try json.nextElement(&first) else { throw json.unexpectedCount(triple()) }
            let target = try position(try json.text(IDKind.case.id), cases, json)
            guard try json.nextElement(&first) else { throw json.unexpectedCount(triple()) }
            let fit = try bounded(&json, 0...10_000, JSONWords("a fit", "une adéquation"))
            if try json.nextElement(&first) { throw json.wrongCount(triple()) }
            if let team, let target { rows.append(team, target, Int32(truncatingIfNeeded: fit)) }
        }
        let (table, repeated) = rows.table(cases: cases.ids.count)
        instance.fits = table
        if let repeated, faults.isEmpty {
            let offset = json.offset(ofElement: repeated, inArrayAt: start)
            try faults.note(
                JSONFault(
                    .duplicatePair, at: offset, "this team and case have a fit already", "cette équipe et ce cas ont déjà une adéquation"))
        }
    }

    private mutating func readPairs(_ json: inout JSONReader) throws(JSONFault) -> (pairs: [Instance.Pair], offsets: [Int]) {
        var (pairs, offsets): ([Instance.Pair], [Int]) = ([], [])
        var seen = Set<Instance.Pair>()
        try json.array(JSONWords("an array of pairs", "un tableau de paires")) { (json: inout JSONReader, _: Int) throws(JSONFault) in
            let start = json.nextOffset()
            let (team, target) = try json.pair()
            guard let team = try position(team, teams, json), let target = try position(target, cases, json) else { return }
            let pair = Instance.Pair(team: team, target: target)
            if !seen.insert(pair).inserted {
                try faults.note(JSONFault(.duplicatePair, at: start, "this pair stands twice", "cette paire figure deux fois"))
            }
            pairs.append(pair)
            offsets.append(start)
        }
        return (pairs, offsets)
    }

    /// An integer in a range; notes a fault where it is outside, and answers the nearest inside.
    @inline(__always)
    private mutating func bounded(
        _ json: inout JSONReader, _ range: ClosedRange<Int64>, _ what: @autoclosure () -> JSONWords
    ) throws(JSONFault) -> Int64 {
        let value = try json.integer(JSONWords("an integer, \(what().en)", "un entier, \(what().fr)"))
        if range.contains(value) { return value }
        let (what, least, most) = (what(), range.lowerBound, range.upperBound)
        try faults.note(
            JSONFault(
                .outOfRange, at: json.offset(ofIntegerEndingAt: json.offset),
                "\(what.en) must be from \(least) to \(most), this is \(value)",
                "\(what.fr) doit aller de \(least) à \(most), on lit ici \(value)"))
        return min(max(value, range.lowerBound), range.upperBound)
    }
}
