package import API
import Postgres

/// Adds a programme to a school.
package struct CreateProgramme: UseCase {
    package var draft: ProgrammeDraft

    package init(draft: ProgrammeDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case knownCode

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "programme-known", en: "The school has a programme with this code already.",
                fr: "L’école a déjà un programme avec ce code.",
                fields: [
                    .init(
                        pointer: "/code", code: "programme-known",
                        sentence: Sentence(en: "Choose another code.", fr: "Choisissez un autre code."))
                ])
        }
    }

    package var needs: Permission { .manageCohorts }
    package var audited: Audited? { Audited("createProgramme") }

    package func run(in work: UnitOfWork) async throws -> Programme {
        let school = try work.caller.school(named: draft.school)
        var checks = FieldChecks()
        let code = checks.line(draft.code, at: "/code", 1...100)
        let name = checks.line(draft.name, at: "/name", 1...200)
        try checks.end()
        do throws(PostgresError) {
            let id = try await work.execute(
                "INSERT INTO programme (school_id, code, name) VALUES (\(school), \(code), \(name)) RETURNING id"
            )[0].decode(Programme.ID.self)
            return Programme(id: id, school: school, code: code, name: name)
        } catch {
            switch error.constraint {
            case "programme_code_once": throw No.knownCode
            case "programme_school_fk": throw GeneralRefusal.unknownSchool
            default: throw error
            }
        }
    }
}
