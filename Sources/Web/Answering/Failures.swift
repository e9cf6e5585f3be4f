import HTTPTypes
import Hummingbird
import Vivier

// What HTTP itself makes unacceptable, before any use case is asked.
extension Failure {
    static let noSuchPage = Failure(
        status: .notFound, code: "no-such-page",
        sentence: Sentence(
            en: "There is nothing at this address. /openapi.json lists every address of the API.",
            fr: "Il n’y a rien à cette adresse. /openapi.json énumère toutes les adresses de l’API."))

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Failure {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return Failure(
            status: .methodNotAllowed, code: "method-not-allowed",
            sentence: Sentence(en: "This address takes \(list) only.", fr: "Cette adresse n’accepte que \(list)."), headers: [.allow: list])
    }

    /// Unknown, expired and revoked tokens look alike.
    static let unauthenticated = Failure(
        status: .unauthorized, code: "unauthenticated",
        sentence: Sentence(
            en: "A valid token is needed: Authorization: Bearer vvr_… Ask your operator for one (vivierd token create).",
            fr: "Un jeton valide est nécessaire : Authorization: Bearer vvr_… Demandez-en un à votre opérateur (vivierd token create)."),
        headers: [.wwwAuthenticate: "Bearer realm=\"vivier\""])

    static func tooManyFailures(retryAfter seconds: Int) -> Failure {
        Failure(
            status: .tooManyRequests, code: "too-many-failures",
            sentence: Sentence(
                en: "Too many requests with unknown tokens came from this address. Try again in \(seconds) seconds.",
                fr: "Trop de requêtes avec des jetons inconnus sont venues de cette adresse. Réessayez dans \(seconds) secondes."),
            headers: [.retryAfter: String(seconds)])
    }

    static func tooManyRequests(retryAfter seconds: Int) -> Failure {
        Failure(
            status: .tooManyRequests, code: "too-many-requests",
            sentence: Sentence(
                en: "You have asked more than the service takes from one account. Try again in \(seconds) seconds.",
                fr: "Vous avez fait plus de demandes que le service n’en accepte d’un même compte. Réessayez dans \(seconds) secondes."),
            headers: [.retryAfter: String(seconds)])
    }

    static func tooManyVisits(retryAfter seconds: Int) -> Failure {
        Failure(
            status: .tooManyRequests, code: "too-many-requests",
            sentence: Sentence(
                en: "More was asked for from this address than the service takes from one. Try again in \(seconds) seconds.",
                fr:
                    "Plus de demandes sont venues de cette adresse que le service n’en accepte d’une seule. Réessayez dans \(seconds) secondes."
            ),
            headers: [.retryAfter: String(seconds)])
    }

    static func tooManyLinks(retryAfter seconds: Int) -> Failure {
        Failure(
            status: .tooManyRequests, code: "too-many-links",
            sentence: Sentence(
                en: "Too many links were asked for. Wait \(seconds) seconds, then ask again.",
                fr: "Trop de liens ont été demandés. Attendez \(seconds) secondes, puis recommencez."),
            headers: [.retryAfter: String(seconds)])
    }

    static func tooManyChecks(retryAfter seconds: Int) -> Failure {
        Failure(
            status: .tooManyRequests, code: "too-many-checks",
            sentence: Sentence(
                en: "Many checks were asked for from this address. Wait \(seconds) seconds, then ask again.",
                fr: "Beaucoup de vérifications ont été demandées depuis cette adresse. Attendez \(seconds) secondes, puis recommencez."),
            headers: [.retryAfter: String(seconds)])
    }

    static let besideProxy = Failure(
        status: HTTPResponse.Status(code: 421), code: "beside-proxy",
        sentence: Sentence(
            en: "This listener speaks plain HTTP and answers the proxy in front alone. Use the service’s public address.",
            fr: "Cet accès parle HTTP en clair et ne répond qu’au proxy placé devant lui. Utilisez l’adresse publique du service."))

    /// RFC 9112, 3.2.
    static let notOneHost = Failure(
        status: .badRequest, code: "not-one-host",
        sentence: Sentence(
            en: "A request names the host that it is for, once: Host.", fr: "Une requête nomme son hôte, une seule fois : Host."))

    static let forged = Failure(
        status: .forbidden, code: "forged",
        sentence: Sentence(
            en: "This form does not come from a page of this site, or the page is an old one. Open the page again and repeat.",
            fr: "Ce formulaire ne vient pas d’une page de ce site, ou d’une page ancienne. Rouvrez la page et recommencez."))

