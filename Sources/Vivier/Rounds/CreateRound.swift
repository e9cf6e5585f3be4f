package import API
import Formats
import Foundation
import Matching
import Postgres

/// Opens a matching round over cohorts and cases, with the rules that hold for all of its runs.
package struct CreateRound: UseCase {
    package var draft: RoundDraft

    package init(draft: RoundDraft) {
        self.draft = draft
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("createRound", draft.name) }

    package func run(in work: UnitOfWork) async throws -> Round {
        let rules = try RoundRules(checking: draft)
        var checks = FieldChecks()
        let name = checks.line(draft.name, at: "/name", 1...200)
        try checks.end()
        let cohorts = Array(Set(draft.cohorts))
        guard !cohorts.isEmpty, cohorts.count <= 500 else {
            throw GeneralRefusal.field(
                "/cohorts", "count", en: "Name 1 to 500 cohorts that take part.", fr: "Nommez de 1 à 500 promotions participantes.")
        }
        let schools = try await schools(of: cohorts, in: work)
        let organisation = try await holder(of: schools, in: work)
        let row = try await work.one(
            """
            INSERT INTO round (organisation_id, name, policy, placement, fairness, skill_weight, time_weight, seed, every_case)
            VALUES (\(organisation), \(name), \(rules.policy), \(rules.placement), \(rules.fairness), \(Int32(rules.skillWeight)),
                \(Int32(rules.timeWeight)), \(Int64(rules.seed)), \(draft.cases == nil))
            RETURNING id
            """, orMissing: .round)
        let id = try row.decode(Round.ID.self)
        _ = try await work.execute(
            """
            INSERT INTO round_cohort (round_id, cohort_id, school_id)
            SELECT \(id), c.id, c.school_id FROM cohort c WHERE c.id = ANY (\(cohorts))
            """)
        if let cases = draft.cases { try await add(Array(Set(cases)), to: id, in: work) }
        return try await ShowRound(round: id).run(in: work)
    }

    /// The schools of the cohorts, all of which the caller must see.
    private func schools(of cohorts: [Cohort.ID], in work: UnitOfWork) async throws -> [Organisation.ID] {
        let rows = try await work.execute("SELECT school_id FROM cohort WHERE id = ANY (\(cohorts))").decode(Organisation.ID.self)
        guard rows.count == cohorts.count else {
            throw GeneralRefusal.field(
                "/cohorts", "unknown", en: "\(cohorts.count - rows.count) of these cohorts were not found. Check the identifiers.",
                fr: "\(cohorts.count - rows.count) de ces promotions sont introuvables. Vérifiez les identifiants.")
        }
        return Array(Set(rows))
    }

    /// A school holds its own round; several schools need a network that they all belong to.
    private func holder(of schools: [Organisation.ID], in work: UnitOfWork) async throws -> Organisation.ID {
        let organisation = draft.organisation ?? work.caller.organisation ?? (schools.count == 1 ? schools[0] : nil)
        if work.caller.role != .operator, organisation != work.caller.organisation {
            throw GeneralRefusal.field(
                "/organisation", "foreign", en: "You can open rounds for your own school only.",
                fr: "Vous ne pouvez ouvrir de session que pour votre école.")
        }
        guard let organisation else {
            throw GeneralRefusal.field(
                "/organisation", "missing", en: "Cohorts of several schools take part: name the network that holds the round.",
                fr: "Des promotions de plusieurs écoles participent : nommez le réseau qui porte la session.")
        }
        if schools == [organisation] { return organisation }
        let members = try await work.execute(
            "SELECT school_id FROM network_school WHERE network_id = \(organisation) AND school_id = ANY (\(schools))")
        guard members.count == schools.count else {
            throw GeneralRefusal.field(
                "/organisation", "not-its-cohorts", en: "Not all of these cohorts belong to that school or network.",
                fr: "Ces promotions n’appartiennent pas toutes à cette école ou à ce réseau.")
        }
        return organisation
    }

    private func add(_ cases: [BusinessCase.ID], to round: Round.ID, in work: UnitOfWork) async throws {
        let added = try await work.execute(
            """
            INSERT INTO round_case (round_id, case_id)
            SELECT \(round), c.id FROM business_case c WHERE c.id = ANY (\(cases)) AND c.state IN ('published', 'matched')
            """)
        guard added.affected == cases.count else {
            throw GeneralRefusal.field(
                "/cases", "not-published", en: "\(cases.count - added.affected) of these cases were not found or are not published.",
                fr: "\(cases.count - added.affected) de ces cas sont introuvables ou ne sont pas publiés.")
        }
    }
}

extension RoundRules {
    /// What a draft asks for, with the defaults; refuses what no run could follow.
    init(checking draft: RoundDraft) throws(GeneralRefusal) {
        self.init()
        if let policy = draft.policy {
            guard Instance.Policy(rawValue: policy) != nil else {
                throw GeneralRefusal.field(
                    "/policy", "unknown", en: "\(policy.excerpt) is not a policy: best-total, stable and fairest are.",
                    fr: "\(policy.excerpt) n’est pas une règle : best-total, stable et fairest le sont.")
            }
            self.policy = policy
        }
        if let placement = draft.placement {
            guard ["fit-first", "everyone-first"].contains(placement) else {
                throw GeneralRefusal.field(
                    "/placement", "unknown", en: "placement is fit-first or everyone-first.",
                    fr: "placement vaut fit-first ou everyone-first.")
            }
            guard policy == "best-total" || placement == "fit-first" else {
                throw policy == "stable"
                    ? GeneralRefusal.field(
                        "/placement", "not-with-stable",
                        en: "A stable round follows rankings, not everyone-first. Leave placement out, or take the policy best-total.",
                        fr: "Une session stable suit les classements, pas everyone-first. Omettez placement, ou prenez la règle best-total."
                    )
                    : GeneralRefusal.field(
                        "/placement", "not-with-fairest",
                        en: "A fairest round places as many teams as possible in any case. Leave placement out.",
                        fr: "Une session fairest place de toute façon le plus d’équipes possible. Omettez placement.")
            }
            self.placement = placement
        }
        if let fairness = draft.fairness {
            guard FairnessBasis(rawValue: fairness) != nil else {
                throw GeneralRefusal.field("/fairness", "unknown", en: "fairness is fit or rank.", fr: "fairness vaut fit ou rank.")
            }
            guard policy == "fairest" else {
                throw GeneralRefusal.field(
                    "/fairness", "not-with-policy",
                    en: "Only a fairest round compares teams. Leave fairness out, or take the policy fairest.",
                    fr: "Seule une session fairest compare les équipes. Omettez fairness, ou prenez la règle fairest.")
            }
            self.fairness = fairness
        }
        skillWeight = draft.skillWeight ?? skillWeight
        timeWeight = draft.timeWeight ?? timeWeight
        seed = draft.seed ?? seed
        guard (0...100).contains(skillWeight), (0...100).contains(timeWeight), skillWeight + timeWeight > 0 else {
            throw GeneralRefusal.field(
                "/skill_weight", "out-of-range", en: "Weights go from 0 to 100 and are not both 0.",
                fr: "Les poids vont de 0 à 100 et ne sont pas tous deux nuls.")
        }
        guard seed >= 0 else {
            throw GeneralRefusal.field("/seed", "out-of-range", en: "The seed is 0 or more.", fr: "La graine est positive ou nulle.")
        }
    }
}

extension Sentence {
    static let round = Sentence(en: "The round", fr: "La session")
    static let run = Sentence(en: "The run", fr: "Le calcul")
}
