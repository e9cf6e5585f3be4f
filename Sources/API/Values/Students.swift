package import Formats

package import struct Foundation.Date

/// A student as the school and the student see the profile.
package struct Student: Codable, Sendable, Versioned {
    package typealias ID = Identifier<Student>
    package var id: ID
    /// When it was last changed, in microseconds since 1970.
    package var version: Int
    package var school: Organisation.ID
    /// The school's own identifier.
    package var key: String
    package var givenName: String
    package var familyName: String
    package var email: String
    package var programme: String?
    package var graduation: Day?
    /// `fr:C2`.
    package var languages: [String]
    package var skills: [HeldSkill]
    /// Labels that no entry of the referential bears.
    package var unknownSkills: [String]
    /// `mon 09:00-12:00;tue 14:00-18:00`.
    package var availability: WeekGrid?
    package var hoursPerWeek: Int?
    package var notBefore: Day?
    package var notAfter: Day?
    package var city: String?
    package var team: Team.ID?
    /// What the student stated, so that no import changes it: `languages`, `availability`, `hours_per_week`, `not_before`, `not_after`,
    /// `city`; `consents` where the student has chosen to be seen by nobody for now. Skills say by their source who stated them.
    package var stated: [String]
    /// The rounds that are open to the student's team, in which it can rank cases; newest first.
    package var openRounds: [NamedRound]?

    package init(
        id: ID, version: Int, school: Organisation.ID, key: String, givenName: String, familyName: String, email: String,
        programme: String?, graduation: Day?, languages: [String], skills: [HeldSkill], unknownSkills: [String], availability: WeekGrid?,
        hoursPerWeek: Int?,
        notBefore: Day?, notAfter: Day?, city: String?, team: Team.ID?, stated: [String] = [], openRounds: [NamedRound]? = nil
    ) {
        self.openRounds = openRounds
        self.id = id
        self.version = version
        self.school = school
        self.key = key
        self.givenName = givenName
        self.familyName = familyName
        self.email = email
        self.programme = programme
        self.graduation = graduation
        self.languages = languages
        self.skills = skills
        self.unknownSkills = unknownSkills
        self.availability = availability
        self.hoursPerWeek = hoursPerWeek
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.city = city
        self.team = team
        self.stated = stated
    }
}

