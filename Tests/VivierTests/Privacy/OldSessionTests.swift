import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Sessions from before it was written down which of them an invitation opened.
struct OldSessionTests {
    @Test func `those that an invitation may have opened end, and no others`() async throws {
        try await Given.house(before: "walls") { given in
            let company = try await given.company("Miel")
            try await given.database.execute(
                "UPDATE schema_migration SET applied_at = now() - interval '5 days' WHERE name LIKE '0070%'")
            /// - Parameter days: ago.
            func session(_ address: String, _ days: Int, invited: Int?, bound: Bool = false) async throws -> SignedIn.ID {
                let account = try await given.account(address)
                let membership = try await given.member(account, .recruiter, of: company)
                let session = try await given.session(account, in: membership).id
                try await given.database.execute(
                    """
                    UPDATE session SET created_at = now() - make_interval(days => \(Int32(days))), by_invitation = \(bound),
                        expires_at = now() - make_interval(days => \(Int32(days))) + interval '14 days' WHERE id = \(session)
                    """)
                if let invited {
                    try await given.database.execute(
                        """
                        INSERT INTO invitation (sha256, email, role, organisation_id, language, accepted_at)
                        VALUES (sha256(\(Array(address.utf8))), \(address.uppercased()), 'recruiter', \(company), 'fr',
                            now() - make_interval(days => \(Int32(invited))) - interval '1 minute')
                        """)
                }
                return session
            }
            let invited = try await session("invited@example.org", 7, invited: 7)
            // Changed into another membership since, which made another session with the same end.
            let changed = try await session("changed@example.org", 8, invited: 8)
            try await given.database.execute("UPDATE session SET created_at = now() - interval '1 day' WHERE id = \(changed)")
            let before = try await session("before@example.org", 9, invited: 8)
            let since = try await session("since@example.org", 3, invited: 8)
            let bound = try await session("bound@example.org", 3, invited: 3, bound: true)
            let never = try await session("never@example.org", 7, invited: nil)
            _ = try await Migrator.migrate(given.database, Migration.all)
            let ended = try await given.database.execute("SELECT id FROM session WHERE ended_at IS NOT NULL").decode(SignedIn.ID.self)
            #expect(Set(ended) == [invited, changed])
            let alive = try await given.database.execute("SELECT id FROM session WHERE ended_at IS NULL").decode(SignedIn.ID.self)
            #expect(Set(alive) == [before, since, bound, never])
        }
    }
}
