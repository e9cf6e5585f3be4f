import API
import Postgres
import TestSupport
import Testing
import Vivier

/// The second wall: with the application's checks out of the way, a role that asks the database for everything gets nobody else's rows.
struct SecondWallTests {
    /// What a role is in the database, and where.
    private struct Standing {
        var role: Role
        var organisation: Organisation.ID
        var student: Student.ID?
    }

    @Test func `no role reads, changes or deletes a foreign row by any statement over any table`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let world = try await World.build(in: given)
            let (own, foreign) = (world.own, world.foreign)
            // Names and foreign things by id; names of organisations are public, and so is who has a run in a network.
            let marks = [
                World.secret, "\(foreign.student)", "\(foreign.team)", "\(foreign.cohort)", "\(foreign.businessCase)", "\(foreign.round)",
                "\(foreign.run)", "\(foreign.proven)",
            ]
            let tables = try await given.database.execute(
                "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
            ).decode(String.self)
            let all = try await rows(given.database, tables)
            // There is something to be seen from each mark.
            for mark in marks { #expect(all.values.contains { $0.contains(mark) }, "\(mark)") }
            let standings = [
                Standing(role: .networkOperator, organisation: own.network), Standing(role: .schoolAdmin, organisation: own.school),
                Standing(role: .supervisor, organisation: own.school), Standing(role: .companyOwner, organisation: own.company),
                Standing(role: .company, organisation: own.company), Standing(role: .recruiter, organisation: own.company),
                Standing(role: .contributor, organisation: own.company),
                Standing(role: .student, organisation: own.school, student: own.student),
            ]
            var (asked, seen) = (0, 0)
            for standing in standings {
                let caller = Caller(
                    role: standing.role, organisation: standing.organisation, student: standing.student, requestID: "wall")
                for table in tables {
                    for statement in Self.statements(table) {
                        asked += 1
                        guard let text = try await attempt(statement, given.database, caller) else { continue }
                        seen += 1
                        for mark in marks {
                            #expect(!text.contains(mark), "\(standing.role.rawValue) gets \(mark) by \(statement.label) of \(table)")
                        }
                    }
                }
            }
            // Most reads are allowed to somebody, so that the silence is not that of a closed door.
            #expect(asked == standings.count * tables.count * 3 && seen > standings.count * 20, "\(asked) asked, \(seen) answered")
            print("second wall: \(asked) statements, of which \(seen) were answered; no foreign row")
        }
    }

    private struct Attempt {
        var label: String
        var sql: SQL
    }

    private static func statements(_ table: String) -> [Attempt] {
        let name: SQL = "\(identifier: table)"
        return [
            Attempt(label: "SELECT", sql: "SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM \(name) t"),
            Attempt(
                label: "DELETE",
                sql: "WITH gone AS (DELETE FROM \(name) RETURNING *) SELECT coalesce(string_agg(to_jsonb(g)::text, ' '), '') FROM gone g"),
            Attempt(
                label: "row lock",
                sql: "SELECT coalesce(string_agg(l.row, ' '), '') FROM (SELECT to_jsonb(t)::text AS row FROM \(name) t FOR UPDATE) l"),
        ]
    }

    /// What a statement gives in the name of a caller; nil where it is refused. Nothing stays changed.
    private func attempt(_ attempt: Attempt, _ database: Database, _ caller: Caller) async throws -> String? {
        struct Enough: Error {
            var text: String
        }
        do {
            try await database.transaction { transaction in
                var context: SQL = "SELECT set_config('role', \(caller.databaseRole), true)"
                if let organisation = caller.organisation {
                    context += ", set_config('app.organisation', \(organisation.description), true)"
                }
                if let student = caller.student { context += ", set_config('app.student', \(student.description), true)" }
                _ = try await transaction.execute(context)
                throw Enough(text: try await transaction.execute(attempt.sql)[0].decode(String.self))
            }
            return nil
        } catch let enough as Enough {
            return enough.text
        } catch is PostgresError {
            return nil
        }
    }

    private func rows(_ database: Database, _ tables: [String]) async throws -> [String: String] {
        var all: [String: String] = [:]
        for table in tables {
            all[table] = try await database.execute("SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM \(identifier: table) t")[
                0
            ]
            .decode(String.self)
        }
        return all
    }
}
