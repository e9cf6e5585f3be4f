import API
import Formats
import Logging
import Postgres
import Synchronization

extension Application {
    /// What must be there before the first request: the skills referential, the starter set where no other was loaded, and in memory.
    package func start() async throws {
        if try await database.execute("SELECT FROM skill LIMIT 1").isEmpty {
            try await perform(LoadStarterSkills(), by: .terminal(requestID: "start"))
        }
        try await skills.load(from: database)
        let key = try await database.execute("SELECT key FROM house_key WHERE purpose = 'cursor'").first?.decode([UInt8].self)
        if let seal = key.flatMap({ Seal(key: $0) }) { cursorSeal.withLock { $0 = seal } }
    }

    /// Reads the referential anew whenever an import, of this daemon or another on the same database, has changed it; until cancelled.
    package func heedSkills() async {
        for await notification in database.listen("skills_changed") {
            if Task.isCancelled { return }
            _ = notification
            do {
                try await skills.load(from: database)
            } catch {
                log.error("the skills referential could not be read anew", metadata: ["why": "\(error)"])
            }
        }
    }
}

/// Fills an empty referential with the set that the binary brings.
struct LoadStarterSkills: UseCase {
    var needs: Permission { .importSkills }

    func run(in work: UnitOfWork) async throws {
        let skills = try StarterSkill.all().map { skill in
            ESCOSkill(
                line: 0, uri: skill.uri, kind: skill.kind, labelEn: skill.labelEn, labelFr: skill.labelFr, synonymsEn: skill.synonymsEn,
                synonymsFr: skill.synonymsFr, broader: skill.broader)
        }
        _ = try await StoreSkills(skills: skills, source: "starter", work: work).write()
    }
}
