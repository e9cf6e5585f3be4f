import API
import Postgres

/// Finds out which students of a roster the school knows and enrols the others, a piece at a time, while the rest is still being read.
struct RosterEnrolment: Sendable {
    private let school: Organisation.ID
    private let cohort: Cohort.ID
    private let mode: Mode
    private let work: UnitOfWork
    private let knowsStudents: Bool

    enum Mode: Sendable {
        /// Nobody is enrolled.
        case dry
        /// What is refused is left out.
        case skipping
        /// Nothing stays of a roster of which anything is refused; from there on nobody is enrolled.
        case whole
    }

    /// - Precondition: the roster of the school is claimed, so that nobody else enrols students in it.
    init(school: Organisation.ID, cohort: Cohort.ID, mode: Mode, work: UnitOfWork) async throws {
        (self.school, self.cohort, self.mode, self.work) = (school, cohort, mode, work)
        knowsStudents = try await work.execute("SELECT EXISTS (SELECT FROM student WHERE school_id = \(school))")[0].decode(Bool.self)
    }

    /// - Parameters:
    ///   - since: the position of the piece's first student.
    ///   - page: the page of `incoming` before which none of its rows lies.
    ///   - isRefused: something of the roster up to its end is refused.
    /// - Returns: how many of its students the school knows.
    func take(since: Int, page: Int, isRefused: Bool) async throws -> Int {
        let met = knowsStudents ? try await meet(since: since, page: page) : 0
        let isEnrolled =
            switch mode {
            case .dry: false
            case .skipping: true
            case .whole: !isRefused
            }
        if isEnrolled { _ = try await work.execute("SELECT enrol_staged(\(school), \(cohort), \(Int32(since)), \(page))") }
        return met
    }

    /// Sets `incoming.student_id` to the student's own, and its state, where the school knows the key.
    ///
    /// OFFSET 0: each is looked up by its key. What was just staged has no statistics.
    private func meet(since: Int, page: Int) async throws -> Int {
        try await work.execute(
            """
            UPDATE incoming i SET student_id = m.id, state = 'unchanged'
            FROM (SELECT n.ctid AS place, k.id FROM incoming n CROSS JOIN LATERAL (
                    SELECT s.id FROM student s WHERE s.school_id = \(school) AND s.key = n.key OFFSET 0) k
                WHERE n.ctid >= \("(\(page),0)")::text::tid AND n.position >= \(Int32(since))) m
            WHERE i.ctid = m.place
            """
        ).affected
    }
}
