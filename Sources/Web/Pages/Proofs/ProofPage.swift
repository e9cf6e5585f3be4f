import API
import Hummingbird
import Vivier

/// The proof of a published run: what is proven, in plain words, and how anyone checks it without trusting this site.
struct ProofPage {
    var proof: ShowProof.Proof
    /// SHA-256 of the files that are handed out here.
    var digests: [(name: String, sha256: String)]
    var verification: Verification?
    var say: Words
    /// Of this site.
    var address: String
    /// Who reads it, where somebody is signed in.
    var guest: Guest?

    private var path: String { "/proofs/\(proof.run)" }
    private var certificate: Run.Certificate { proof.certificate }

    func response() -> Response {
        let title = say("Proof of a published round", "Preuve d’une session publiée")
        let given = CertificateWords.given(proof.settled, say).map { "<p><b>\($0)</b></p>" as HTML }
        return Layout(title: title, say: say, path: path, isNarrow: true).seen(by: guest).response(
            """
            \(Pieces.crumbs(say, [(say("Proofs", "Preuves"), "/proofs")]))
            <h1>\(title)</h1>
            <p class="lead"><b>\(proof.round)</b>. \(say("\(proof.holder) published it on \(say.moment(proof.publishedAt)).", "Publiée par \(proof.holder) le \(say.moment(proof.publishedAt))."))</p>
            \(proof.isSuperseded ? "<p class=\"warning\">\(say("Another run has taken its place since; this proof still holds for what was published then.", "Un autre calcul a pris sa place depuis\u{A0}; cette preuve vaut toujours pour ce qui fut publié alors."))</p>" : "" as HTML)
            <section class="card next"><div class="seal"><b aria-hidden="true">≈</b><div><h2>\(CertificateWords.title(certificate, proof.rules, say))</h2>
            <p>\(CertificateWords.meaning(certificate, proof.rules, say))</p>\(given)</div></div></section>
            \(Pieces.figures([
                (say("of \(say.number(proof.teams)) \(proof.teams == 1 ? "team" : "teams") placed", "\(proof.placed < 2 ? "équipe placée" : "équipes placées") sur \(say.number(proof.teams))"), say.number(proof.placed)),
                (say("cases, full ones too", "cas, complets compris"), say.number(proof.cases)),
                (say("eligible pairs, all compared", "paires possibles, toutes comparées"), say.number(proof.eligible)),
                CertificateWords.distance(certificate, say),
            ].compactMap(\.self)))
            \(verify)
            <h2>\(say("What was fixed", "Ce qui est fixé"))</h2>
            \(Pieces.facts([
                (say("Rule", "Règle"), "\(RoundWords.rules(proof.rules, say))"), (say("Certificate", "Certificat"), "\(CertificateWords.kind(certificate.kind, say))"),
                (say("Total fit", "Adéquation totale"), "\(say.number(proof.totalFit))"),
                (say("Pairs fixed by hand", "Paires fixées à la main"), proof.settled.map { "\(say.number($0.pinned))" }),
                (say("Pairs excluded by hand", "Paires exclues à la main"), proof.settled.map { "\(say.number($0.banned))" }),
                (boundName, "\(say.number(certificate.bound))"), (say("Seed of the lottery", "Graine du tirage"), "\(say.number(proof.rules.seed))"),
                (say("Full input, SHA-256", "Entrée complète, SHA-256"), "<span class=\"hash\">\(proof.snapshotHash)</span>"),
                (say("Full result and certificate, SHA-256", "Résultat complet et certificat, SHA-256"), "<span class=\"hash\">\(proof.resultHash)</span>"),
            ]))
            <h2>\(say("Check it yourself", "Vérifier soi-même"))</h2>
            \(ways)
            """)
    }

    private var boundName: String {
        certificate.kind == "lp-dual" || certificate.kind == "branches"
            ? say("Proven bound of the objective", "Borne prouvée de l’objectif")
            : say("Most teams that can be placed", "Plus grand nombre d’équipes plaçables")
    }

    private var verify: HTML {
        let verdict: HTML? = verification.map { verification -> HTML in
            verification.valid
                ? "<p role=\"status\">\(Pieces.badge(say("valid", "valide"), .good)) \(say("Checked just now from the stored papers, by code that shares nothing with the solver.", "Vérifié à l’instant d’après les documents conservés, par un code qui ne partage rien avec celui du calcul."))</p>"
                : "<p role=\"alert\" class=\"fault\">\(verification.broken ?? "")</p>"
        }
        return """
            <section class="card"><h2>\(say("Have it checked here", "Le faire vérifier ici"))</h2>\(verdict)
            <form method="post" action="\(path)/verification" \(LiveRun.attributes(say))><button>\(say("Verify now", "Vérifier maintenant"))</button></form></section>
            """
    }

