package import API
import Formats
package import Foundation
import Postgres

/// What an iCalendar file says of a student's time. It stores nothing: the student looks at it and states it.
package struct ReadCalendar: Recalled {
    package var student: Student.ID
    package var file: [UInt8]
    /// From when on it is looked at.
    package var today: Date

    package init(student: Student.ID, file: [UInt8], today: Date = .now) {
        self.student = student
        self.file = file
        self.today = today
    }

    package var needs: Permission { .stateOwnProfile }
    package static var isolation: Isolation { .readOnly }

    /// To ask twice does nothing twice.
    package func keepsake(of answer: CalendarReading) -> String? { "read" }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> CalendarReading { try await run(in: work) }

    package func run(in work: UnitOfWork) async throws -> CalendarReading {
        try await Self.read(file, of: student, today: today, at: "/file", in: work)
    }

    /// - Parameter field: what a refusal speaks of.
    static func read(
        _ bytes: [UInt8], of student: Student.ID, today: Date, at field: String, in work: UnitOfWork
    ) async throws -> CalendarReading {
        let now = try await work.availability(of: student)
        let zone = HouseZone.current
        let local = Int(today.timeIntervalSince1970) + zone.secondsFromGMT(for: today)
        let day = Day(daysSinceEpoch: Int32(clamping: local / 86_400))
        let window = TakenTime.window(from: day, in: zone)
        let found: (times: [CalendarBusyTime], events: Int, problems: ProblemList)
        do {
            found = try await OwnThread.run("calendar") { isCancelled in
                do {
                    var calendar = try CalendarFile(bytes, home: zone)
                    let times = try calendar.times(from: window.lowerBound, until: window.upperBound, isCancelled: isCancelled)
                    return (times, calendar.eventCount, calendar.problems)
                } catch {
                    // What a reading that was given up says of the file is nothing.
                    if isCancelled() { throw CancellationError() }
                    throw error
                }
            }
        } catch let problem as Problem {
            throw CalendarRefusal(problem, at: field)
        }
        let time = TakenTime(found.times, from: day, in: zone)
        guard time.activeWeeks > 0 else { throw CalendarRefusal.nothing(at: field) }
        return CalendarReading(
            now: now, from: day, until: time.until, weeks: time.activeWeeks, events: found.events, times: found.times.count,
            taken: time.taken, whole: time.statement(within: TakenTime.waking),
            within: now.availability.map { time.statement(within: $0) },
            problems: found.problems.problems.prefix(50).map { ImportProblem($0, language: work.caller.language.rawValue) },
            problemsTotal: found.problems.total)
    }
}

/// Why a calendar was not read, at the field that it came by and with the line in it.
struct CalendarRefusal: Refusal {
    var reason: RefusalReason

    init(_ problem: Problem, at field: String) {
        let at = problem.line.map { ("Line \($0): ", "Ligne \($0) : ") } ?? ("", "")
        self.init(problem.code, at: field, en: at.0 + problem.en, fr: at.1 + problem.fr)
    }

    init(_ code: String, at field: String, en: String, fr: String) {
        let sentence = Sentence(en: en, fr: fr)
        reason = RefusalReason(
            .invalid, code: "calendar-unread", en: "The calendar was not read.", fr: "Le calendrier n’a pas été lu.",
            fields: [.init(pointer: field, code: code, sentence: sentence)])
    }

    static func nothing(at field: String) -> CalendarRefusal {
        CalendarRefusal(
            "nothing-coming", at: field,
            en: "This calendar takes no time in the next \(TakenTime.weeks) weeks. Export the time to come.",
            fr: "Ce calendrier ne prend aucun temps dans les \(TakenTime.weeks) semaines à venir. Exportez la période à venir.")
    }
}
