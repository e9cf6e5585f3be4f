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
        let word = Int(school) >> 6
        return word < words.count && words[word] &>> UInt64(truncatingIfNeeded: school) & 1 == 1
    }
}

extension GateQuestion {
    /// Which of up to sixteen teams fail, a bit a team. Whoever asks one team asks here too.
    func failed(by teams: UnsafeBufferPointer<TeamProfile>, rules: FitRules) -> UInt16 {
        switch self {
        case .school(let openTo):
            return Self.bits(of: teams) { !openTo.contains($0.pointee.team.school) }
        case .teamSize(let least, let most):
            return Self.bits(of: teams) {
                let members = Int32($0.pointee.team.members.count)
                return members < least || most < members
            }
        case .language(let needed):
            return Self.bits(of: teams) { $0.pointee.weakestLevel(in: needed.language).level < needed.level }
        case .place(let place):
            return Self.bits(of: teams) { !$0.pointee.livesIn(place, rule: rules.placeRule) }
        case .window(let weeks):
            let least = TeamProfile.share(rules.leastPresence, of: Int32(weeks.count))
            return Self.bits(of: teams) { $0.pointee.time.presentWeeks(in: weeks) < least }
        case .mentor(let mask):
            return Self.bits(of: teams) { ($0.pointee.time.usual & mask).isEmpty }
        }
    }

    /// By address, because to take a team out of the buffer would count references to its parts.
    @inline(__always)
    private static func bits(of teams: UnsafeBufferPointer<TeamProfile>, _ fails: (UnsafePointer<TeamProfile>) -> Bool) -> UInt16 {
        guard let first = teams.baseAddress else { return 0 }
        // The last first, each shifted in.
        return teams.indices.reversed().reduce(0) { $0 &<< 1 | (fails(first + $1) ? 1 : 0) }
    }
}

extension TeamProfile {
    /// Why the team fails a question; nil where it passes.
    func failure(of question: GateQuestion, rules: FitRules) -> GateFailure? {
        let fails = withUnsafePointer(to: self) { question.failed(by: UnsafeBufferPointer(start: $0, count: 1), rules: rules) } != 0
        guard fails else { return nil }
        switch question {
        case .school: return .school(team.school)
        case .teamSize(let least, let most): return .teamSize(members: Int32(team.members.count), least: least, most: most)
        case .language(let needed):
            let (level, member) = weakestLevel(in: needed.language)
            return .language(needed.language, needs: needed.level, has: level, member: member)
        case .place(let place): return .place(place)
        case .window(let weeks):
            let least = Self.share(rules.leastPresence, of: Int32(weeks.count))
            return .window(weeks: time.presentWeeks(in: weeks), of: Int32(weeks.count), least: least)
        case .mentor: return .mentor
        }
    }

    /// The least whole number that is at least so many ten-thousandths of `whole`.
    static func share(_ tenThousandths: Int32, of whole: Int32) -> Int32 {
        Int32((Int64(tenThousandths) * Int64(whole) + 9_999) / 10_000)
    }

    /// A member of whom no place is known may live there.
    fileprivate func livesIn(_ place: Int32, rule: FitRules.PlaceRule) -> Bool {
        switch rule {
        case .ignored: true
        case .someMember: team.members.contains { $0.place == place || $0.place < 0 }
        case .everyMember: team.members.allSatisfy { $0.place == place || $0.place < 0 }
        }
    }
}