    private var ways: HTML {
        let full: HTML = """
            <h3>\(say("With the full papers", "Avec les documents complets"))</h3>
            <p>\(say(
                "The school that published it holds the full papers, snapshot.json and result.json: their digests are the two above. With them the run can be solved again to the same bytes.",
                "L’école qui l’a publiée détient les documents complets, snapshot.json et result.json\u{A0}: leurs empreintes sont les deux ci-dessus. Avec eux, le calcul peut être refait à l’octet près."))</p>
            <pre tabindex="0"><code>sha256sum snapshot.json result.json
            vivier verify snapshot.json result.json</code></pre>
            <p class="soft">\(say(
                "“vivier” is the command line of this service: it is built from its source, which the operator hands out, and needs neither an account nor this site.",
                "«\u{A0}vivier\u{A0}» est la ligne de commande de ce service\u{A0}: elle se construit à partir de son code source, que l’opérateur remet, et n’a besoin ni d’un compte ni de ce site."))</p>
            """
        switch proof.withheld {
        case nil: return "\(files)\(full)"
        case .rankings:
            return """
                <p>\(say(
                    "This proof rests on the rankings of teams and companies, which are theirs and not public.",
                    "Cette preuve repose sur les classements des équipes et des entreprises, qui leur appartiennent et ne sont pas publics."))</p>\(full)
                """
        case .tooManyPairs(let most):
            return """
                <p>\(say(
                    "With more than \(say.number(most)) eligible pairs the files are too large to be handed out here.",
                    "Au-delà de \(say.number(most)) paires possibles, les fichiers sont trop grands pour être remis ici."))</p>\(full)
                """
        }
    }

    /// The pair of files for everybody, with what checks them.
    private var files: HTML {
        let buttons = DownloadProof.File.allCases.map { file -> HTML in
            "<a class=\"button quiet\" href=\"\(path)/\(file.rawValue).json\">\(file.rawValue).json</a>"
        }
        let checkers = Checker.all.map { "<a class=\"button quiet\" href=\"\($0.path)\">\($0.name)</a>" as HTML }
        let facts = digests.map { (name: "\($0.name), SHA-256", value: "<span class=\"hash\">\($0.sha256)</span>" as HTML?) }
        let commands = (DownloadProof.File.allCases.map { "\(path)/\($0.rawValue).json" } + Checker.all.map(\.path)).map {
            "curl -O \(address)\($0)\n"
        }
        return """
            <h3>\(say("With files without names, and Python", "Avec des fichiers sans noms, et Python"))</h3>
            <p>\(say(
                "These two files hold fits, places, matches and the certificate; teams and cases are numbered in an order that tells nothing, and no person, name or ranking is in them. Whoever took part and knows the fit of a match may find that row, and read how well the team fits the other cases, which bear no names. They are made from the full papers, with the same fits, places and matches, and result.json bears the digest of its instance.json; the check above is of the full papers.",
                "Ces deux fichiers contiennent adéquations, places, affectations et certificat\u{A0}; équipes et cas y sont numérotés dans un ordre qui ne dit rien, sans personne, nom ni classement. Qui a participé et connaît l’adéquation d’une affectation peut retrouver cette ligne, et y lire l’adéquation de l’équipe aux autres cas, qui ne portent pas de nom. Ils sont tirés des documents complets, avec les mêmes adéquations, places et affectations, et result.json porte l’empreinte de son instance.json\u{A0}; la vérification ci-dessus porte sur les documents complets."))</p>
            <div class="actions">\(buttons)</div>
            \(facts.isEmpty ? nil : Pieces.facts(facts))
            <p>\(say(
                "The program that checks them is one file of plain Python, less than 150 lines. It shares nothing with this service: read it, or write your own, since the check is one pass over the pairs with the prices of the certificate.",
                "Le programme qui les vérifie est un seul fichier de Python, moins de 150 lignes. Il ne partage rien avec ce service\u{A0}: lisez-le, ou écrivez le vôtre, car la vérification est un passage sur les paires avec les prix du certificat."))</p>
            <div class="actions">\(checkers)</div>
            <pre tabindex="0"><code>\(commands.joined())sha256sum instance.json result.json
            python3 verify.py instance.json result.json</code></pre>
            """
    }
}
