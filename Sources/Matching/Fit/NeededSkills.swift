/// The skills that any case needs, by slot, and what each skill that somebody may have earns towards them.
///
/// Nearness is one step of the referential: a narrower or a broader skill, or one that shares a broader one.
struct NeededSkills: Sendable {
    /// What a held skill earns towards the needed one of `slot`.
    struct Contribution: Sendable {
        var slot: Int32
        var relation: SkillRelation
        var credit: Int32
        /// The credit in grains.
        var grains: Int32
    }

    /// How many slots there are.
    let count: Int
    private let slotOfSkill: [Int32]
    private let starts: [Int]
    private let services: [Contribution]

    init(_ problem: FitProblem) {
        var slotOfSkill = [Int32](repeating: -1, count: problem.skillCount)
        var needed: [Int32] = []
        for target in problem.cases {
            for need in target.needs where slotOfSkill[Int(need.skill)] < 0 {
                slotOfSkill[Int(need.skill)] = Int32(needed.count)
                needed.append(need.skill)
            }
        }
        var broader = [[Int32]](repeating: [], count: problem.skillCount)
        var narrower = broader
        for link in problem.skillLinks {
            broader[Int(link.narrower)].append(link.broader)
            narrower[Int(link.broader)].append(link.narrower)
        }
        let credits = problem.rules.credits
        let grain = FitFormula.grain(credits)
        var byHeld = [[Contribution]](repeating: [], count: problem.skillCount)
        for (slot, skill) in needed.enumerated() {
            var best: [Int32: (SkillRelation, Int32)] = [skill: (.exact, 100)]
            func offer(_ held: Int32, _ relation: SkillRelation, _ credit: Int32) {
                if credit > best[held]?.1 ?? 0 { best[held] = (relation, credit) }
            }
            for held in narrower[Int(skill)] { offer(held, .narrower, credits.narrower) }
            for held in broader[Int(skill)] { offer(held, .broader, credits.broader) }
            for parent in broader[Int(skill)] {
                for held in narrower[Int(parent)] { offer(held, .sibling, credits.sibling) }
            }
            for (held, (relation, credit)) in best {
                byHeld[Int(held)].append(Contribution(slot: Int32(slot), relation: relation, credit: credit, grains: credit / grain))
            }
        }
        count = needed.count
        self.slotOfSkill = slotOfSkill
        var starts = [0]
        for list in byHeld { starts.append(starts[starts.count - 1] + list.count) }
        self.starts = starts
        services = byHeld.flatMap(\.self)
    }

    /// The slot of a skill that some case needs.
    func slot(of skill: Int32) -> Int { Int(slotOfSkill[Int(skill)]) }

    /// What each level of a held skill earns towards one that a case needs, in percent; 0 for nothing.
    func credit(of held: Int32, towards needed: Int32) -> Int32 {
        let slot = slotOfSkill[Int(needed)]
        return services[starts[Int(held)]..<starts[Int(held) + 1]].first { $0.slot == slot }?.credit ?? 0
    }

    /// What the team's members bring, slot by slot: the largest credited level; of equal ones the closest relation, then the first member.
    func findings(of members: [FitMember]) -> [SkillFinding.Found?] {
        var found = [SkillFinding.Found?](repeating: nil, count: count)
        forEachOffer(of: members) { member, held, service in
            let offer = SkillFinding.Found(
                member: Int32(member), skill: held.skill, level: held.level, relation: service.relation, credit: service.credit)
            if let best = found[Int(service.slot)], !offer.surpasses(best) { return }
            found[Int(service.slot)] = offer
        }
        return found
    }

    /// The credited levels alone, in grains, as they come: the largest of a slot is that of its finding.
    @inline(__always)
    func forEachCredit(of members: [FitMember], _ body: (_ slot: Int32, _ grains: Int32) -> Void) {
        forEachOffer(of: members) { _, held, service in body(service.slot, held.level &* service.grains) }
    }

    @inline(__always)
    private func forEachOffer(of members: [FitMember], _ body: (_ member: Int, _ held: SkillLevel, _ service: Contribution) -> Void) {
        for member in members.indices {
            for held in members[member].skills {
                for service in starts[Int(held.skill)]..<starts[Int(held.skill) + 1] { body(member, held, services[service]) }
            }
        }
    }
}

extension SkillRelation {
    fileprivate var distance: Int {
        switch self {
        case .exact: 0
        case .narrower: 1
        case .broader: 2
        case .sibling: 3
        }
    }
}

extension SkillFinding.Found {
    /// The level that counts, in hundredths: 250 is two and a half.
    package var creditedHundredths: Int32 { level * credit }

    /// Whether it counts for more than another one; of two equal skills of one member, the lower index decides.
    fileprivate func surpasses(_ other: Self) -> Bool {
        if creditedHundredths != other.creditedHundredths { return creditedHundredths > other.creditedHundredths }
        if relation != other.relation { return relation.distance < other.relation.distance }
        return member == other.member && skill < other.skill
    }
}
