import Postgres

extension UnitOfWork {
    /// Reads and writes what the caller may not see, as the operator, until the body ends: for what follows from an act of the caller, and of which
    /// no more is answered than is the caller's to know. The caller's own role is back afterwards, whatever happens.
    func beyondTheCaller<Found>(_ body: () async throws -> Found) async throws -> Found {
        _ = try await execute("SELECT set_config('role', 'vivier_operator', true)")
        let found: Found
        do {
            found = try await body()
        } catch {
            // Where the transaction has failed, no role reads anything in it any more.
            _ = try? await execute(caller.context)
            throw error
        }
        _ = try await execute(caller.context)
        return found
    }
}
