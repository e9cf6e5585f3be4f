package import API
import Foundation
import Postgres

/// Saves a query under a name for everyone of the company.
package struct SavePool: UseCase {
    package var draft: PoolDraft

    package init(draft: PoolDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case knownName

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "pool-known", en: "Your company has a pool of this name already.",
                fr: "Votre entreprise a déjà un vivier de ce nom.",
                fields: [
                    .init(
                        pointer: "/name", code: "pool-known",
                        sentence: Sentence(en: "Choose another name.", fr: "Choisissez un autre nom."))
                ])
        }
    }

    package var needs: Permission { .savePools }
    package var audited: Audited? { Audited("savePool") }

    package func run(in work: UnitOfWork) async throws -> Pool {
        var checks = FieldChecks()
        let name = checks.line(draft.name, at: "/name", 1...100)
        try checks.end()
        do {
            // A query that would be refused tomorrow is refused today.
            _ = try await SkillFamilies(try PoolQueryParser.parse(draft.query), in: work)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(pointer: "/query")
        }
        do throws(PostgresError) {
            let (id, createdAt) = try await work.execute(
                """
                INSERT INTO pool (company_id, name, query) VALUES (\(work.caller.organisation), \(name), \(draft.query))
                RETURNING id, created_at
                """)[0].decode(Pool.ID.self, Date.self)
            return Pool(id: id, name: name, query: draft.query, createdAt: createdAt)
        } catch {
            if error.constraint == "pool_name_once" { throw No.knownName }
            throw error
        }
    }
}
