import API
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// The public pages of published runs: what is proven, and everything to check it with. Nobody signs in for them.
struct ProofPages: Sendable {
    let application: Vivier.Application
    let forms: FormReader
    let admission: Admission
    /// Who is signed in keeps the own sections.
    let door: DeskDoor
    let checks = ProofChecks()
    /// Checks asked for from one address.
    let asking = RateLimit(burst: 10, perSecond: 1.0 / 10)

    /// What the address of a proof bears behind a check whose progress was followed.
    private static let checked = "checked"

    private func caller(_ visit: Visit) -> Caller { .terminal(requestID: visit.requestID) }

    private func run(_ visit: Visit) throws -> Run.ID {
        guard let id = visit.parameters.get("run").flatMap({ Run.ID($0) }) else { throw Failure.noSuchPage }
        return id
    }

    private func list(of request: Request) -> ListProofs {
        ListProofs(q: request.typed("q"), sort: request.typed("sort").flatMap(ListProofs.Sort.init) ?? .newest)
    }

    func list(_ request: Request, _ visit: Visit) async throws -> Response {
        var list = list(of: request)
        (list.limit, list.cursor) = (ProofListPage.rows, request.typed("cursor"))
        let page = try await application.perform(list, by: caller(visit))
        return ProofListPage(
            lines: page.items, next: page.next, list: list, say: Words(language: visit.language), origin: application.publicURL,
            guest: try await door.guest(request)
        ).response()
    }

    func export(_ request: Request, _ visit: Visit) async throws -> Response {
        let export = ExportProofs(list: list(of: request), form: .people(visit.language))
        return PageRoutes.file(try await application.perform(export, by: caller(visit)), named: "proofs.csv")
    }

    func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let run = try run(visit)
        let isChecked = request.typed(Self.checked) != nil
        return try await page(of: run, isChecked ? await checks.fresh(run) : nil, request, visit)
    }

    private func page(of run: Run.ID, _ verification: Verification?, _ request: Request, _ visit: Visit) async throws -> Response {
        let proof = try await application.perform(ShowProof(run: run), by: caller(visit))
        var digests: [(name: String, sha256: String)] = []
        if proof.withheld == nil {
            for file in DownloadProof.File.allCases {
                // Where many ask just now, the page is shown without them.
                if let bytes = try? await bytes(of: file, run, visit) { digests.append(("\(file.rawValue).json", SHA256.hex(of: bytes))) }
            }
        }
        return ProofPage(
            proof: proof, digests: digests, verification: verification, say: Words(language: visit.language),
            address: application.publicURL,
            guest: try await door.guest(request)
        ).response()
    }

    private func bytes(of file: DownloadProof.File, _ run: Run.ID, _ visit: Visit) async throws -> [UInt8] {
        try await checks.bytes("\(run) \(file.rawValue)") { [application] in
            try await application.perform(DownloadProof(run: run, file: file), by: .terminal(requestID: visit.requestID))
        }
    }

    /// Checks the run again, in front of whoever asks.
    func verify(_ request: Request, _ visit: Visit) async throws -> Response {
        _ = try await forms.fields(of: request, from: .stranger(admission.address(of: request, visit)))
        if let seconds = asking.take(admission.address(of: request, visit)) { throw Failure.tooManyChecks(retryAfter: seconds) }
        let proof = try await application.perform(ShowProof(run: try run(visit)), by: caller(visit))
        guard EventStream.isWanted(request) else {
            return try await page(of: proof.run, try await verification(of: proof.run, visit), request, visit)
        }
        let reader = Caller.visitor(requestID: visit.requestID, language: visit.language)
        return EventStream.response(to: request, failed: { [log = application.log] in problemJSON($0, reader, log) }) { report in
            _ = try await verification(of: proof.run, visit, report)
            return try JSONForm.encoder.encode(Arrival(location: "/proofs/\(proof.run)?\(Self.checked)=now"))
        }
    }

    private func verification(
        of run: Run.ID, _ visit: Visit, _ report: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) async throws -> Verification {
        try await checks.verification(of: run) { [application] in
            try await application.perform(VerifyProof(run: run), by: caller(visit), progress: report)
        }
    }

    func download(_ file: DownloadProof.File, _ request: Request, _ visit: Visit) async throws -> Response {
        let bytes = try await bytes(of: file, run(visit), visit)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json", .contentDisposition: "attachment; filename=\"\(file.rawValue).json\"",
                .cacheControl: "public, max-age=3600",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Checks are work, and anybody may ask for them: one at a time, and who asks for what was just checked gets that answer.
actor ProofChecks {
    private static let freshness = Duration.seconds(30)
    private static let mostKept = 16
    private static let mostWaiting = 16

    enum No: Refusal {
        case busy

        var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "checks-in-progress", en: "Many ask for checks just now. Ask again in a moment.",
                fr: "Beaucoup demandent des vérifications en ce moment. Redemandez dans un instant.", secondsToWait: 10)
        }
    }

    private var verified: [(run: Run.ID, at: ContinuousClock.Instant, answer: Verification)] = []
    private var files: [(name: String, bytes: [UInt8])] = []

    func verification(of run: Run.ID, _ check: @escaping @Sendable () async throws -> Verification) async throws -> Verification {
        try await inTurn {
            if let kept = self.fresh(run) { return kept }
            let answer = try await check()
            self.verified.removeAll { $0.run == run }
            self.verified.append((run, .now, answer))
            if self.verified.count > Self.mostKept { self.verified.removeFirst() }
            return answer
        }
    }

    /// What a check has just found; nil where the last one is of some time ago.
    func fresh(_ run: Run.ID) -> Verification? {
        verified.first { $0.run == run && .now - $0.at < Self.freshness }?.answer
    }

    /// What is published never changes: it is made once, and kept while others ask for it too.
    func bytes(_ name: String, _ make: @escaping @Sendable () async throws -> [UInt8]) async throws -> [UInt8] {
        try await inTurn {
            if let kept = self.files.first(where: { $0.name == name }) { return kept.bytes }
            let bytes = try await make()
            self.files.append((name, bytes))
            if self.files.count > Self.mostKept { self.files.removeFirst() }
            return bytes
        }
    }

    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Each waits for the one before.
    private func inTurn<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        guard waiting.count < Self.mostWaiting else { throw No.busy }
        if isBusy { await withCheckedContinuation { waiting.append($0) } } else { isBusy = true }
        defer { if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() } }
        return try await body()
    }
}
