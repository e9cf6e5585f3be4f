package import Formats

/// What a team has of what the published cases ask, when its members are free, and why its members are in it.
package struct TeamStrengths: Codable, Sendable {
    package var team: Team
    /// A published round rests on the team: nobody joins or leaves it.
    package var held: Bool
    /// What the cases ask most first.
    package var skills: [Skill]
    package var members: [Member]
    /// Half-hours of the usual week in which all are free.
    package var commonHalfHours: Int
    /// What the cases ask at the median.
    package var neededHalfHours: Int
    /// Why it is as it is, in words.
    package var reasons: [String]

    /// One skill that published cases ask.
    package struct Skill: Codable, Sendable {
        package var skill: String
        /// The highest level that a case asks.
        package var neededLevel: Int
        /// Of the member who has most of it, and of the next one; 0 where there is nobody.
        package var best: Int
        package var second: Int
        package var bestBy: Student.ID?

        package init(skill: String, neededLevel: Int, best: Int, second: Int, bestBy: Student.ID?) {
            self.skill = skill
            self.neededLevel = neededLevel
            self.best = best
            self.second = second
            self.bestBy = bestBy
        }
    }

    package struct Member: Codable, Sendable {
        package var student: Student.ID
        package var givenName: String
        package var familyName: String
        package var free: WeekGrid
        /// Not said by the student.
        package var presumed: Bool
        /// What the team would lack without this member.
        package var reasons: [String]

        package init(student: Student.ID, givenName: String, familyName: String, free: WeekGrid, presumed: Bool, reasons: [String]) {
            self.student = student
            self.givenName = givenName
            self.familyName = familyName
            self.free = free
            self.presumed = presumed
            self.reasons = reasons
        }
    }

    package init(
        team: Team, held: Bool, skills: [Skill], members: [Member], commonHalfHours: Int, neededHalfHours: Int, reasons: [String]
    ) {
        self.team = team
        self.held = held
        self.skills = skills
        self.members = members
        self.commonHalfHours = commonHalfHours
        self.neededHalfHours = neededHalfHours
        self.reasons = reasons
    }
}

/// The teams of a cohort side by side, and who is in none.
package struct TeamBoard: Codable, Sendable {
    package var items: [TeamStrengths]
    package var next: String?
    /// How many there are by what was searched.
    package var total: Int
    /// By name, 200 at most.
    package var withoutTeam: [Team.Member]
    package var withoutTeamTotal: Int
    /// Cases that say what is needed.
    package var cases: Int

    package init(page: Page<TeamStrengths>, total: Int, withoutTeam: [Team.Member], withoutTeamTotal: Int, cases: Int) {
        items = page.items
        next = page.next
        self.total = total
        self.withoutTeam = withoutTeam
        self.withoutTeamTotal = withoutTeamTotal
        self.cases = cases
    }
}

package struct TeamBoardQuery: Codable, Sendable, LimitedQuery {
    package enum Sort: String, Codable, Sendable, CaseIterable {
        case name
        case nameDown = "-name"
        /// The smallest teams first.
        case members
        case membersDown = "-members"
    }
    /// Words of a team's or of one member's name; accents and capitals do not matter.
    package var q: String?
    /// By name where it is not said.
    package var sort: Sort?
    package var limit: Int?
    package var cursor: String?

    package var isByMembers: Bool { sort == .members || sort == .membersDown }

    package init(q: String? = nil, sort: Sort? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}
