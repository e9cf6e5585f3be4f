import API
import Hummingbird
import Vivier

/// The proof of a published run: what is proven, in plain words, and how anyone checks it without trusting this site.
struct ProofPage {
    var proof: ShowProof.Proof
    var verification: Verification?
    var say: Words
    /// Of this site.
    var address: String

    private var path: String { "/proofs/\(proof.run)" }
    private var certificate: Run.Certificate { proof.certificate }

    func response() -> Response {
        let title = say("Proof of a published round", "Preuve d’une session publiée")
        return Layout(title: title, say: say, path: path, isNarrow: true).response(
            """
            <h1>\(title)</h1>
            <p class="lead">\(say("\(proof.holder) published it on \(say.moment(proof.publishedAt)).", "Publiée par \(proof.holder) le \(say.moment(proof.publishedAt))."))</p>
            \(proof.isSuperseded ? "<p class=\"warning\">\(say("Another run has taken its place since; this proof still holds for what was published then.", "Un autre calcul a pris sa place depuis\u{A0}; cette preuve vaut toujours pour ce qui fut publié alors."))</p>" : "" as HTML)
            <section class="card next"><div class="seal"><b aria-hidden="true">≈</b><div><h2>\(CertificateWords.title(certificate, proof.rules, say))</h2>
            <p>\(CertificateWords.meaning(certificate, proof.rules, say))</p></div></div></section>
            \(Pieces.figures([
                (say("of \(proof.teams) teams placed", "équipes placées sur \(proof.teams)"), say.number(proof.placed)), (say("cases", "cas"), say.number(proof.cases)),
                (say("eligible pairs, all compared", "paires possibles, toutes comparées"), say.number(proof.eligible)), (say("from the best, at most", "d’écart au meilleur, au plus"), say.number(certificate.gap)),
            ]))
            \(verify)
            <h2>\(say("What was fixed", "Ce qui est fixé"))</h2>
            \(Pieces.facts([
                (say("Rule", "Règle"), "\(RoundWords.rules(proof.rules, say))"), (say("Certificate", "Certificat"), "\(certificate.kind)"),
                (say("Total fit", "Adéquation totale"), "\(say.number(proof.totalFit))"),
                (boundName, "\(say.number(certificate.bound))"), (say("Seed of the lottery", "Graine du tirage"), "\(say.number(proof.rules.seed))"),
                (say("Input, SHA-256", "Entrée, SHA-256"), "<span class=\"hash\">\(proof.snapshotHash)</span>"),
                (say("Result and certificate, SHA-256", "Résultat et certificat, SHA-256"), "<span class=\"hash\">\(proof.resultHash)</span>"),
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
                ? "<p role=\"status\">\(Pieces.badge("valid", .good)) \(say("Checked just now from the stored papers, by code that shares nothing with the solver.", "Vérifié à l’instant d’après les documents conservés, par un code qui ne partage rien avec celui du calcul."))</p>"
                : "<p role=\"alert\" class=\"fault\">\(verification.broken ?? "")</p>"
        }
        return """
            <section class="card"><h2>\(say("Have it checked here", "Le faire vérifier ici"))</h2>\(verdict)
            <form method="post" action="\(path)/verification"><button>\(say("Verify now", "Vérifier maintenant"))</button></form></section>
            """
    }

    private var ways: HTML {
        let dense = say(
            "The school that published it holds the full papers; with them the digests above can be compared, and the run solved again to the same bytes:",
            "L’école qui l’a publiée détient les documents complets\u{A0}; on peut alors comparer les empreintes ci-dessus, et refaire le calcul à l’octet près\u{A0}:"
        )
        let full: HTML = """
            <p>\(dense)</p><pre tabindex="0"><code>sha256sum snapshot.json result.json
            vivier verify snapshot.json result.json</code></pre>
            """
        switch proof.withheld {
        case nil:
            return """
                <p>\(say(
                    "Download the two files. They hold fits, places, matches and the certificate; teams and cases are numbered in an order that tells nothing, and no person, name or ranking is in them.",
                    "Téléchargez les deux fichiers. Ils contiennent adéquations, places, affectations et certificat\u{A0}; équipes et cas y sont numérotés dans un ordre qui ne dit rien, sans personne, nom ni classement."))</p>
                <div class="actions"><a class="button quiet" href="\(path)/instance.json">instance.json</a><a class="button quiet" href="\(path)/result.json">result.json</a></div>
                <pre tabindex="0"><code>curl -O \(address)\(path)/instance.json
                curl -O \(address)\(path)/result.json
                vivier verify instance.json result.json</code></pre>
                <p>\(say("Or by any program: the check is one pass over the pairs, with the prices of the certificate.", "Ou par tout programme\u{A0}: la vérification est un passage sur les paires, avec les prix du certificat."))</p>
                \(full)
                """
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
}