/// A round by its name.
package struct NamedRound: Codable, Sendable {
    package var id: Round.ID
    package var name: String

    package init(id: Round.ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// What a school has on a student besides skills, put right: it replaces all of it.
package struct StudentCorrection: Codable, Sendable {
    package var givenName: String
    package var familyName: String
    package var email: String
    package var programme: String?
    package var graduation: Day?
    /// `fr:C2`.
    package var languages: [String]?
    /// `mon 09:00-12:00;tue 14:00-18:00`.
    package var availability: WeekGrid?
    package var hoursPerWeek: Int?
    package var notBefore: Day?
    package var notAfter: Day?
    package var city: String?

    package init(_ student: Student) {
        givenName = student.givenName
        familyName = student.familyName
        email = student.email
        programme = student.programme
        graduation = student.graduation
        languages = student.languages
        availability = student.availability
        hoursPerWeek = student.hoursPerWeek
        notBefore = student.notBefore
        notAfter = student.notAfter
        city = student.city
    }
}

/// A skill with the level at which someone has it.
package struct HeldSkill: Codable, Sendable {
    package var uri: String
    package var label: String
    /// 1 notions, 2 practice, 3 autonomy, 4 expertise.
    package var level: Int
    /// Who says so: `self`, `school`, `company`, `peer`.
    package var source: String
    package var statedOn: Day
    /// In what a search finds: it counts there for a broader skill that was asked for. Absent elsewhere.
    package var narrower: Bool?

    package init(uri: String, label: String, level: Int, source: String, statedOn: Day, narrower: Bool? = nil) {
        self.uri = uri
        self.label = label
        self.level = level
        self.source = source
        self.statedOn = statedOn
        self.narrower = narrower
    }
}

/// A line of a list of students.
package struct StudentLine: Codable, Sendable {
    package var id: Student.ID
    package var key: String
    package var givenName: String
    package var familyName: String
    package var team: String?
    package var skills: Int
    package var hasAvailability: Bool
    /// Whether some company may find the student.
    package var hasConsent: Bool

    package init(
        id: Student.ID, key: String, givenName: String, familyName: String, team: String?, skills: Int, hasAvailability: Bool,
        hasConsent: Bool
    ) {
        self.id = id
        self.key = key
        self.givenName = givenName
        self.familyName = familyName
        self.team = team
        self.skills = skills
        self.hasAvailability = hasAvailability
        self.hasConsent = hasConsent
    }
}

/// A team and its members, by name where the caller may know them.
package struct Team: Codable, Sendable {
    package typealias ID = Identifier<Team>
    package var id: ID
    package var cohort: Cohort.ID
    package var name: String
    /// It stays as it is when teams are formed anew.
    package var locked: Bool
    package var members: [Member]

    package struct Member: Codable, Sendable {
        package var student: Student.ID
        package var givenName: String
        package var familyName: String

        package init(student: Student.ID, givenName: String, familyName: String) {
            self.student = student
            self.givenName = givenName
            self.familyName = familyName
        }
    }

    package init(id: ID, cohort: Cohort.ID, name: String, locked: Bool, members: [Member]) {
        self.id = id
        self.cohort = cohort
        self.name = name
        self.locked = locked
        self.members = members
    }
}

/// What a student has agreed to.
package struct Consent: Codable, Sendable {
    package typealias ID = Identifier<Consent>
    package enum Purpose: String, Codable, Sendable, CaseIterable {
        /// Companies may find the person in talent pools and follow the person as a prospect.
        case talentPool = "talent-pool"
        /// The company whose case the person's team works on may know the person.
        case caseCompany = "case-company"
    }
    /// A particular that a consent may show or keep back; name, school and skills are what a talent pool is.
    package enum Field: String, Codable, Sendable, CaseIterable {
        case email, programme, graduation, languages, city
        /// The hours a week and the days on which the person can work.
        case hours
    }
    package enum Recorder: String, Codable, Sendable, CaseIterable {
        case student, school, `operator`
    }
    package var id: ID
    package var student: Student.ID
    package var purpose: Purpose
    /// Nil: every company.
    package var company: Organisation.ID?
    /// The particulars that it shows.
    package var fields: [Field]
    package var textVersion: String
    /// `student`, who was signed in; or `school` or `operator` from a signed form, or with a token that they issued for the student.
    package var recordedBy: String
    package var givenAt: Date
    package var endsAt: Date
    package var withdrawnAt: Date?

    package init(
        id: ID, student: Student.ID, purpose: Purpose, company: Organisation.ID?, fields: [Field], textVersion: String, recordedBy: String,
        givenAt: Date, endsAt: Date, withdrawnAt: Date?
    ) {
        self.id = id
        self.student = student
        self.purpose = purpose
        self.company = company
        self.fields = fields
        self.textVersion = textVersion
        self.recordedBy = recordedBy
        self.givenAt = givenAt
        self.endsAt = endsAt
        self.withdrawnAt = withdrawnAt
    }
}

package struct ConsentDraft: Codable, Sendable {
    package var purpose: Consent.Purpose
    package var company: Organisation.ID?
    /// The particulars to be shown; nil: all.
    package var fields: [Consent.Field]?
    /// The version of the text that the person read.
    package var textVersion: String
    /// In the place of the one that stands for the same purpose and company, which is withdrawn with it.
    package var instead: Bool?

    package init(
        purpose: Consent.Purpose, company: Organisation.ID? = nil, fields: [Consent.Field]? = nil, textVersion: String, instead: Bool? = nil
    ) {
        self.instead = instead
        self.purpose = purpose
        self.company = company
        self.fields = fields
        self.textVersion = textVersion
    }
}

/// A company looked at a student.
package struct Receipt: Codable, Sendable {
    package typealias ID = Identifier<Receipt>
    package var id: ID
    package var at: Date
    /// As it was called then.
    package var company: OrganisationReference
    /// How it is called now, where that is another name.
    package var calledNow: String?
    /// `search`, `view` (the person alone), `export`, `prospect` (among those whom it follows), `match` (among its matches), `follow` (it
    /// began to follow the person).
    package var kind: String

    package init(id: ID, at: Date, company: OrganisationReference, kind: String, calledNow: String? = nil) {
        self.calledNow = calledNow
        self.id = id
        self.at = at
        self.company = company
        self.kind = kind
    }
}
