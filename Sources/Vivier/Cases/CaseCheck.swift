import API
import Formats
import Foundation

/// A draft of a case made whole: defaults filled in, every field within its bounds.
struct CaseCheck {
    private(set) var content: CaseContent
    private var checks = FieldChecks()

    /// - Throws: every invalid field at once, each with the way to mend it.
    init(_ draft: CaseDraft) throws(GeneralRefusal) {
        content = CaseContent(
            reference: draft.reference, title: draft.title, description: draft.description ?? "",
            skills: draft.skills ?? [],
            teamSize: draft.teamSize ?? CaseContent.TeamSize(min: 1, max: 20), capacity: draft.capacity ?? 1,
            minimum: draft.minimum.flatMap { $0 == 0 ? nil : $0 }, window: draft.window, hoursPerWeek: draft.hoursPerWeek,
            mentorSlots: draft.mentorSlots, languages: draft.languages ?? [], place: draft.place,
            remote: draft.remote ?? (draft.place == nil), confidentiality: draft.confidentiality ?? "open",
            rights: draft.rights ?? "students", reward: draft.reward)
        check()
        try checks.end()
    }

    private mutating func check() {
        if content.title.allSatisfy(\.isWhitespace) {
            fault("/title", "length", "Give a title.", "Donnez un titre.")
        } else {
            content.title = checks.line(content.title, at: "/title", 1...200)
        }
        content.description = checks.lines(content.description, at: "/description", 0...65_536)
        let brackets = content.description.utf8.count { $0 == UInt8(ascii: "[") }
        if brackets > Self.mostBrackets {
            fault(
                "/description", "too-many-links",
                "It opens \(brackets) brackets, each of which may be a link; \(Self.mostBrackets) are taken.",
                "Elle ouvre \(brackets) crochets, dont chacun peut être un lien ; il en faut \(Self.mostBrackets) au plus.")
        }
        if let reference = content.reference { content.reference = checks.line(reference, at: "/reference", 1...100) as String }
        if let place = content.place { content.place = checks.line(place, at: "/place", 1...100) as String }
        if let reward = content.reward { content.reward = checks.lines(reward, at: "/reward", 1...500) }
        range(content.teamSize.min, 1...100, at: "/team_size/min")
        range(content.teamSize.max, 1...100, at: "/team_size/max")
        range(content.capacity, 0...10_000, at: "/capacity")
        if let minimum = content.minimum, !(0...max(0, content.capacity)).contains(minimum) {
            fault(
                "/minimum", "out-of-range", "\(minimum) is not from 0 to the capacity, \(content.capacity): the case could never run.",
                "\(minimum) n’est pas compris entre 0 et la capacité, \(content.capacity) : le cas ne pourrait jamais avoir lieu.")
        }
        range(content.hoursPerWeek, 1...80, at: "/hours_per_week")
        if content.teamSize.min > content.teamSize.max {
            fault(
                "/team_size", "order", "The least number of members is above the most.",
                "Le nombre minimal de membres dépasse le nombre maximal.")
        }
        let days = Int(content.window.until.daysSinceEpoch) - Int(content.window.from.daysSinceEpoch)
        if days < 0 {
            fault("/window", "order", "The window ends before it begins.", "La fenêtre se termine avant de commencer.")
        } else if days >= 731 {
            fault("/window", "too-long", "The window is longer than two years.", "La fenêtre dépasse deux ans.")
        }
        if !content.remote && content.place == nil {
            fault("/place", "missing", "A case that is not remote says where it takes place.", "Un cas en présence indique son lieu.")
        }
        choice(content.confidentiality, ["open", "nda"], at: "/confidentiality")
        choice(content.rights, ["students", "licence", "assignment"], at: "/rights")
        checkSkills()
        checkLanguages()
    }

    /// In a description: so many links nobody follows, and each takes its time on the page.
    private static let mostBrackets = 1_000

    private mutating func checkSkills() {
        if content.skills.count > 50 { fault("/skills", "count", "Name 50 skills at most.", "Nommez 50 compétences au plus.") }
        for (index, need) in content.skills.enumerated().prefix(50) {
            content.skills[index].skill = checks.line(need.skill, at: "/skills/\(index)/skill", 1...300)
            range(need.level, 1...4, at: "/skills/\(index)/level")
        }
    }

    private mutating func checkLanguages() {
        if content.languages.count > 10 { fault("/languages", "count", "Name 10 languages at most.", "Nommez 10 langues au plus.") }
        for (index, language) in content.languages.enumerated().prefix(10)
        where language.wholeMatch(of: /[a-z]{2,3}(:[ABC][12])?/) == nil {
            fault(
                "/languages/\(index)", "format", "Write a language as fr or fr:B2, the level A1 to C2.",
                "Écrivez une langue sous la forme fr ou fr:B2, le niveau de A1 à C2.")
        }
    }

    private mutating func range(_ value: Int, _ bounds: ClosedRange<Int>, at pointer: String) {
        if !bounds.contains(value) {
            fault(
                pointer, "out-of-range", "\(value) is not from \(bounds.lowerBound) to \(bounds.upperBound).",
                "\(value) n’est pas compris entre \(bounds.lowerBound) et \(bounds.upperBound).")
        }
    }

    private mutating func choice(_ value: String, _ choices: [String], at pointer: String) {
        if !choices.contains(value) {
            let list = choices.joined(separator: ", ")
            fault(pointer, "unknown", "One of: \(list).", "L’une de ces valeurs : \(list).")
        }
    }

    private mutating func fault(_ pointer: String, _ code: String, _ en: String, _ fr: String) {
        checks.refuse(pointer, code, en: en, fr: fr)
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
