import API
import Formats
import Matching
import Postgres
import Synchronization

/// The teams of the schools' current cohorts in memory, for the one question how many of them could do a case: without a name, and read
/// anew when it is a minute old.
package final class TeamCensus: Sendable {
    /// A skill that a case asks for, by its entry of the referential.
    struct Need: Sendable {
        var skill: Int32
        var level: Int32
        var importance: CaseContent.Importance
        var label: String
    }

    private struct Kept {
        var teams: CountedTeams?
        var readAt: ContinuousClock.Instant?
        var isReading = false
    }

    private static let age: Duration = .seconds(60)
    private let kept = Mutex(Kept())

    package init() {}

    /// How many teams pass every gate: of the case without skills, then with one need after the other.
    func count(_ content: CaseContent, _ needs: some Collection<Need>, in work: UnitOfWork) async throws -> [Int] {
        let teams = try await teams(in: work)
        let place: String?
        if let named = content.place {
            place = try await work.execute("SELECT folded(\(named))")[0].decode(String.self)
        } else {
            place = nil
        }
        let needed = needs.map(\.skill).filter { !teams.linked.contains($0) }
        let links =
            needed.isEmpty
            ? []
            : try await work.execute("SELECT skill_id, broader_id FROM skill_broader WHERE skill_id = ANY (\(needed))")
                .decode(Int32.self, Int32.self)
        let problem = teams.problem(content, Array(needs), place: place, links: links)
        return try await OwnThread.run("census") { isCancelled in
            let book: FitBook
            do throws(FitDefect) {
                book = try FitBook(problem)
            } catch {
                throw MatchingEngine.Fault.contradiction(error)
            }
            guard let counts = book.eligibleCounts(isCancelled: isCancelled) else { throw CancellationError() }
            return counts
        }
    }

    /// What is kept, while it is young or somebody else reads it anew.
    private func teams(in work: UnitOfWork) async throws -> CountedTeams {
        let young = kept.withLock { kept -> CountedTeams? in
            guard let teams = kept.teams else { return nil }
            if kept.isReading || kept.readAt.map({ $0.duration(to: .now) < Self.age }) ?? false { return teams }
            kept.isReading = true
            return nil
        }
        if let young { return young }
        defer { kept.withLock { $0.isReading = false } }
        let teams = try await CountedTeams.read(in: work)
        kept.withLock {
            $0.teams = teams
            $0.readAt = .now
        }
        return teams
    }

    /// Forgets what was read, so that the next count sees what is stored now.
    package func forget() {
        kept.withLock { $0 = Kept() }
    }
}
