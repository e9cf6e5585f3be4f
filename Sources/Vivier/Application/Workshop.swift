package import API
package import Foundation
import Synchronization

/// Long work that somebody began from a page and that goes on when they leave it: it belongs to the house and not to the request.
///
/// It is done while ``run()`` runs. When that is cancelled, as at shutdown, so is all work, and nothing of it is stored.
package final class Workshop: Sendable {
    /// So many pieces of work go on at a time, each on threads of its own and with a connection of the database; more are refused.
    package static let mostAtOnce = 4
    /// How long it is told how a piece of work has ended.
    private static let memory: TimeInterval = 3_600

    /// A piece of work, with what has become of it.
    package struct Piece: Sendable {
        /// Tells it from an earlier one about the same.
        fileprivate let id: UUID
        package let since: Date
        package fileprivate(set) var progress: WorkProgress?
        package fileprivate(set) var end: (at: Date, outcome: Outcome)?
    }

    package enum Outcome: Sendable {
        /// Where its result is to be seen.
        case done(String)
        case failed(any Error)
        /// Somebody stopped it, or the house closed: nothing was stored.
        case stopped
    }

    package enum No: Refusal {
        case busy, goesOnAlready, nothingGoesOn

        package var reason: RefusalReason {
            switch self {
            case .busy:
                RefusalReason(
                    .conflict, code: "computations-in-progress",
                    en: "\(Workshop.mostAtOnce) computations are going on in this house. Ask again when one of them has ended.",
                    fr: "\(Workshop.mostAtOnce) calculs sont en cours sur ce serveur. Redemandez quand l’un d’eux sera terminé.",
                    secondsToWait: 30)
            case .goesOnAlready:
                RefusalReason(
                    .conflict, code: "run-in-progress", en: "A run of this round is in progress. Wait for its end, or stop it.",
                    fr: "Un calcul de cette session est en cours. Attendez sa fin, ou arrêtez-le.", secondsToWait: 10)
            case .nothingGoesOn:
                RefusalReason(
                    .conflict, code: "no-run-in-progress", en: "Nothing is being computed: there is nothing to stop.",
                    fr: "Aucun calcul n’est en cours\u{A0}: il n’y a rien à arrêter.")
            }
        }
    }

    private struct Job: Sendable {
        var subject: String
        var id: UUID
        var stops: AsyncStream<Void>
        var work: @Sendable (@escaping @Sendable (WorkProgress) -> Void) async throws -> String
    }

    private struct Entry {
        var piece: Piece
        var stop: AsyncStream<Void>.Continuation
        var readers: [AsyncStream<Piece>.Continuation] = []
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let (jobs, queue) = AsyncStream.makeStream(of: Job.self)

    package init() {}

    /// Begins a piece of work.
    ///
    /// - Parameters:
    ///   - subject: what it is about: of two pieces about the same the second is refused while the first goes on.
    ///   - work: gives the address of its result.
    package func begin(
        about subject: String, _ work: @escaping @Sendable (@escaping @Sendable (WorkProgress) -> Void) async throws -> String
    ) throws {
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let piece = Piece(id: UUID(), since: .now)
        try entries.withLock { entries in
            entries = entries.filter { $0.value.piece.end.map { -$0.at.timeIntervalSinceNow < Self.memory } ?? true }
            if let known = entries[subject], known.piece.end == nil { throw No.goesOnAlready }
            guard entries.values.count(where: { $0.piece.end == nil }) < Self.mostAtOnce else { throw No.busy }
            entries[subject] = Entry(piece: piece, stop: stop)
        }
        if case .terminated = queue.yield(Job(subject: subject, id: piece.id, stops: stops, work: work)) {
            end(subject, piece.id, .stopped)
        }
    }

    /// The newest piece of work about something, going on or ended within the hour.
    package func piece(about subject: String) -> Piece? { entries.withLock { $0[subject]?.piece } }

    /// A piece of work as it is now and as it becomes, up to its end. A slow reader skips steps.
    package func changes(about subject: String) -> AsyncStream<Piece> {
        let (pieces, post) = AsyncStream.makeStream(of: Piece.self, bufferingPolicy: .bufferingNewest(1))
        entries.withLock { entries in
            guard let piece = entries[subject]?.piece else { return post.finish() }
            post.yield(piece)
            if piece.end == nil { entries[subject]?.readers.append(post) } else { post.finish() }
        }
        return pieces
    }

    /// Ends what goes on about something; it takes some moments.
    package func stop(about subject: String) { entries.withLock { $0[subject]?.stop.finish() } }

    /// Does what is begun until it is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await job in jobs { group.addTask { await self.do(job) } }
            group.cancelAll()
        }
        let left = entries.withLock { entries in entries.filter { $0.value.piece.end == nil }.map { ($0.key, $0.value.piece.id) } }
        for (subject, id) in left { end(subject, id, .stopped) }
    }

    /// Does one piece of work, or ends it where somebody says so.
    private func `do`(_ job: Job) async {
        let outcome = await withTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                do {
                    return .done(try await job.work { self.note($0, job) })
                } catch {
                    return isCancellation(error) || Task.isCancelled ? Outcome.stopped : Outcome.failed(error)
                }
            }
            group.addTask {
                for await _ in job.stops {}
                return nil
            }
            var outcome: Outcome?
            while let next = await group.next() {
                outcome = next ?? outcome
                group.cancelAll()
            }
            return outcome ?? .stopped
        }
        end(job.subject, job.id, outcome)
    }

    private func note(_ progress: WorkProgress, _ job: Job) {
        entries.withLock { entries in
            guard entries[job.subject]?.piece.id == job.id else { return }
            entries[job.subject]?.piece.progress = progress
            if let entry = entries[job.subject] { for reader in entry.readers { reader.yield(entry.piece) } }
        }
    }

    private func end(_ subject: String, _ id: UUID, _ outcome: Outcome) {
        entries.withLock { entries in
            guard var entry = entries[subject], entry.piece.id == id, entry.piece.end == nil else { return }
            entry.piece.end = (.now, outcome)
            for reader in entry.readers {
                reader.yield(entry.piece)
                reader.finish()
            }
            entry.readers = []
            entries[subject] = entry
        }
    }
}
