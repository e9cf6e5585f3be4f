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
        "format", "policy", "instance_sha256", "matches", "unmatched", "placed", "total_fit", "certificate", "engine",
    ]

    init(_ instance: Instance) {
        teams = IDTable(instance.teams)
        cases = IDTable(instance.cases)
        companies = IDTable(instance.companies)
    }

    mutating func read(_ json: inout JSONReader) throws(JSONFault) {
        try json.begin()
        let start = json.nextOffset()
        claim.engine = 1
        var names = JSONNames(Self.members)
        try json.object(JSONWords("an object, the result", "un objet, le résultat")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            switch try names.number(of: name, in: json) {
            case 0: try json.expect(ResultFile.format)
            case 1: claim.policy = try json.choice()
            case 2: try readDigest(&json)
            case 3:
                try json.array(JSONWords("an array of matches", "un tableau d’affectations")) {
                    (json: inout JSONReader, _: Int) throws(JSONFault) in
                    let (team, target) = try json.pair()
                    if let team = try position(team, teams, .team, json), let target = try position(target, cases, .case, json) {
                        claim.matches.append(.init(team: team, target: target))
                    }
                }
            case 4:
                try json.array(JSONWords("an array of teams' ids", "un tableau d’ids d’équipes")) {
                    (json: inout JSONReader, _: Int) throws(JSONFault) in
                    if let team = try position(try json.text(), teams, .team, json) { claim.unmatched.append(team) }
                }
            case 5: claim.placed = try json.integer()
            case 6: claim.totalFit = try json.integer()
            case 7: try readCertificate(&json)
            case 8: try readEngine(&json)
            default: try ignored.append(json.ignore(name))
            }
        }
        try json.end()
        // All but the engine.
        try names.require(Self.members.count - 1, at: start)
        // The proof of another policy proves nothing of this one.
        if certificateKind != claim.certificateKind {
            (claim.prices, claim.sizeBound, claim.levels, claim.fitPrices) = (nil, nil, nil, nil)
            (claim.branches, claim.bound, claim.branchWeight) = (nil, nil, nil)
        }
    }

    private mutating func readEngine(_ json: inout JSONReader) throws(JSONFault) {
        let start = json.nextOffset()
        let engine: Int64 = try json.integer()
        guard (1...Int64(Int32.max)).contains(engine) else {
            throw JSONFault(
                .unknownValue, at: start, "an engine is a whole number from 1", "« engine » est un nombre entier à partir de 1")
        }
        claim.engine = Int(engine)
    }

    private mutating func readDigest(_ json: inout JSONReader) throws(JSONFault) {
        let text = try json.text(JSONWords("a string, the SHA-256 of the instance", "une chaîne, le SHA-256 de l’instance"))
        instanceSHA256 = json.string(text)
        let digits = instanceSHA256.utf8
        let isDigest = digits.count == 64 && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        if !isDigest {
            throw JSONFault(
                .unknownValue, at: text.offset, "a SHA-256 is 64 hexadecimal digits in lower case",
                "un SHA-256 a 64 chiffres hexadécimaux en minuscules")
        }
    }

    private mutating func readCertificate(_ json: inout JSONReader) throws(JSONFault) {
        var names = JSONNames(["kind", "cases", "companies", "placement_weight", "size_bound", "on", "levels", "bound", "branches", "fits"])
        let start = json.nextOffset()
        var prices = ResultClaim.Prices(
            cases: Array(repeating: 0, count: cases.count), companies: Array(repeating: 0, count: companies.count), placementWeight: nil)
        var kind = ""
        var sizeBound: Int64?
        var unknown: [JSONFault] = []
        // Where members stand that only some kinds of certificate have.
        var (weightAt, boundAt, casesAt, companiesAt, onAt, levelsAt): (Int?, Int?, Int?, Int?, Int?, Int?)
        var (basisAt, chainAt): (Int?, Int?)
        var (totalAt, total, branchesAt, treeAt): (Int?, Int64?, Int?, Int?)
        var (fitsAt, fitPricesAt): (Int?, Int?)
        try json.object(JSONWords("an object, the certificate", "un objet, le certificat")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            switch try names.number(of: name, in: json) {
            case 0: kind = json.string(try json.text())
            case 1:
                casesAt = name.offset
                try readPrices(&json, cases, .case) { prices.cases[Int($0)] = $1 }
            case 2:
                companiesAt = name.offset
                try readPrices(&json, companies, .company) { prices.companies[Int($0)] = $1 }
            case 3: (weightAt, prices.placementWeight) = (name.offset, try json.integer())
            case 4: (boundAt, sizeBound) = (name.offset, try json.integer())
            // Of another kind they may be anything.
            case 5:
                (onAt, basisAt) = (name.offset, json.nextOffset())
                try json.skip()
            case 6:
                (levelsAt, chainAt) = (name.offset, json.nextOffset())
                try json.skip()
            case 7: (totalAt, total) = (name.offset, try json.integer())
            case 8:
                (branchesAt, treeAt) = (name.offset, json.nextOffset())
                try json.skip()
            case 9:
                (fitsAt, fitPricesAt) = (name.offset, json.nextOffset())
                try json.skip()
            default: try unknown.append(json.ignore(name))
            }
        }
        try names.require(1, at: start)
        // A certificate of another kind has members of its own.
        let foreign: [(StaticString, Int?)]
        switch kind {
        case "lp-dual":
            foreign = [
                ("size_bound", boundAt), ("on", onAt), ("levels", levelsAt), ("bound", totalAt), ("branches", branchesAt), ("fits", fitsAt),
            ]
            claim.prices = prices
        case "no-blocking-pair":
            foreign = [
                ("placement_weight", weightAt), ("on", onAt), ("levels", levelsAt), ("bound", totalAt), ("branches", branchesAt),
                ("fits", fitsAt),
            ]
            prices.placementWeight = nil
            (claim.prices, claim.sizeBound) = (prices, sizeBound)
        case "leximin-chain":
            foreign = [
                ("placement_weight", weightAt), ("size_bound", boundAt), ("cases", casesAt), ("companies", companiesAt),
                ("bound", totalAt), ("branches", branchesAt),
            ]
            if let basisAt { claim.levelsOn = try readBasis(json, at: basisAt) }
            if let chainAt { claim.levels = try readLevels(json, at: chainAt) }
            if let fitPricesAt { claim.fitPrices = try readFitPrices(json, at: fitPricesAt) }
        case "branches":
            foreign = [
                ("size_bound", boundAt), ("on", onAt), ("levels", levelsAt), ("cases", casesAt), ("companies", companiesAt),
                ("fits", fitsAt),
            ]
            (claim.bound, claim.branchWeight) = (total, prices.placementWeight)
            if let treeAt { claim.branches = try readBranches(json, at: treeAt) }
        default: return
        }
        certificateKind = kind
        for (member, offset) in foreign {
            if let offset { unknown.append(Self.foreign("\(member)", kind, at: offset)) }
        }
        ignored += unknown
    }

    /// A member that certificates of another kind have.
    private static func foreign(_ member: String, _ kind: String, at offset: Int) -> JSONFault {
        JSONFault(
            .unknownMember, at: offset, "a certificate of kind \"\(kind)\" has no member \"\(member)\": it is ignored",
            "un certificat du genre « \(kind) » n’a pas de membre « \(member) » : il est ignoré")
    }

    private func readBasis(_ json: JSONReader, at start: Int) throws(JSONFault) -> FairnessBasis {
        var json = json
        json.offset = start
        return try json.choice()
    }

    private mutating func readLevels(_ json: JSONReader, at start: Int) throws(JSONFault) -> [ResultClaim.Level] {
        var json = json
        json.offset = start
        var levels: [ResultClaim.Level] = []
        try json.array(JSONWords("an array of levels", "un tableau de niveaux")) { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var level = ResultClaim.Level(level: nil, teams: 0, placing: 0, cases: [], companies: [])
            var names = JSONNames(["teams", "placing", "cases", "companies", "level"])
            let start = json.nextOffset()
            try json.object(JSONWords("an object, a level", "un objet, un niveau")) {
                (json: inout JSONReader, name: JSONText) throws(JSONFault) in
                switch try names.number(of: name, in: json) {
                case 0: level.teams = try json.integer()
                case 1: level.placing = try json.integer()
                case 2: try readPrices(&json, cases, .case) { level.cases.append(.init(index: $0, price: $1)) }
                case 3: try readPrices(&json, companies, .company) { level.companies.append(.init(index: $0, price: $1)) }
                case 4: level.level = try json.integer()
                default: try ignored.append(json.ignore(name))
                }
            }
            try names.require(4, at: start)
            levels.append(level)
        }
        return levels
    }

    private mutating func readFitPrices(_ json: JSONReader, at start: Int) throws(JSONFault) -> ResultClaim.FitPrices {
        var json = json
        json.offset = start
        var prices = ResultClaim.FitPrices(cases: [], companies: [])
        var names = JSONNames(["cases", "companies"])
        try json.object(JSONWords("an object, the prices of places", "un objet, les prix des places")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            switch try names.number(of: name, in: json) {
            case 0: try readPrices(&json, cases, .case) { prices.cases.append(.init(index: $0, price: $1)) }
            case 1: try readPrices(&json, companies, .company) { prices.companies.append(.init(index: $0, price: $1)) }
            default: try ignored.append(json.ignore(name))
            }
        }
        try names.require(2, at: start)
        return prices
    }

    private mutating func readBranches(_ json: JSONReader, at start: Int) throws(JSONFault) -> [ResultClaim.Branch] {
        var json = json
        json.offset = start
        var branches: [ResultClaim.Branch] = []
        try json.array(JSONWords("an array of branches", "un tableau de branches")) { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var branch = ResultClaim.Branch(path: [], cases: [], companies: [])
            var names = JSONNames(["path", "cases", "companies"])
            let start = json.nextOffset()
            try json.object(JSONWords("an object, a branch", "un objet, une branche")) {
                (json: inout JSONReader, name: JSONText) throws(JSONFault) in
                switch try names.number(of: name, in: json) {
                case 0:
                    try json.array(JSONWords("an array of decisions", "un tableau de décisions")) {
                        (json: inout JSONReader, _: Int) throws(JSONFault) in
                        let (target, decision) = try json.pair()
                        let isOpen = json.string(decision) == "open"
                        guard isOpen || json.string(decision) == "closed" else {
                            throw JSONFault(
                                .unknownValue, at: decision.offset, "a decision is \"open\" or \"closed\"",
                                "une décision est « open » ou « closed »")
                        }
                        if let target = try position(target, cases, .case, json) {
                            branch.path.append(QuotaSearch.Decision(target: target, isOpen: isOpen))
                        }
                    }
                case 1: try readPrices(&json, cases, .case) { branch.cases.append(.init(index: $0, price: $1)) }
                case 2: try readPrices(&json, companies, .company) { branch.companies.append(.init(index: $0, price: $1)) }
                default: try ignored.append(json.ignore(name))
                }
            }
            try names.require(3, at: start)
            branches.append(branch)
        }
        return branches
    }

    private mutating func readPrices(
        _ json: inout JSONReader, _ table: IDTable, _ kind: IDKind, _ take: (Int32, Int64) -> Void
    ) throws(JSONFault) {
        var seen = [Bool](repeating: false, count: table.count)
        try json.object(JSONWords("an object, a price for each \(kind.en)", "un objet, un prix par \(kind.fr)")) {
            (json: inout JSONReader, name: JSONText) throws(JSONFault) in
            let known = try position(name, table, kind, json)
            let price = try json.integer(JSONWords("an integer, a price", "un entier, un prix"))
            guard let known else { return }
            if seen[Int(known)] { throw json.duplicate(name) }
            seen[Int(known)] = true
            take(known, price)
        }
    }

    /// The position of an id; notes a fault and answers nil where it is unknown.
    private mutating func position(
        _ name: JSONText, _ table: IDTable, _ kind: IDKind, _ json: JSONReader
    ) throws(JSONFault) -> Int32? {
        if let position = json.withBytes(of: name, { table.position(of: $0) }) { return position }
        try faults.note(json.unknownID(name, kind))
        return nil
    }
}
