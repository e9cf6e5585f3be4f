import Vivier

/// The query language in eight examples, each of which can be tried.
struct QueryHelp {
    var say: Words

    static let english = [
        "skill:\"Negotiation\">=3", "skill:\"Negotiation\" or skill:\"Advertising\"", "not language:de", "language:en>=B2",
        "available:2027-01", "graduation>=2027-06", "city:Dijon", "(city:Dijon or city:Lyon) language:en",
    ]
    static let french = [
        "competence:\"Négociation\">=3", "competence:\"Négociation\" ou competence:\"Publicité\"", "sauf langue:de", "langue:en>=B2",
        "disponible:2027-01", "diplome>=2027-06", "ville:Dijon", "(ville:Dijon ou ville:Lyon) langue:en",
    ]

    var html: HTML {
        let examples = say.language == .french ? Self.french : Self.english
        let items = examples.map { query -> HTML in
            """
            <li><a href="\(Desk.address("/desk/talent", ["q": query]))"><code>\(query)</code></a> <span class="soft">\(say(PoolQueryWords.words(of: query)))</span></li>

            """
        }
        return """
            <details class="help"><summary>\(say("How to write a query", "Comment écrire une requête"))</summary>
            <p class="soft">\(say("Conditions side by side must all hold. “or” joins alternatives, “not” or “-” leaves out, parentheses group; a label of several words stands in quotes. Levels: 1 notions, 2 practice, 3 autonomy, 4 expertise.", "Des conditions côte à côte doivent toutes être remplies. « ou » réunit des variantes, « sauf », « non » ou « - » écarte, les parenthèses regroupent ; un libellé de plusieurs mots se met entre guillemets droits. Niveaux : 1 notions, 2 pratique, 3 autonomie, 4 expertise."))</p>
            <ul class="plain">\(items)</ul></details>
            """
    }
}