    static func unsupportedMediaType(_ accepted: [String]) -> Failure {
        let list = accepted.joined(separator: ", ")
        return Failure(
            status: .unsupportedMediaType, code: "unsupported-media-type",
            sentence: Sentence(en: "Send the body as \(list) (Content-Type).", fr: "Envoyez le corps en \(list) (Content-Type)."),
            headers: [.accept: list])
    }

    static func tooLarge(limit: Int?) -> Failure {
        let bound = limit.map { $0 >= 1 << 20 ? "\($0 >> 20) MiB" : "\($0) bytes" }
        return Failure(
            status: .contentTooLarge, code: "too-large",
            sentence: Sentence(
                en: "The body is larger than what is taken here\(bound.map { " (\($0))" } ?? "").",
                fr: "Le corps dépasse la taille acceptée ici\(bound.map { " (\($0))" } ?? "")."))
    }

    static let tooManyUploads = Failure(
        status: .serviceUnavailable, code: "too-many-uploads",
        sentence: Sentence(
            en: "So much is being received just now that there is no room for this body. Nothing was stored; try again shortly.",
            fr:
                "Tant de données arrivent en ce moment qu’il n’y a plus de place pour ce corps. Rien n’a été enregistré ; réessayez sous peu."
        ),
        headers: [.retryAfter: "5"])

    static let ownUploadUnderWay = Failure(
        status: .tooManyRequests, code: "own-upload-under-way",
        sentence: Sentence(
            en:
                "Your own upload is still under way and takes all the room that one sender has. Nothing was stored; try again when it is done.",
            fr: """
                Votre propre envoi est encore en cours et occupe toute la place dont dispose un expéditeur. Rien n’a été enregistré. \
                Réessayez quand il sera terminé.
                """),
        headers: [.retryAfter: "5"])

    static let organisationUploadUnderWay = Failure(
        status: .tooManyRequests, code: "organisation-upload-under-way",
        sentence: Sentence(
            en: """
                Uploads of your organisation are still under way and take all the room that one organisation has. Nothing was stored; \
                try again when they are done.
                """,
            fr: """
                Des envois de votre organisation sont encore en cours et occupent toute la place dont dispose une organisation. \
                Rien n’a été enregistré. Réessayez quand ils seront terminés.
                """),
        headers: [.retryAfter: "5"])

    /// One address may be that of many.
    static let addressUploadUnderWay = Failure(
        status: .tooManyRequests, code: "own-upload-under-way",
        sentence: Sentence(
            en: "What comes from your address already takes all the room that one address has. Nothing was stored; try again shortly.",
            fr: """
                Ce qui arrive déjà de votre adresse occupe toute la place dont dispose une adresse. Rien n’a été enregistré. \
                Réessayez sous peu.
                """),
        headers: [.retryAfter: "5"])

    static let slowBody = Failure(
        status: .requestTimeout, code: "slow-body",
        sentence: Sentence(
            en: "The body came too slowly: at least 1 KiB a second is expected.",
            fr: "Le corps est arrivé trop lentement : au moins 1 Kio par seconde est attendu."), headers: [.connection: "close"])

    static let brokenBody = Failure(
        status: .badRequest, code: "broken-body",
        sentence: Sentence(
            en: "The body broke off, or its chunks are not those of HTTP.",
            fr: "Le corps s’est interrompu, ou ses blocs ne sont pas ceux de HTTP."), headers: [.connection: "close"])

    static let malformedJSON = Failure(
        status: .badRequest, code: "malformed-json",
        sentence: Sentence(en: "The body is not well-formed JSON in UTF-8.", fr: "Le corps n’est pas un JSON bien formé en UTF-8."))

    static let versionMissing = Failure(
        status: HTTPResponse.Status(code: 428), code: "version-missing",
        sentence: Sentence(
            en: "Say which version you replace: send its ETag as If-Match.",
            fr: "Dites quelle version vous remplacez : envoyez son ETag dans If-Match."))

    static let badVersion = Failure(
        status: .badRequest, code: "bad-version",
        sentence: Sentence(
            en: "If-Match bears the ETag that the answer before had, for example \"v3\".",
            fr: "If-Match porte l’ETag de la réponse précédente, par exemple \"v3\"."))

    static let badIdempotencyKey = Failure(
        status: .badRequest, code: "bad-idempotency-key",
        sentence: Sentence(
            en: "An Idempotency-Key has 1 to 255 visible ASCII characters.",
            fr: "Une clé Idempotency-Key compte de 1 à 255 caractères ASCII visibles."))

    static func invalid(_ fields: [RefusalReason.Field]) -> any Error { GeneralRefusal.invalid(fields) }

    static let outage = Failure(
        status: .serviceUnavailable, code: "unavailable",
        sentence: Sentence(
            en: "The database does not answer just now. Try again shortly; a post that carried an Idempotency-Key may safely be repeated.",
            fr:
                "La base de données ne répond pas pour l’instant. Réessayez sous peu ; un envoi muni d’une Idempotency-Key peut être répété sans risque."
        ), headers: [.retryAfter: "2"])

