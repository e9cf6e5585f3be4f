import API
import Formats
import Matching

extension DiagnosisWords {
    func repair(_ found: FoundRepair) -> RoundRepair {
        var repair = RoundRepair(
            kind: .addPlaces, text: sentence(of: found).text(language), cost: found.cost, basis: found.best == nil ? .cut : .reoptimised,
            teamsPlaced: found.teams, bestTotal: found.best.map { RoundRepair.Gain(placed: $0.placed, fit: Int($0.fit)) })
        func name(_ team: Int32, _ target: Int32) {
            (repair.team, repair.teamName) = (tables.teams[Int(team)], named.teams[Int(team)])
            (repair.case, repair.caseTitle) = (tables.cases[Int(target)], named.cases[Int(target)])
        }
        switch found.change {
        case .places(let change): repair.places = places(change)
        case .opening(let team, let target, let opening):
            repair.kind = .openGate
            name(team, target)
            repair.steps = steps(opening)
        case .ban(let team, let target):
            repair.kind = .liftBan
            name(team, target)
        case .pin(let team, let target):
            repair.kind = .liftPin
            name(team, target)
        case .newCase(let ground, let places):
            repair.kind = .findCase
            repair.wanted = wanted(ground, places: places)
        }
        return repair
    }

    func lone(_ found: FoundLoneGate) -> LoneGate {
        let isOne = found.teams == 1
        var words = Sentence(
            en: "\(found.teams) \(isOne ? "team is" : "teams are") kept from it by this alone",
            fr: "\(found.teams) \(isOne ? "équipe n’en est écartée" : "équipes n’en sont écartées") que par cela")
        if let least = found.least {
            let (steps, teams) = (least.cost, least.teams)
            words.en += "; \(steps == 1 ? "one step lets" : "\(steps) steps let") \(teams) of them in"
            words.fr +=
                "\u{A0}; \(steps == 1 ? "un pas" : "\(steps) pas") en \(steps == 1 ? "fait" : "font") entrer \(teams == 1 ? "une" : "\(teams)")"
        }
        return LoneGate(
            code: found.gate.rawValue, text: "\(words.text(language)).", teams: found.teams, cost: found.least?.cost,
            letIn: found.least?.teams)
    }

    private func places(_ change: PlaceTrials.Change) -> [RoundRepair.Places] {
        change.cases.sorted { $0.key < $1.key }.map { target, more in
            RoundRepair.Places(case: tables.cases[Int(target)], name: named.cases[Int(target)], more: Int(more))
        }
            + change.companies.sorted { $0.key < $1.key }.map { company, more in
                RoundRepair.Places(company: tables.companies[Int(company)], name: named.companies[Int(company)], more: Int(more))
            }
    }

    /// Members who need the same of a language are one step.
    func steps(_ opening: GateOpening) -> [RoundRepair.Step] {
        var steps: [RoundRepair.Step] = []
        for step in opening.steps {
            var said = RoundRepair.Step(gate: step.gate.rawValue, cost: step.cost)
            switch step {
            case .skill(let raise, towards: _):
                (said.skill, said.from, said.to, said.members) = (tables.skills[Int(raise.skill)], Int(raise.from), Int(raise.to), 1)
            case .language(let language, member: _, let from, let to):
                (said.language, said.from, said.to, said.members) = (tables.languages[Int(language)], Int(from), Int(to), 1)
                if let alike = steps.firstIndex(where: { $0.language == said.language && $0.from == said.from && $0.to == said.to }) {
                    steps[alike].members = (steps[alike].members ?? 0) + 1
                    steps[alike].cost += step.cost
                    continue
                }
            case .place: said.members = 1
            case .moreMembers(let count): said.members = Int(count)
            case .fewerMembers(let members): said.members = -members.count
            case .weeks(let count): said.weeks = Int(count)
            case .halfHours(let count, weeks: _): said.halfHours = Int(count)
            case .mentor, .school, .ban: break
            }
            steps.append(said)
        }
        return steps
    }

    private func wanted(_ ground: SharedGround, places: Int) -> WantedCase {
        WantedCase(
            places: places, languages: ground.languages.map { "\(tables.languages[Int($0.language)]):\(RoundNames.level($0.level))" },
            skills: ground.skills.map {
                WantedCase.Skill(skill: tables.skills[Int($0.skill)], label: names.skills[Int($0.skill)], level: Int($0.level))
            },
            leastMembers: Int(ground.leastMembers), mostMembers: Int(ground.mostMembers), from: Day(daysSinceEpoch: ground.window.from),
            until: Day(daysSinceEpoch: ground.window.until), hoursPerWeek: Int(ground.hoursPerWeek))
    }
}
