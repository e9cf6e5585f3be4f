import API
import Formats
import Matching
import Postgres
import Synchronization

extension Caller {
    /// Whether numbers of teams are blurred before they are told: an operator, who may read every team, is told them to the nearest five.
    package var isToldBlurred: Bool { organisation != nil }
}

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
        /// What was counted of these teams, by what was asked: most of what is typed into a case changes none of it.
        var counts: [String: [Int]] = [:]
        /// What companies were told of it.
        var told: [String: [Int?]] = [:]
    }

    private static let mostKept = 500

    private static let age: Duration = .seconds(60)
    private let kept = Mutex(Kept())

    package init() {}

    /// How many teams pass every gate: of the case without skills, then with one need after the other.
    ///
    /// - Parameter place: folded.
    private func count(_ content: CaseContent, _ needs: some Collection<Need>, place: String?, in work: UnitOfWork) async throws -> [Int] {
        let teams = try await teams(in: work)
        let asked = Self.question(content, needs, place: place)
        if let known = kept.withLock({ $0.counts[asked] }) { return known }
        let needed = needs.map(\.skill).filter { !teams.linked.contains($0) }
        let links =
            needed.isEmpty
            ? []
            : try await work.execute("SELECT skill_id, broader_id FROM skill_broader WHERE skill_id = ANY (\(needed))")
                .decode(Int32.self, Int32.self)
        let problem = teams.problem(content, Array(needs), place: place, links: links)
        let counts = try await OwnThread.run("census") { isCancelled in
            let book: FitBook
            do throws(FitDefect) {
                book = try FitBook(problem)
            } catch {
                throw MatchingEngine.Fault.contradiction(error)
            }
            guard let counts = book.eligibleCounts(isCancelled: isCancelled) else { throw CancellationError() }
            return counts
        }
        kept.withLock {
            if $0.counts.count >= Self.mostKept { $0.counts = [:] }
            $0.counts[asked] = counts
        }
        return counts
    }

    /// The same as the caller may be told it: a company, which may read no team, blurred.
    func told(_ content: CaseContent, _ needs: some Collection<Need>, in work: UnitOfWork) async throws -> [Int?] {
        let place = try await Self.place(of: content, in: work)
        let counts = try await count(content, needs, place: place, in: work)
        guard work.caller.isToldBlurred, let company = work.caller.organisation else { return counts.map(CaseOutlook.told) }
        let asked = "\(company)|\(counts)|\(Self.question(content, needs, place: place))"
        if let known = kept.withLock({ $0.told[asked] }) { return known }
        // In whatever order its skills stand, and whatever would be nice besides, it is one question.
        let questions = (0...needs.count).map { length in
            Self.question(
                content, needs.prefix(length).filter { $0.importance == .must }.sorted { ($0.skill, $0.level) < ($1.skill, $1.level) },
                place: place)
        }
        let draws = try await work.beyondTheCaller {
            try await work.execute(
                "SELECT draw FROM team_count_draws(\(company), \(questions), \(counts.map { Int32($0) })) ORDER BY nth"
            ).decode([UInt8].self)
        }
        let told = BlurredTeams(of: counts, draws: draws).told
        kept.withLock {
            if $0.told.count >= Self.mostKept { $0.told = [:] }
            $0.told[asked] = told
        }
        return told
    }

    /// Whether there is no team to count. That much is told to everybody, unblurred: it is true of nobody in particular.
    func isEmpty(in work: UnitOfWork) async throws -> Bool { try await teams(in: work).isEmpty }

    /// Where the case takes place as cities are compared; nil where it does not matter.
    private static func place(of content: CaseContent, in work: UnitOfWork) async throws -> String? {
        guard !content.remote, let named = content.place else { return nil }
        return try await work.execute("SELECT folded(\(named))")[0].decode(String.self)
    }

    /// All that a count hangs on as it is read, however it is written, and no word of the case: what counts alike is one question.
    private static func question(_ content: CaseContent, _ needs: some Collection<Need>, place: String?) -> String {
        let skills = needs.map { "\($0.skill)>\($0.level)\($0.importance.rawValue)" }
        var names = Positions<String>()
        let levels = GatherRound.levelled(content.languages) { names($0) }
        let languages = levels.map { "\(names.keys[Int($0.language)]):\($0.level)" }.sorted()
        let schools = content.openTo.map { Set($0.map(\.description)).sorted() }
        let parts: [String] = [
            "\(content.window.from) \(content.window.until)", "\(content.hoursPerWeek)", "\(content.teamSize.min) \(content.teamSize.max)",
            content.mentorSlots?.description ?? "-", languages.joined(separator: " "),
            content.remote ? "remote" : place.map { "at \($0)" } ?? "-", schools?.joined(separator: " ") ?? "-",
            skills.joined(separator: " "),
        ]
        return parts.joined(separator: "|")
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
            $0.counts = [:]
            $0.told = [:]
            $0.readAt = .now
        }
        return teams
    }

    /// Forgets what was read, so that the next count sees what is stored now.
    package func forget() {
        kept.withLock { $0 = Kept() }
    }
}
