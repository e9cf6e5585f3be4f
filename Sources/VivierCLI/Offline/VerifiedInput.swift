import Formats
import Foundation
import Matching

/// What a result is checked against: an instance that lists the fit of each pair, or the snapshot of a round's run, from which every fit
/// is computed again.
struct VerifiedInput {
    /// The ids that a result may name.
    let instance: Instance
    /// Whether a result must stand in the form that the service writes: of a run there is one result, and no other bytes are it.
    let wantsExactForm: Bool
    private let digest: String
    private let check: (ResultClaim) -> BrokenCondition?
    /// Every eligible pair with its fit; nil of a snapshot whose certificate needs no list.
    private let listed: Instance?

    /// - Throws: an exit status, after saying why, where the file cannot be read, is refused or contradicts itself.
    init(_ file: OfflineFile, asJSON: Bool) throws {
        let bytes = try file.read()
        digest = SHA256.hex(of: bytes)
        wantsExactForm = Snapshot.isSnapshot(bytes)
        if wantsExactForm {
            let snapshot = try file.parsed(bytes, asJSON: asJSON) { bytes throws(JSONRefusal) in try Snapshot.read(bytes) }
            let book = try Self.book(of: snapshot, file)
            instance = snapshot.frame
            if snapshot.problem.holdsEveryPair {
                guard let listed = snapshot.rankedInstance(of: book) else {
                    let (most, policy) = (Snapshot.mostRankedPairs, snapshot.problem.policy.rawValue)
                    let minimums = snapshot.problem.hasMinimums ? said(" with minimums", " avec des minimums") : ""
                    OfflineFile.say(
                        said(
                            "\(file.name): the run has more than \(most) eligible pairs: too many for \(policy)\(minimums)",
                            "\(file.name)\u{A0}: le calcul a plus de \(most) paires possibles\u{A0}: trop pour \(policy)\(minimums)"))
                    throw OfflineFile.Status.refused
                }
                check = { claim in snapshot.firstBroken(claim, among: listed) }
                self.listed = listed
                return
            }
            listed = nil
            check = { claim in
                let control = DenseControl(
                    parts: 4 * ProcessInfo.processInfo.activeProcessorCount,
                    perform: { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) })
                // Nobody cancels it: it is valid where nothing is broken.
                if case .broken(let condition) = DenseChecker(book, claim).verdict(control: control) { return condition }
                return nil
            }
        } else {
            let contents = try file.parsed(bytes, asJSON: asJSON) { bytes throws(JSONRefusal) in try InstanceFile.read(bytes) }
            file.warn(contents.ignored)
            let contained = contents.instance
            (instance, listed) = (contained, contained)
            check = { claim in ResultChecker(contained, claim).firstBroken() }
        }
    }

    private static func book(of snapshot: Snapshot, _ file: OfflineFile) throws -> FitBook {
        do throws(FitDefect) {
            return try FitBook(snapshot.problem)
        } catch {
            let why = snapshot.sentence(of: error)
            OfflineFile.say(
                said(
                    "\(file.name): the snapshot contradicts itself: \(why.en)",
                    "\(file.name)\u{A0}: l’instantané se contredit\u{A0}: \(FrenchSpaces.kept(why.fr))"))
            throw OfflineFile.Status.refused
        }
    }

    /// How far a valid result may be from the best at most, where cases have minimums.
    func gap(_ result: ResultFile.Contents) -> Int64? { listed.flatMap { result.claim.gap(in: $0) } }

    /// The first condition that a result breaks; nil where it is the proven result of these very bytes.
    func firstBroken(_ result: ResultFile.Contents) -> BrokenCondition? {
        guard result.instanceSHA256 == digest else { return .otherInstance(stated: result.instanceSHA256, actual: digest) }
        return check(result.claim)
    }
}
