import API
import Postgres
import TestSupport
import Testing

@testable import Vivier

/// What is read for an act of the caller, beyond what the caller may see.
struct BeyondTheCallerTests {
    private struct LookFurther: UseCase {
        enum No: Refusal {
            case enough

            var reason: RefusalReason { RefusalReason(.conflict, code: "enough", en: "Enough.", fr: "Assez.") }
        }

        var needs: Permission { .readStudents }
        static var isolation: Vivier.Isolation { .readOnly }

        func run(in work: UnitOfWork) async throws -> [Int] {
            func count() async throws -> Int { try await work.execute("SELECT count(*) FROM student")[0].decode(Int.self) }
            let further = try await work.beyondTheCaller { try await count() }
            let after = try await count()
            do {
                _ = try await work.beyondTheCaller { throw No.enough }
            } catch No.enough {}
            return [further, after, try await count()]
        }
    }

    @Test func `the caller's own role is back afterwards, whether it went well or not`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("Autre"))
            for school in [school, other, other] { _ = try await given.student("Ève O’Neil", of: school) }
            #expect(try await given.perform(LookFurther(), as: .school(school)) == [3, 1, 1])
        }
    }
}
