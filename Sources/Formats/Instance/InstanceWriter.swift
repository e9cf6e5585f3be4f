package import Matching

extension InstanceFile {
    /// The file of an instance: the same instance, the same bytes.
    package static func write(_ instance: Instance) -> [UInt8] {
        var json = JSONWriter()
        json.raw("{\"format\": \"vivier-instance/1\",\n \"policy\": ")
        json.string(instance.policy.rawValue)
        json.raw(",\n \"placement\": ")
        json.string(instance.placement.rawValue)
        if let fairness = instance.fairness {
            json.raw(",\n \"fairness\": ")
            json.string(fairness.rawValue)
        }
        json.raw(",\n \"teams\": ")
        json.lines(instance.teams.indices) { json, team in
            json.raw("{\"id\": ")
            json.string(instance.teams[team])
            json.ranking(instance.teamRankings[team], instance.cases)
            json.raw("}")
        }
        json.raw(",\n \"cases\": ")
        json.lines(instance.cases.indices) { json, target in
            json.raw("{\"id\": ")
            json.string(instance.cases[target])
            json.raw(", \"capacity\": ")
            json.integer(instance.capacities[target])
            if instance.hasMinimums, instance.minimums[target] > 0 {
                json.raw(", \"minimum\": ")
                json.integer(instance.minimums[target])
            }
            if instance.companyOfCase[target] >= 0 {
                json.raw(", \"company\": ")
                json.string(instance.companies[Int(instance.companyOfCase[target])])
            }
            json.ranking(instance.caseRankings[target], instance.teams)
            json.raw("}")
        }
        if !instance.companies.isEmpty { json.companies(of: instance) }
        if let fits = instance.fits { json.fits(fits, instance) }
        if !instance.pins.isEmpty {
            json.raw(",\n \"pins\": ")
            json.pairs(instance.pins, instance)
        }
        if !instance.bans.isEmpty {
            json.raw(",\n \"bans\": ")
            json.pairs(instance.bans, instance)
        }
        json.raw(",\n \"seed\": ")
        json.integer(instance.seed)
        json.raw("}\n")
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func companies(of instance: Instance) {
        raw(",\n \"companies\": ")
        lines(instance.companies.indices) { json, company in
            json.raw("{\"id\": ")
            json.string(instance.companies[company])
            if instance.companyCapacities[company] != Instance.unlimited {
                json.raw(", \"capacity\": ")
                json.integer(instance.companyCapacities[company])
            }
            json.ranking(instance.companyRankings[company], instance.teams)
            json.raw("}")
        }
    }

    fileprivate mutating func ranking(_ ranking: [[Int32]]?, _ ids: [String]) {
        guard let ranking else { return }
        raw(", \"prefers\": ")
        list(ranking) { json, tie in
            if tie.count == 1 { return json.string(ids[Int(tie[0])]) }
            json.list(tie) { json, member in json.string(ids[Int(member)]) }
        }
    }

    fileprivate mutating func fits(_ fits: FitTable, _ instance: Instance) {
        raw(",\n \"fits\": ")
        var team = 0
        lines(fits.cases.indices) { json, pair in
            while fits.rowStarts[team + 1] <= pair { team += 1 }
            json.raw("[")
            json.string(instance.teams[team])
            json.raw(", ")
            json.string(instance.cases[Int(fits.cases[pair])])
            json.raw(", ")
            json.integer(fits.fits[pair])
            json.raw("]")
        }
    }

    mutating func pairs(_ pairs: [Instance.Pair], _ instance: Instance) {
        lines(pairs) { json, pair in
            json.raw("[")
            json.string(instance.teams[Int(pair.team)])
            json.raw(", ")
            json.string(instance.cases[Int(pair.target)])
            json.raw("]")
        }
    }
}
