import Foundation
import Testing

/// What opens something to whoever has it: given out by the service, or trusted to it.
enum SecretKind: String, CaseIterable {
    case token, signInLink, browserCookie, sessionCookie, invitationLink, questionLink
    /// Drawn from the session's secret, for its forms.
    case formToken
    case providerState, providerNonce, providerVerifier, providerCode, providerIDToken, providerAccessToken, providerClientSecret
    /// Of a student's calendar elsewhere, which whoever knows its address reads.
    case calendarLink
    /// Chosen by the caller, and of use with the caller's token alone: it is kept, and not logged.
    case idempotencyKey

    static let ofProviders: Set<SecretKind> = [
        .providerState, .providerNonce, .providerVerifier, .providerCode, .providerIDToken, .providerAccessToken, .providerClientSecret,
    ]

    /// Where the sources draw secrets, and of which kinds, in their order.
    static let drawn: [String: [SecretKind]] = [
        "Vivier/Tokens/IssueToken.swift": [.token],
        "Vivier/Privacy/RetentionDesk.swift": [.questionLink],
        "Vivier/Accounts/Invite.swift": [.invitationLink],
        "Vivier/Accounts/SwitchMembership.swift": [.sessionCookie],
        // The third is of a browser that has none, and goes nowhere.
        "Vivier/Accounts/SignInDesk.swift": [.signInLink, .sessionCookie, .browserCookie, .sessionCookie, .sessionCookie],
        "Web/Guests/GuestPages.swift": [.browserCookie],
        "Web/Guests/GuestPages+Providers.swift": [.providerState, .browserCookie],
    ]
}

/// The secrets that came out of a service while it was used.
struct IssuedSecrets {
    private(set) var all: [SecretKind: Set<String>] = [:]

    mutating func note(_ kind: SecretKind, _ text: String?) throws {
        let text = try #require(text)
        // A short one would be found by chance.
        #expect(text.utf8.count >= 20, "\(kind.rawValue): \(text)")
        all[kind, default: []].insert(text)
    }
}
