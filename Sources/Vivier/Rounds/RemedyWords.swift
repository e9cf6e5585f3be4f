import API
import Matching

/// Says in words what would have given a team a case.
struct RemedyWords {
    var names: RoundNames
    /// Of the team's members, in the order of the snapshot.
    var members: [String]
    var language: Language

    func remedies(_ found: RemedyFindings) -> [Remedies.Remedy] {
        var remedies: [Remedies.Remedy] = []
        if found.ties {
            let words = Sentence(
                en: "nothing: another matching with the same total gives the team this case",
                fr: "rien\u{A0}: une autre affectation de même total donne ce cas à l’équipe")
            return [Remedies.Remedy(kind: .tie, message: words.text(language))]
        }
        if let fits = found.fits {
            if let remedy = fits.levels { remedies.append(self.remedy(.levels, remedy)) }
            if let remedy = fits.time { remedies.append(self.remedy(.time, remedy)) }
            if let remedy = fits.both { remedies.append(self.remedy(.levelsAndTime, remedy)) }
        }
        if let minimum = found.minimum { remedies.append(self.minimum(Int(minimum))) }
        if let (ofCase, ofCompany) = found.places { remedies.append(places(Int(ofCase), Int(ofCompany))) }
        return remedies
    }

    private func remedy(_ kind: Remedies.Kind, _ remedy: FitRemedies.Remedy) -> Remedies.Remedy {
        let raises = remedy.raises.map { raise in
            Remedies.Raise(
                skill: names.skills[Int(raise.skill)], member: members[Int(raise.member)], from: Int(raise.from), to: Int(raise.to))
        }
        var parts = raises.map { raise -> Sentence in
            let (to, from) = (Sentence.skillLevel(Int32(raise.to)), Sentence.skillLevel(Int32(raise.from)))
            // A team-mate may be nobody whom the reader may know.
            let who = raise.member == "–" ? "" : " (\(raise.member))"
            return Sentence(
                en: "\(raise.skill): \(to.en)\(raise.from > 0 ? " instead of \(from.en)" : "")\(who)",
                fr: "\(raise.skill)\u{A0}: \(to.fr)\(raise.from > 0 ? " au lieu de \(from.fr)" : "")\(who)")
        }
        if kind != .levels {
            let hours = Sentence.hours(halves: remedy.halfHours)
            parts.append(
                Sentence(
                    en: "\(hours.en) more in common over the whole window",
                    fr: "\(hours.fr) communes de plus sur toute la période"))
        }
        let text = listed(parts)
        return Remedies.Remedy(
            kind: kind, message: text, levels: kind == .time ? nil : raises, halfHours: kind == .levels ? nil : Int(remedy.halfHours),
            fit: Int(remedy.fit))
    }

    /// `A, B and C`.
    private func listed(_ parts: [Sentence]) -> String {
        let texts = parts.map { $0.text(language) }
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + Sentence(en: " and ", fr: " et ").text(language) + last
    }

    private func minimum(_ count: Int) -> Remedies.Remedy {
        let words = Sentence(
            en: count <= 1 ? "a case that runs with a single team" : "a case that runs with \(count) teams",
            fr: count <= 1 ? "un cas qui a lieu avec une seule équipe" : "un cas qui a lieu avec \(count) équipes")
        return Remedies.Remedy(kind: .minimum, message: words.text(language), minimum: count)
    }

    private func places(_ ofCase: Int, _ ofCompany: Int) -> Remedies.Remedy {
        var parts: [Sentence] = []
        if ofCase > 0 {
            parts.append(
                Sentence(
                    en: "\(ofCase) more \(ofCase == 1 ? "place" : "places") on the case",
                    fr: "\(ofCase) place\(ofCase == 1 ? "" : "s") de plus sur le cas"))
        }
        if ofCompany > 0 {
            parts.append(
                Sentence(
                    en: "\(ofCompany) more \(ofCompany == 1 ? "team" : "teams") taken by its company",
                    fr: "\(ofCompany) équipe\(ofCompany == 1 ? "" : "s") de plus prise\(ofCompany == 1 ? "" : "s") par son entreprise"))
        }
        let text = listed(parts)
        return Remedies.Remedy(kind: .places, message: text, places: ofCase, companyPlaces: ofCompany)
    }
}
