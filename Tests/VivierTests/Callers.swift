import API
import Foundation
import TestSupport
import Vivier

extension Caller {
    static let root = Caller(role: .operator, requestID: "test")

    static func school(_ school: Organisation.ID) -> Caller {
        Caller(role: .schoolAdmin, organisation: school, requestID: "test")
    }

    static func company(_ company: Organisation.ID) -> Caller {
        Caller(role: .company, organisation: company, requestID: "test")
    }

    static func owner(_ company: Organisation.ID) -> Caller {
        Caller(role: .companyOwner, organisation: company, requestID: "test")
    }

    static func recruiter(_ company: Organisation.ID, language: Language = .english) -> Caller {
        Caller(role: .recruiter, organisation: company, requestID: "test", language: language)
    }

    static func student(_ student: Student.ID, of school: Organisation.ID) -> Caller {
        Caller(role: .student, organisation: school, student: student, session: SignedIn.ID(UUID()), requestID: "test")
    }
}

extension Given {
    func perform<Work: UseCase>(_ work: Work, as caller: Caller) async throws -> Work.Answer {
        try await application.perform(work, by: caller)
    }

    /// - Returns: why it was refused; nil where it was not.
    func refusal<Work: UseCase>(of work: Work, as caller: Caller) async throws -> RefusalReason? {
        do {
            _ = try await application.perform(work, by: caller)
            return nil
        } catch let refusal as any Refusal {
            return refusal.reason
        }
    }

    /// Reads all pages of a list.
    func all<Work: UseCase, Item>(
        limit: Int = 2, as caller: Caller, _ page: (PageQuery) -> Work
    ) async throws -> [Item] where Work.Answer == Page<Item> {
        var items: [Item] = []
        var query = PageQuery(limit: limit)
        repeat {
            let answer = try await perform(page(query), as: caller)
            items += answer.items
            query.cursor = answer.next
        } while query.cursor != nil
        return items
    }
}

extension RefusalReason {
    /// `/name length`.
    var faults: [String] { fields.map { "\($0.pointer ?? $0.parameter ?? "") \($0.code)" } }
}
