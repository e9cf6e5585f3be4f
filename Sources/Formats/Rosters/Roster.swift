/// What a roster file says of a cohort, whichever form the file has.
package struct Roster: Sendable {
    package var students: [RosterStudent] = []
    /// The columns that the file has: what a column does not say leaves what is stored alone.
    package var columns: Set<RosterField> = []
    /// Keys of students that the file marks as gone; only ever proposed, never removed by an import.
    package var leaving: [String] = []
    /// What a OneRoster bundle says beside its students.
    package var offerings = RosterOfferings()

    package init() {}
}

/// A column of the cohort CSV.
package enum RosterField: String, CaseIterable, Sendable {
    case key
    case givenName = "given_name"
    case familyName = "family_name"
    case email
    case programme
    case graduation
    case languages
    case skills
    case availability
    case hoursPerWeek = "hours_per_week"
    case notBefore = "not_before"
    case notAfter = "not_after"
    case city
    case team

    /// What no roster goes without: the one list of it, for every form of a roster and for the pages.
    package static let needed: [RosterField] = [.key, .givenName, .familyName, .email]
}

/// One student of a roster; nil and empty where the row says nothing.
package struct RosterStudent: Sendable, Equatable {
    /// Where the row stands, for problems found later.
    package var file: String
    package var line: Int
    package var key: String
    package var givenName: String
    package var familyName: String
    package var email: String
    package var programme: String?
    package var graduation: Day?
    /// Each as ``LanguageText`` writes it: `fr:C2`.
    package var languages: [String] = []
    package var skills: [RosterSkill] = []
    package var availability: WeekGrid?
    package var hoursPerWeek: Int?
    package var notBefore: Day?
    package var notAfter: Day?
    package var city: String?
    package var team: String?
    package var attributes: [String: String] = [:]

    package init(file: String, line: Int, key: String, givenName: String, familyName: String, email: String) {
        self.file = file
        self.line = line
        self.key = key
        self.givenName = givenName
        self.familyName = familyName
        self.email = email
    }
}

package struct RosterSkill: Sendable, Equatable {
    /// A label or a URI, as written.
    package var label: String
    /// 1 notions, 2 practice, 3 autonomy, 4 expertise.
    package var level: Int

    package init(label: String, level: Int) {
        self.label = label
        self.level = level
    }
}

/// What came of reading a roster.
package struct RosterReading: Sendable {
    /// A column of the file and the field it was taken for; nil where it is ignored.
    package struct Column: Sendable, Equatable {
        package var name: String
        package var meaning: String?
    }

    package var roster = Roster()
    package var problems = ProblemList()
    /// Rows that are not taken; above 0 exactly where `problems` has a refusal.
    package var rejected = 0
    /// Not all of the file was read: who is not in here may be in it.
    package var isCutShort = false
    /// `csv, windows-1252, ;`
    package var detected: String
    /// In the order of the file; empty for a bundle, whose columns a standard names.
    package var mapping: [Column] = []

    package init(detected: String) {
        self.detected = detected
    }

    /// Notes why one row, or a whole file, is not taken.
    package mutating func refuse(_ problem: Problem) {
        problems.add(problem)
        rejected += 1
    }
}
