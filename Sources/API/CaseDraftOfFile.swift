package import Formats

extension CaseDraft {
    /// What a case file asks for. A file that was read without a refusal has a window and hours.
    package init?(_ file: CaseFile) {
        guard let from = file.from, let until = file.until, let hours = file.hoursPerWeek else { return nil }
        self.init(
            company: file.company, reference: file.reference, title: file.title, description: file.description,
            skills: file.skills.map { skill in
                CaseContent.NeededSkill(
                    skill: skill.skill, level: skill.level, importance: CaseContent.Importance(rawValue: skill.importance) ?? .should)
            },
            teamSize: file.teamSize.map { CaseContent.TeamSize(min: $0.lowerBound, max: $0.upperBound) }, capacity: file.capacity,
            minimum: file.minimum, window: CaseContent.Window(from: from, until: until), hoursPerWeek: hours, mentorSlots: file.mentorSlots,
            languages: file.languages, place: file.place, remote: file.remote, confidentiality: file.confidentiality, rights: file.rights,
            reward: file.reward, openTo: file.openTo)
    }
}

extension ImportProblem {
    /// A problem of a file in the language of whoever reads it: `fr`, or English.
    package init(_ problem: Problem, language: String) {
        self.init(
            file: problem.file, line: problem.line, column: problem.column, code: problem.code,
            message: language == "fr" ? FrenchSpaces.kept(problem.fr) : problem.en, severity: problem.severity.rawValue)
    }
}
