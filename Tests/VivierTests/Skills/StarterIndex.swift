import Vivier

extension SkillIndex {
    /// The starter entries, numbered from 1 in the order of their file.
    init(starter: [StarterSkill]) {
        var entries: [Entry] = []
        var synonyms: [Spelling] = []
        for (position, skill) in starter.enumerated() {
            let id = Int32(position + 1)
            entries.append(Entry(id: id, uri: skill.uri, kind: skill.kind, labelEn: skill.labelEn, labelFr: skill.labelFr))
            for text in skill.synonymsEn { synonyms.append(Spelling(skill: id, language: .english, text: text, isPreferred: false)) }
            for text in skill.synonymsFr { synonyms.append(Spelling(skill: id, language: .french, text: text, isPreferred: false)) }
        }
        self.init(entries: entries, synonyms: synonyms)
    }
}
