package import API
import Postgres

/// Adds a programme to a school.
package struct CreateProgramme: UseCase {
    package var draft: ProgrammeDraft

    package init(draft: ProgrammeDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        /// With the name of the programme that has it.
        case knownCode(String)

        package var reason: RefusalReason {
            switch self {
            case .knownCode(let name):
                RefusalReason(
                    .conflict, code: "programme-known", en: "The school has a programme with this code already.",
                    fr: "L’école a déjà un programme avec ce code.",
                    fields: [
                        .init(
                            pointer: "/code", code: "programme-known",
                            sentence: Sentence(
                                en: "“\(name)” has this code. Choose another.",
                                fr: "«\u{A0}\(name)\u{A0}» porte ce code. Choisissez-en un autre."))
                    ])
            }
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
        let known = try await work.execute("SELECT name FROM programme WHERE school_id = \(school) AND code = \(code)")
            .decode(String.self).first
        if let known { throw No.knownCode(known) }
        do throws(PostgresError) {
            let id = try await work.execute(
                "INSERT INTO programme (school_id, code, name) VALUES (\(school), \(code), \(name)) RETURNING id"
            )[0].decode(Programme.ID.self)
            return Programme(id: id, school: school, code: code, name: name)
        } catch {
            switch error.constraint {
            case "programme_code_once": throw No.knownCode(code)
            case "programme_school_fk": throw GeneralRefusal.unknownSchool
            default: throw error
            }
        }
    }
}
