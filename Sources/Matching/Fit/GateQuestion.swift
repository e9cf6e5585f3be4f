/// What a case asks of a team beside skills and time; cases that ask alike share the question.
enum GateQuestion: Hashable, Sendable {
    case school(openTo: SchoolSet)
    case teamSize(least: Int32, most: Int32)
    case language(LanguageLevel)
    case place(Int32)
    case window(Range<Int32>)
    case mentor(WeekMask)

    /// The questions of a case that any team could fail.
    static func asked(by target: FitCase, rules: FitRules) -> [GateQuestion] {
        var questions = target.languages.map(GateQuestion.language)
        if !target.remote, target.place >= 0, rules.placeRule != .ignored { questions.append(.place(target.place)) }
        questions.append(.teamSize(least: target.leastMembers, most: target.mostMembers))
        if rules.leastPresence > 0 { questions.append(.window(Week.weeks(of: target.window))) }
        if let mentor = target.mentor { questions.append(.mentor(mentor)) }
        if let openTo = target.openTo { questions.append(.school(openTo: SchoolSet(openTo))) }
        return questions
    }
}

/// Schools as bits: whether a team's is among them is one look, however many they are. Sets of the same schools are equal.
struct SchoolSet: Hashable, Sendable {
    private var words: [UInt64]

    /// - Parameter schools: positions, ≥ 0.
    init(_ schools: [Int32]) {
        words = Array(repeating: 0, count: Int(schools.max() ?? 0) / 64 + 1)
        for school in schools { words[Int(school) / 64] |= 1 << UInt64(school % 64) }
    }

    func contains(_ school: Int32) -> Bool {
        let word = Int(school) / 64
        return word < words.count && words[word] >> UInt64(school % 64) & 1 == 1
    }
}

extension TeamProfile {
    /// Why the team fails a question; nil where it passes.
    func failure(of question: GateQuestion, rules: FitRules) -> GateFailure? {
        switch question {
        case .school(let openTo):
            return openTo.contains(team.school) ? nil : .school(team.school)
        case .teamSize(let least, let most):
            let members = Int32(team.members.count)
            return least <= members && members <= most ? nil : .teamSize(members: members, least: least, most: most)
        case .language(let needed):
            let (level, member) = weakestLevel(in: needed.language)
            return level >= needed.level ? nil : .language(needed.language, needs: needed.level, has: level, member: member)
        case .place(let place):
            return livesIn(place, rule: rules.placeRule) ? nil : .place(place)
        case .window(let weeks):
            let least = Self.share(rules.leastPresence, of: Int32(weeks.count))
            let present = time.presentWeeks(in: weeks)
            return present >= least ? nil : .window(weeks: present, of: Int32(weeks.count), least: least)
        case .mentor(let mask):
            return (time.usual & mask).isEmpty ? .mentor : nil
        }
    }

    /// The least whole number that is at least so many ten-thousandths of `whole`.
    static func share(_ tenThousandths: Int32, of whole: Int32) -> Int32 {
        Int32((Int64(tenThousandths) * Int64(whole) + 9_999) / 10_000)
    }

    /// A member of whom no place is known may live there.
    private func livesIn(_ place: Int32, rule: FitRules.PlaceRule) -> Bool {
        switch rule {
        case .ignored: true
        case .someMember: team.members.contains { $0.place == place || $0.place < 0 }
        case .everyMember: team.members.allSatisfy { $0.place == place || $0.place < 0 }
        }
    }
}
