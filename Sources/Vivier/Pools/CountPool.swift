package import API
import Formats
import Postgres

/// About how many consenting students a query finds, up to a thousand; nobody is shown, so nobody gets a receipt. Blurred, since whoever could
/// subtract one count from another would learn of a single person what only a search tells, which leaves a receipt.
package struct CountPool: UseCase {
    package var query: PoolCountQuery
    /// A search for the same goes with it, and writes down that it was asked.
    private let isBesideSearch: Bool

    package init(query: PoolCountQuery, besideSearch: Bool = false) {
        self.query = query
        isBesideSearch = besideSearch
    }

    package var needs: Permission { .searchPools }
    /// Beyond this many a count is told as more; as many again as the widest blur can take away are looked for.
    private static let mostSought = PoolCount.most + 250

    package func run(in work: UnitOfWork) async throws -> PoolCount {
        do {
            let wanted = try PoolQueryParser.parse(query.q)
            let families = try await SkillFamilies(wanted, in: work)
            let found = try await work.execute(
                """
                SELECT count(*) FROM (
                    SELECT FROM student s WHERE \(TalentFilter(families).condition(wanted)) LIMIT \(Self.mostSought)) AS found
                """
            )[0].decode(Int.self)
            let named = families.naming(wanted)
            let conditions = named.conditions.map(\.description)
            // However it is written, and in whatever order, it is one question.
            let question = SHA256.hash(of: Array(Set(conditions).sorted().joined(separator: "\n").utf8))
            let (place, isNew, draw) = try await work.execute("SELECT nth, is_new, draw FROM tell_count(\(question), \(Int32(found)))")[0]
                .decode(Int32.self, Bool.self, [UInt8].self)
            // What is typed is counted again and again: written down is each question once a day.
            if isNew, !isBesideSearch {
                _ = try await work.execute(Audited("countPool", query.q).line(outcome: "done", by: work.caller))
            }
            let blurred = BlurredCount(of: found, place: Int(place), draw: draw)
            return PoolCount(count: blurred.told, more: blurred.isMore, understood: named.description, conditions: conditions)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }
}

/// Whether a condition can be read, without a count.
package struct ReadPoolCondition: UseCase {
    private let condition: String

    package init(_ condition: String) {
        self.condition = condition
    }

    package var needs: Permission { .searchPools }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws {
        do {
            _ = try await SkillFamilies(PoolQueryParser.parse(condition), in: work)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }
}

extension Application {
    /// Throws away which counts were told more than a day ago.
    package func forgetToldCounts() async throws {
        _ = try await database.execute("SELECT forget_told_counts()")
    }
}
