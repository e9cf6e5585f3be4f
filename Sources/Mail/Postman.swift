package import Foundation
package import Logging
import Synchronization

/// Delivers letters. Those that bear a secret are posted to it and kept in memory alone, tried again and again where a server asks for patience:
/// whoever misses one asks for another. All others are kept elsewhere, and handed to it for one try at a time.
package final class Postman: Sendable {
    /// Letters that wait to be looked at; more are refused.
    static let bound = 1_000
    /// Letters under way at a time, most of them waiting for another try.
    private static let atOnce = 32
    /// How long letters that are held when it is cancelled have for their one try.
    private static let grace: Duration = .seconds(5)

    private let courier: Courier
    private let log: Logger
    private let pauses: [Duration]
    private let hold: Duration
    private let waiting: AsyncStream<Posted>
    private let intake: AsyncStream<Posted>.Continuation
    private let held: AsyncStream<Held>
    private let holding: AsyncStream<Held>.Continuation
    private let undelivered = Atomic(0)

    /// Letters of its own that wait for their first or another try.
    package var waitingLetters: Int { undelivered.load(ordering: .relaxed) }

    private struct Posted: Sendable {
        var letter: Letter
        var delivered: (@Sendable () async -> Void)?
    }

    private struct Held: Sendable {
        var isWanted: Bool
        var write: @Sendable () -> Letter
        var until: ContinuousClock.Instant
    }

    /// What became of one try.
    package enum Outcome: Sendable {
        case taken
        /// Not now; it may be tried again.
        case later
        /// By nobody, ever.
        case refused
    }

    /// - Parameters:
    ///   - pauses: before each further try.
    ///   - hold: how long a letter waits of which no answer may tell whether there is one: until any answer has left.
    package init(
        courier: Courier, log: Logger, pauses: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(300)],
        hold: Duration = .milliseconds(100)
    ) {
        self.courier = courier
        self.log = log
        self.pauses = pauses
        self.hold = hold
        (waiting, intake) = AsyncStream.makeStream(of: Posted.self, bufferingPolicy: .bufferingOldest(Self.bound))
        (held, holding) = AsyncStream.makeStream(of: Held.self, bufferingPolicy: .bufferingOldest(Self.bound))
    }

    /// Never waits. A letter that nobody can take is told in the log, without its address.
    ///
    /// - Parameter delivered: told once somebody has taken it.
    package func post(_ letter: Letter, delivered: (@Sendable () async -> Void)? = nil) {
        guard Letter.canBeSentTo(letter.to) else {
            return log.warning("a letter cannot be addressed", metadata: ["subject": "\(letter.subject)"])
        }
        undelivered.add(1, ordering: .relaxed)
        if case .dropped = intake.yield(Posted(letter: letter, delivered: delivered)) {
            undelivered.subtract(1, ordering: .relaxed)
            log.error("too many letters wait: one was not taken")
        }
    }

    /// Never waits, and does the same for a letter that nobody wants as for any other: whether it is wanted is looked at a moment later, and only
    /// then it is written. The time of the answer tells nothing of it.
    package func post(ifWanted isWanted: Bool, _ write: @escaping @Sendable () -> Letter) {
        if case .dropped = holding.yield(Held(isWanted: isWanted, write: write, until: ContinuousClock.now + hold)) {
            log.error("too many letters wait: one was not taken")
        }
    }

    /// Tries once to deliver a letter that is kept elsewhere.
    ///
    /// - Parameters:
    ///   - name: the same at each try, so that who gets it twice knows it again; in a folder it is one file then.
    ///   - written: when.
    package func deliver(_ letter: Letter, name: String, written: Date) async -> Outcome {
        guard Letter.canBeSentTo(letter.to) else {
            log.warning("a letter cannot be addressed", metadata: ["subject": "\(letter.subject)"])
            return .refused
        }
        do {
            try await courier.deliver(letter, name: name, written: written)
            log.info("letter delivered", metadata: ["letter": "\(name)"])
            return .taken
        } catch MailServer.Failure.refused(let reason) {
            log.error("letter refused", metadata: ["letter": "\(name)", "reason": "\(reason)"])
            return .refused
        } catch is CancellationError {
            return .later
        } catch {
            log.warning("letter not delivered yet", metadata: ["letter": "\(name)", "reason": "\(error)"])
            return .later
        }
    }

    /// Removes what lies in a folder for an address. What went out is out.
    package func forget(_ address: String) {
        do {
            try courier.forget(address)
        } catch {
            log.error("letters could not be removed")
        }
    }

    /// Delivers what was posted until it is cancelled. What is held then has one try.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.release() }
            group.addTask { await self.deliverPosted() }
        }
    }

    private func release() async {
        var last: [Letter] = []
        for await one in held {
            // At once where it is cancelled.
            try? await Task.sleep(until: one.until, clock: .continuous)
            guard one.isWanted else { continue }
            if Task.isCancelled { last.append(one.write()) } else { post(one.write()) }
        }
        guard !last.isEmpty else { return }
        await tryOnce(last)
    }

    /// Apart from the task that is cancelled.
    private func tryOnce(_ letters: [Letter]) async {
        let delivery = Task {
            await withTaskGroup(of: Void.self) { group in
                for letter in letters {
                    group.addTask { _ = await self.deliver(letter, name: UUID().uuidString.lowercased(), written: Date()) }
                }
            }
        }
        let end = Task {
            try? await Task.sleep(for: Self.grace)
            delivery.cancel()
        }
        await delivery.value
        end.cancel()
    }

    private func deliverPosted() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await posted in waiting {
                if underWay == Self.atOnce {
                    await group.next()
                    underWay -= 1
                }
                group.addTask { await self.deliver(posted) }
                underWay += 1
            }
            group.cancelAll()
        }
    }

    private func deliver(_ posted: Posted) async {
        defer { undelivered.subtract(1, ordering: .relaxed) }
        let (name, written) = (UUID().uuidString.lowercased(), Date())
        for pause in pauses.map(Optional.some) + [nil] {
            guard posted.letter.goodUntil > Date(), !Task.isCancelled else { return }
            switch await deliver(posted.letter, name: name, written: written) {
            case .taken: return await posted.delivered?() ?? ()
            case .refused: return
            case .later: break
            }
            guard !Task.isCancelled else { return }
            guard let pause else { return log.error("letter given up", metadata: ["letter": "\(name)"]) }
            try? await Task.sleep(for: pause)
        }
    }
}
