package import API
import Postgres

/// One programme.
package struct ShowProgramme: UseCase {
    package var programme: Programme.ID

    package init(programme: Programme.ID) {
        self.programme = programme
    }

    package var needs: Permission { .readCohorts }
    package static var isolation: Isolation { .glance }

    package func run(in work: UnitOfWork) async throws -> Programme {
        let (school, code, name) = try await work.one(
            "SELECT school_id, code, name FROM programme WHERE id = \(programme)",
            orMissing: Sentence(en: "The programme", fr: "Le programme")
        ).decode(Organisation.ID.self, String.self, String.self)
        return Programme(id: programme, school: school, code: code, name: name)
    }
}
