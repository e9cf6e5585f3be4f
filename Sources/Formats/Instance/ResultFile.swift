package import Matching

/// Files `vivier-result/1`: the outcome of a run with its certificate.
package enum ResultFile {
    /// The value of the member `format`.
    package static let format: StaticString = "vivier-result/1"

    /// A result as read against its instance: a claim, nothing of it proven yet.
    package struct Contents: Equatable, Sendable {
        package var claim: ResultClaim
        /// SHA-256 of the bytes of the instance that the result is said to be computed from, in hexadecimal digits.
        package var instanceSHA256: String
        /// Members that the format does not know: not refused, but said.
        package var ignored: [JSONProblem]
    }

    /// The file of a result. Prices of 0 are left out.
    ///
    /// - Parameter instanceSHA256: of the bytes that the instance was read from, in hexadecimal digits.
    package static func write(_ claim: ResultClaim, of instance: Instance, instanceSHA256: String) -> [UInt8] {
        var json = JSONWriter()
        json.raw("{\"format\": \"vivier-result/1\",\n \"policy\": ")
        json.string(claim.policy.rawValue)
        if claim.engine > 1 {
            json.raw(",\n \"engine\": ")
            json.integer(Int64(claim.engine))
        }
        json.raw(",\n \"instance_sha256\": ")
        json.string(instanceSHA256)
        json.raw(",\n \"matches\": ")
        json.pairs(claim.matches, instance)
        json.raw(",\n \"unmatched\": ")
        json.list(claim.unmatched) { json, team in json.string(instance.teams[Int(team)]) }
        json.raw(",\n \"placed\": ")
        json.integer(claim.placed)
        json.raw(",\n \"total_fit\": ")
        json.integer(claim.totalFit)
        if let prices = claim.prices {
            json.raw(",\n \"certificate\": {\"kind\": ")
            json.string(claim.certificateKind)
            if let bound = claim.sizeBound {
                json.raw(",\n  \"size_bound\": ")
                json.integer(bound)
            }
            json.raw(",\n  \"cases\": ")
            json.prices(prices.cases, instance.cases)
            json.raw(",\n  \"companies\": ")
            json.prices(prices.companies, instance.companies)
            if let weight = prices.placementWeight {
                json.raw(",\n  \"placement_weight\": ")
                json.integer(weight)
            }
            json.raw("}")
        }
        if let branches = claim.branches {
            json.raw(",\n \"certificate\": {\"kind\": ")
            json.string(claim.certificateKind)
            json.raw(", \"bound\": ")
            json.integer(claim.bound ?? 0)
            if let weight = claim.placementWeight {
                json.raw(", \"placement_weight\": ")
                json.integer(weight)
            }
            json.raw(",\n  \"branches\": ")
            json.lines(branches.indices) { json, index in json.branch(branches[index], instance) }
            json.raw("}")
        }
        if let levels = claim.levels {
            json.raw(",\n \"certificate\": {\"kind\": ")
            json.string(claim.certificateKind)
            json.raw(", \"on\": ")
            json.string((claim.levelsOn ?? .fit).rawValue)
            json.raw(",\n  \"levels\": ")
            json.lines(levels.indices) { json, index in json.level(levels[index], instance) }
            if let prices = claim.fitPrices {
                json.raw(",\n  \"fits\": ")
                json.fitPrices(prices, instance)
            }
            json.raw("}")
        }
        json.raw("}\n")
        return json.bytes
    }

    /// Reads a result. What does not name the instance's teams, cases and companies, or is not of the form, is refused with its place;
    /// whether it is true is for `ResultChecker` to say.
    package static func read(_ bytes: [UInt8], for instance: Instance) throws(JSONRefusal) -> Contents {
        let result: Result<Contents, JSONRefusal> = bytes.withUnsafeBufferPointer { bytes in
            var reader = ResultReader(instance)
            do throws(JSONFault) {
                var json = JSONReader(bytes)
                try reader.read(&json)
            } catch {
                return .failure(JSONRefusal(reader.faults.noted + [error], in: bytes))
            }
            if !reader.faults.isEmpty { return .failure(JSONRefusal(reader.faults.noted, in: bytes)) }
            return .success(
                Contents(
                    claim: reader.claim, instanceSHA256: reader.instanceSHA256, ignored: JSONRefusal(reader.ignored, in: bytes).problems))
        }
        return try result.get()
    }
}

extension ResultClaim {
    /// What kind of proof a claim of its policy carries.
    var certificateKind: String {
        switch policy {
        case .bestTotal: branches == nil ? "lp-dual" : "branches"
        case .stable: "no-blocking-pair"
        case .fairest: "leximin-chain"
        }
    }
}

extension JSONWriter {
    fileprivate mutating func branch(_ branch: ResultClaim.Branch, _ instance: Instance) {
        raw("{\"path\": ")
        list(branch.path) { json, decision in
            json.raw("[")
            json.string(instance.cases[Int(decision.target)])
            json.raw(decision.isOpen ? ", \"open\"]" : ", \"closed\"]")
        }
        raw(", \"cases\": ")
        prices(branch.cases, instance.cases)
        raw(", \"companies\": ")
        prices(branch.companies, instance.companies)
        raw("}")
    }

    fileprivate mutating func level(_ level: ResultClaim.Level, _ instance: Instance) {
        raw("{")
        if let value = level.level {
            raw("\"level\": ")
            integer(value)
            raw(", ")
        }
        raw("\"teams\": ")
        integer(level.teams)
        raw(", \"placing\": ")
        integer(level.placing)
        raw(", \"cases\": ")
        prices(level.cases, instance.cases)
        raw(", \"companies\": ")
        prices(level.companies, instance.companies)
        raw("}")
    }

    fileprivate mutating func fitPrices(_ prices: ResultClaim.FitPrices, _ instance: Instance) {
        raw("{\"cases\": ")
        self.prices(prices.cases, instance.cases)
        raw(", \"companies\": ")
        self.prices(prices.companies, instance.companies)
        raw("}")
    }

    private mutating func prices(_ prices: [ResultClaim.Level.Price], _ ids: [String]) {
        list(prices, ("{", "}")) { json, entry in
            json.string(ids[Int(entry.index)])
            json.raw(": ")
            json.integer(entry.price)
        }
    }

    fileprivate mutating func prices(_ prices: [Int64], _ ids: [String]) {
        list(prices.indices.lazy.filter { prices[$0] != 0 }, ("{", "}")) { json, index in
            json.string(ids[index])
            json.raw(": ")
            json.integer(prices[index])
        }
    }
}
