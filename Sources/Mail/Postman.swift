import Foundation
package import Logging
import Synchronization

/// Takes letters and delivers each, again and again where a server asks for patience. Letters bear secrets, so they are kept in memory
/// alone: whoever misses one asks for another.
package final class Postman: Sendable {
    /// Letters that wait to be looked at; more are refused.
    static let bound = 1_000
    /// Letters under way at a time, most of them waiting for another try.
    private static let atOnce = 32

    private let courier: Courier
    private let log: Logger
    private let pauses: [Duration]
    private let waiting: AsyncStream<Posted>
    private let intake: AsyncStream<Posted>.Continuation
    private let undelivered = Atomic(0)

    /// Letters that wait for their first or another try.
    package var waitingLetters: Int { undelivered.load(ordering: .relaxed) }

    private struct Posted: Sendable {
        var letter: Letter
        var delivered: (@Sendable () async -> Void)?
    }

    /// - Parameter pauses: before each further try.
    package init(courier: Courier, log: Logger, pauses: [Duration] = [.seconds(5), .seconds(30), .seconds(120), .seconds(300)]) {
        self.courier = courier
        self.log = log
        self.pauses = pauses
        (waiting, intake) = AsyncStream.makeStream(of: Posted.self, bufferingPolicy: .bufferingOldest(Self.bound))
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

    /// Removes what lies in a folder for an address. What went out is out.
    package func forget(_ address: String) {
        do {
            try courier.forget(address)
        } catch {
            log.error("letters could not be removed")
        }
    }

    /// Delivers until it is cancelled.
    package func run() async {
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
        let letter = posted.letter
        let name = UUID().uuidString.lowercased()
        for pause in pauses.map(Optional.some) + [nil] {
            guard letter.goodUntil > Date(), !Task.isCancelled else { return }
            do {
                try await courier.deliver(letter, name: name)
                log.info("letter delivered", metadata: ["letter": "\(name)"])
                await posted.delivered?()
                return
            } catch is CancellationError {
                return
            } catch MailServer.Failure.refused(let reason) {
                return log.error("letter refused", metadata: ["letter": "\(name)", "reason": "\(reason)"])
            } catch {
                log.warning("letter not delivered yet", metadata: ["letter": "\(name)", "reason": "\(error)"])
            }
            guard let pause else { return log.error("letter given up", metadata: ["letter": "\(name)"]) }
            try? await Task.sleep(for: pause)
        }
    }
}
