import API
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Vivier

/// An error as HTTP shows it. What HTTP itself makes unacceptable is thrown as one; all else is turned into one at the very end.
struct Failure: Error {
    var status: HTTPResponse.Status
    /// Stable; programs decide by it, and ``ProblemPage`` explains it.
    var code: String
    var sentence: Sentence
    var fields: [RefusalReason.Field] = []
    var report: ImportReport?
    var headers: HTTPFields = [:]
    /// Not the client's doing: to be logged as an error of ours.
    var isFault = false

    func problem(requestID: String, language: Language) -> ProblemDetails {
        ProblemDetails(
            type: "/problems/\(code)", title: Self.title(status).text(language), status: status.code, detail: sentence.text(language),
            code: code, requestId: requestID,
            errors: fields.isEmpty
                ? nil
                : fields.map { field in
                    FieldProblem(
                        pointer: field.pointer.map { "#" + $0 }, parameter: field.parameter, code: field.code,
                        detail: field.sentence.text(language))
                },
            report: report)
    }

    func response(requestID: String, language: Language) -> Response {
        var headers = self.headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        // A problem is made of texts and numbers, which JSON can always hold.
        let body = (try? JSONForm.encoder.encode(problem(requestID: requestID, language: language))) ?? Data("{}".utf8)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// Whatever was thrown as the JSON of a problem, where the head of the answer is sent already; a fault of ours is logged.
func problemJSON(_ error: any Error, _ caller: Caller, _ log: Logger) -> Data {
    let failure = Failure(error)
    if failure.isFault { log.fault(error, requestID: caller.requestID) }
    let problem = failure.problem(requestID: caller.requestID, language: caller.language)
    // A problem is made of texts and numbers, which JSON can always hold.
    return (try? JSONForm.encoder.encode(problem)) ?? Data("{}".utf8)
}

extension RefusalKind {
    /// The one place where kinds of refusals become statuses.
    var status: HTTPResponse.Status {
        switch self {
        case .denied: .forbidden
        case .missing: .notFound
        case .invalid, .rejectedImport: .unprocessableContent
        case .conflict: .conflict
        case .lostRace: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .cancelled: .serviceUnavailable
        case .tooOften: .tooManyRequests
        }
    }
}

extension Failure {
    /// Whatever was thrown, as its answer.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure:
            self = failure
        case let refusal as any Refusal:
            let reason = refusal.reason
            self.init(
                status: reason.kind.status, code: reason.code, sentence: reason.sentence, fields: reason.fields, report: reason.report)
            if let seconds = reason.secondsToWait { headers[.retryAfter] = String(seconds) }
        case _ where isCancellation(error):
            self = .cancelled
        case _ where isOutOfRoom(error):
            self = .noRoom
        case _ where isOutage(error):
            self = .outage
        case let error as any HTTPResponseError:
            self = Failure(status: error.status)
        default:
            self = .fault
        }
    }

    /// What the server underneath refuses by itself.
    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .noSuchPage
        case .contentTooLarge: self = .tooLarge(limit: nil)
        case _ where status.code >= 500: self = .fault
        default:
            self.init(
                status: status, code: "bad-request",
                sentence: Sentence(en: "The request could not be understood.", fr: "La requête n’a pas pu être comprise."))
        }
    }
}
