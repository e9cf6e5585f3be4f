import API
import Vivier

/// Whom a student asks to have all erased that is kept: the school, which does it.
struct ErasureCard {
    var say: Words
    var school: String

    /// - Returns: nil for whoever is of no school.
    static func html(_ desk: Desk) async throws -> HTML? {
        guard let school = desk.caller.organisation else { return nil }
        return ErasureCard(say: desk.say, school: try await desk.perform(ShowSchool(school: school)).name).html
    }

    var html: HTML {
        let title = say("To have all of it erased", "Pour tout faire effacer")
        return """
            <section class="card" aria-labelledby="erasure"><h2 id="erasure" class="small-title">\(title)</h2>
            <p>\(say(
                "Your school, \(school), erases everything that is kept of you when you ask for it: ask its administration, which is to answer within a month.",
                "Votre école, \(school), efface sur demande tout ce qui est conservé de vous\u{A0}: adressez-vous à son administration, qui doit répondre sous un mois."))</p>
            <p class="soft">\(say(
                "It is for good. Published matches stay provable, without your name.",
                "C’est définitif. Les affectations publiées restent vérifiables, sans votre nom."))</p></section>

            """
    }
}
