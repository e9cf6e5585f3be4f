/// Schools, courses, classes and who is in which: what a bundle says beside its students.
package struct RosterOfferings: Sendable, Equatable {
    /// Becomes a school.
    package struct Organisation: Sendable, Equatable {
        package var id: String
        package var name: String
        /// As written: `school`, `department`, `college` …
        package var kind: String
        package var identifier: String?
        package var parent: String?
    }

    /// Becomes a programme.
    package struct Course: Sendable, Equatable {
        package var id: String
        package var title: String
        package var code: String?
        package var organisation: String?
    }

    /// Becomes a cohort.
    package struct Class: Sendable, Equatable {
        package var id: String
        package var title: String
        package var code: String?
        package var course: String?
        package var organisation: String?
    }

    /// A student of a class.
    package struct Enrolment: Sendable, Equatable {
        package var classID: String
        package var studentKey: String
    }

    package var organisations: [Organisation] = []
    package var courses: [Course] = []
    package var classes: [Class] = []
    package var enrolments: [Enrolment] = []
    /// The file says what has changed, not all there is: who is not in it has not left.
    package var isDelta = false

    package init() {}
}
