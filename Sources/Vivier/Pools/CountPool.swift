package import API
import Postgres

/// How many consenting students a query finds, up to a thousand; nobody is shown, so nobody gets a receipt.
package struct CountPool: UseCase {
    package var query: PoolCountQuery

    package init(query: PoolCountQuery) {
        self.query = query
    }

    package var needs: Permission { .searchPools }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> PoolCount {
        do {
            let wanted = try PoolQueryParser.parse(query.q)
            let families = try await SkillFamilies(wanted, in: work)
            let count = try await work.execute(
                """
                SELECT count(*) FROM (
                    SELECT FROM student s WHERE \(TalentFilter(families).condition(wanted)) LIMIT \(PoolCount.most + 1)) AS found
                """
            )[0].decode(Int.self)
            let named = families.naming(wanted)
            return PoolCount(
                count: min(count, PoolCount.most), more: count > PoolCount.most, understood: named.description,
                conditions: named.conditions.map(\.description))
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }
}