    /// Somebody has to make room, which takes longer than a server's coming back.
    static let noRoom = Failure(
        status: .serviceUnavailable, code: "no-room",
        sentence: Sentence(
            en: """
                The disk of the database is full: nothing was stored, and what is there can still be read. The operator has to make room; a post \
                that carried an Idempotency-Key may then safely be repeated.
                """,
            fr: """
                Le disque de la base de données est plein\u{A0}: rien n’a été enregistré, et ce qui s’y trouve reste lisible. L’opérateur doit \
                libérer de la place\u{A0}; un envoi muni d’une Idempotency-Key pourra ensuite être répété sans risque.
                """), headers: [.retryAfter: "30"])

    static let stopping = Failure(
        status: .serviceUnavailable, code: "stopping",
        sentence: Sentence(
            en: "This daemon is stopping and takes no more requests. Ask another, or this one when it is back.",
            fr: "Ce service s’arrête et ne prend plus de requêtes. Adressez-vous à un autre, ou à celui-ci à son retour."),
        headers: [.retryAfter: "2"])

    static let otherSchema = Failure(
        status: .serviceUnavailable, code: "other-schema",
        sentence: Sentence(
            en: "The database has another schema version than this program: start the newer program, or run vivierd migrate.",
            fr: "Le schéma de la base est d’une autre version que ce programme\u{A0}: lancez le plus récent, ou vivierd migrate."),
        headers: [.retryAfter: "2"])

    /// What the parser of HTTP takes for no request.
    static let noHTTP = Failure(
        status: .badRequest, code: "no-http",
        sentence: Sentence(
            en: "This is no request of HTTP/1.1 as the service reads it: its method, address, a field or its Content-Length is malformed.",
            fr: "Ce n’est pas une requête HTTP/1.1 lisible\u{A0}: sa méthode, son adresse, un champ ou son Content-Length est mal formé."),
        headers: [.connection: "close"])

    static let headTooLarge = Failure(
        status: .requestHeaderFieldsTooLarge, code: "head-too-large",
        sentence: Sentence(
            en: "The head of the request is larger than what is taken: 16 KiB for the address or one field, 64 KiB and 100 fields in all.",
            fr: "L’en-tête de la requête dépasse ce qui est accepté\u{A0}: 16 Kio pour l’adresse ou un champ, 64 Kio et 100 champs en tout."
        ),
        headers: [.connection: "close"])

    static let cancelled = Failure(
        status: .serviceUnavailable, code: "cancelled",
        sentence: Sentence(
            en: "The work was given up before its end, and nothing was stored. Try again.",
            fr: "Le travail a été interrompu avant la fin et rien n’a été enregistré. Réessayez."), headers: [.retryAfter: "2"])

    static let fault = Failure(
        status: .internalServerError, code: "internal-error",
        sentence: Sentence(
            en: "Something went wrong on our side. Tell your operator the request id.",
            fr: "Une erreur est survenue de notre côté. Communiquez l’identifiant de la requête à votre opérateur."), isFault: true)

    static func title(_ status: HTTPResponse.Status) -> Sentence {
        switch status.code {
        case 400: Sentence(en: "Not understood", fr: "Requête incomprise")
        case 401: Sentence(en: "Who are you?", fr: "Qui êtes-vous ?")
        case 403: Sentence(en: "Not allowed", fr: "Non autorisé")
        case 404: Sentence(en: "Not found", fr: "Introuvable")
        case 405: Sentence(en: "Method not allowed", fr: "Méthode non autorisée")
        case 408: Sentence(en: "Too slow", fr: "Trop lent")
        case 409: Sentence(en: "Conflict", fr: "Conflit")
        case 412: Sentence(en: "Changed in between", fr: "Modifié entre-temps")
        case 413: Sentence(en: "Too large", fr: "Trop volumineux")
        case 415: Sentence(en: "Media type not taken", fr: "Type de contenu non accepté")
        case 431: Sentence(en: "Head too large", fr: "En-tête trop volumineux")
        case 421: Sentence(en: "Misdirected", fr: "Mauvaise destination")
        case 422: Sentence(en: "Not acceptable", fr: "Non recevable")
        case 428: Sentence(en: "Say what you replace", fr: "Dites ce que vous remplacez")
        case 429: Sentence(en: "Too many requests", fr: "Trop de requêtes")
        case 503: Sentence(en: "Not available", fr: "Indisponible")
        default: Sentence(en: "Internal error", fr: "Erreur interne")
        }
    }
}
