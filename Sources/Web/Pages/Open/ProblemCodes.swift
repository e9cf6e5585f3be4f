import Vivier

/// What the codes that every route can answer with mean. The codes of single use cases explain themselves in their `detail`.
enum ProblemCodes {
    static func explanation(of code: String) -> Sentence {
        general[code]
            ?? Sentence(
                en: "A rule of this operation refused the request; nothing was changed.",
                fr: "Une règle de cette opération a refusé la requête ; rien n’a été modifié.")
    }

    private static let general: [String: Sentence] = [
        "invalid": Sentence(
            en: "Some fields are missing, unknown or not acceptable. Each is named in “errors”, by JSON pointer or parameter.",
            fr: "Des champs manquent, sont inconnus ou non recevables. Chacun est nommé dans « errors », par pointeur JSON ou paramètre."),
        "not-allowed": Sentence(
            en: "The token’s role may not do that. The OpenAPI document lists the roles of each operation under “x-roles”.",
            fr: "Le rôle du jeton ne le permet pas. Le document OpenAPI donne les rôles de chaque opération sous « x-roles »."),
        "not-found": Sentence(
            en: "There is no such thing, or it belongs to somebody else: the two look alike on purpose.",
            fr: "Cela n’existe pas, ou appartient à quelqu’un d’autre : les deux se ressemblent à dessein."),
        "unauthenticated": Failure.unauthenticated.sentence,
        "too-many-failures": Sentence(
            en: "Too many unknown tokens came from one address. Wait for as long as Retry-After says.",
            fr: "Trop de jetons inconnus sont venus d’une même adresse. Attendez la durée indiquée par Retry-After."),
        "no-such-page": Failure.noSuchPage.sentence,
        "malformed-json": Failure.malformedJSON.sentence,
        "too-many-uploads": Failure.tooManyUploads.sentence,
        "own-upload-under-way": Failure.ownUploadUnderWay.sentence,
        "organisation-upload-under-way": Failure.organisationUploadUnderWay.sentence,
        "slow-body": Failure.slowBody.sentence,
        "broken-body": Failure.brokenBody.sentence,
        "unavailable": Failure.outage.sentence,
        "no-room": Failure.noRoom.sentence,
        "internal-error": Failure.fault.sentence,
        "cancelled": Failure.cancelled.sentence,
        "stopping": Failure.stopping.sentence,
        "other-schema": Failure.otherSchema.sentence,
        "no-http": Failure.noHTTP.sentence,
        "head-too-large": Failure.headTooLarge.sentence,
        "version-missing": Failure.versionMissing.sentence,
        "bad-version": Failure.badVersion.sentence,
        "changed-meanwhile": GeneralRefusal.changedMeanwhile.reason.sentence,
        "bad-idempotency-key": Failure.badIdempotencyKey.sentence,
        "not-one-host": Failure.notOneHost.sentence,
        "method-not-allowed": Sentence(
            en: "The address exists and takes other methods: see Allow.",
            fr: "L’adresse existe mais accepte d’autres méthodes : voyez Allow."),
        "unsupported-media-type": Sentence(
            en: "The body is of a media type that this operation does not read: see Accept.",
            fr: "Le corps est d’un type que cette opération ne lit pas : voyez Accept."),
        "too-large": Sentence(
            en: "The body is larger than what this operation takes; the OpenAPI document says how much that is.",
            fr: "Le corps dépasse ce que cette opération accepte ; le document OpenAPI dit combien."),
    ]
}
