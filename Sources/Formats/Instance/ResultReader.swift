import Matching

/// Reads a result against the ids of its instance.
struct ResultReader {
    var claim = ResultClaim(policy: .bestTotal, matches: [], unmatched: [], placed: 0, totalFit: 0, prices: nil)
    var instanceSHA256 = ""
    var faults = JSONFaults()
    private var certificateKind = ""
    /// Members that the format does not know.
    var ignored: [JSONFault] = []

    private let teams: IDTable
    private let cases: IDTable
    private let companies: IDTable

    private static let members: [StaticString] = [
        "format", "policy", "instance_sha256", "matches", "unmatched", "placed", "total_fit", "certificate",
    ]

    init(_ instance: Instance) {
        teams = IDTable(instance.teams)
        cases = IDTable(instance.cases)
        companies = IDTable(instance.companies)
    }

    mutating func read(_ json: inout JSONReader) throws(JSONFault) {
        try json.begin()
        let start = json.nextOffset()
        var names = JSONNames(Self.members)
        try json.object("an object, the result") { (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            switch try names.number(of: name, in: json) {
            case 0: try json.expect(ResultFile.format)
            case 1: claim.policy = try json.choice()
            case 2: try readDigest(&json)
            case 3:
                try json.array("an array of matches") { (json: inout JSONReader, _: Int) throws(JSONFault) in
                    let (team, target) = try json.pair()
                    if let team = try position(team, teams, "team", json), let target = try position(target, cases, "case", json) {
                        claim.matches.append(.init(team: team, target: target))
                    }
                }
            case 4:
                try json.array("an array of teams' ids") { (json: inout JSONReader, _: Int) throws(JSONFault) in
                    if let team = try position(try json.text(), teams, "team", json) { claim.unmatched.append(team) }
                }
            case 5: claim.placed = try json.integer()
            case 6: claim.totalFit = try json.integer()
            case 7: try readCertificate(&json)
            default: try ignored.append(json.ignore(name))
            }
        }
        try json.end()
        try names.require(Self.members.count, at: start)
        // The proof of another policy proves nothing of this one.
        if certificateKind != claim.certificateKind { (claim.prices, claim.sizeBound) = (nil, nil) }
    }

    private mutating func readDigest(_ json: inout JSONReader) throws(JSONFault) {
        let text = try json.text("a string, the SHA-256 of the instance")
        instanceSHA256 = json.string(text)
        let digits = instanceSHA256.utf8
        let isDigest = digits.count == 64 && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        if !isDigest { throw JSONFault(.unknownValue, at: text.offset, "a SHA-256 is 64 hexadecimal digits in lower case") }
    }

    private mutating func readCertificate(_ json: inout JSONReader) throws(JSONFault) {
        var names = JSONNames(["kind", "cases", "companies", "placement_weight", "size_bound"])
        let start = json.nextOffset()
        var prices = ResultClaim.Prices(
            cases: Array(repeating: 0, count: cases.count), companies: Array(repeating: 0, count: companies.count), placementWeight: nil)
        var kind = ""
        var sizeBound: Int64?
        var unknown: [JSONFault] = []
        // Where members stand that only one kind of certificate has.
        var (weightAt, boundAt): (Int?, Int?)
        try json.object("an object, the certificate") { (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            switch try names.number(of: name, in: json) {
            case 0: kind = json.string(try json.text())
            case 1: try readPrices(&json, cases, "case", &prices.cases)
            case 2: try readPrices(&json, companies, "company", &prices.companies)
            case 3: (weightAt, prices.placementWeight) = (name.offset, try json.integer())
            case 4: (boundAt, sizeBound) = (name.offset, try json.integer())
            default: try unknown.append(json.ignore(name))
            }
        }
        try names.require(1, at: start)
        // A certificate of another kind has members of its own.
        guard ["lp-dual", "no-blocking-pair"].contains(kind) else { return }
        if kind == "lp-dual", let boundAt {
            unknown.append(Self.foreign("size_bound", kind, at: boundAt))
            sizeBound = nil
        }
        if kind == "no-blocking-pair", let weightAt {
            unknown.append(Self.foreign("placement_weight", kind, at: weightAt))
            prices.placementWeight = nil
        }
        certificateKind = kind
        claim.prices = prices
        claim.sizeBound = sizeBound
        ignored += unknown
    }

    /// A member that certificates of another kind have.
    private static func foreign(_ member: String, _ kind: String, at offset: Int) -> JSONFault {
        JSONFault(.unknownMember, at: offset, "a certificate of kind \"\(kind)\" has no member \"\(member)\": it is ignored")
    }

    private mutating func readPrices(
        _ json: inout JSONReader, _ table: IDTable, _ kind: String, _ prices: inout [Int64]
    ) throws(JSONFault) {
        var seen = [Bool](repeating: false, count: table.count)
        try json.object("an object, a price for each \(kind)") { (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            let known = try position(name, table, kind, json)
            let price = try json.integer("an integer, a price")
            guard let known else { return }
            if seen[Int(known)] { throw json.duplicate(name) }
            seen[Int(known)] = true
            prices[Int(known)] = price
        }
    }

    /// The position of an id; notes a fault and answers nil where it is unknown.
    private mutating func position(
        _ name: JSONText, _ table: IDTable, _ kind: String, _ json: JSONReader
    ) throws(JSONFault) -> Int32? {
        if let position = json.withBytes(of: name, { table.position(of: $0) }) { return position }
        try faults.note(JSONFault(.unknownID, at: name.offset, "there is no \(kind) with the id \(json.quoted(name))"))
        return nil
    }
}
