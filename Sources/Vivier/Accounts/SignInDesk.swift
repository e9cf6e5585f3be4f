package import API
package import Foundation
import Mail
import Postgres

/// Lets people in who are not known yet: sends links, takes them back, and opens sessions. It acts in the daemon's own name, by functions of
/// the database that do one thing each.
package struct SignInDesk: Sendable {
    private let application: Application

    package init(_ application: Application) {
        self.application = application
    }

    /// How long a link is good.
    package static let linkLife: TimeInterval = 15 * 60

    /// Sends a link to an address that is somebody's here, and to nobody otherwise. The same is done for both before the answer:
    /// whether there is a letter is looked at later, so that neither the answer nor its time tells which it was.
    ///
    /// - Parameter browser: of the cookie of the browser that asks; the link works in no other.
    /// - Throws: a refusal of what is no address.
    package func ask(_ email: String, browser: LinkSecret, language: Language) async throws {
        var checks = FieldChecks()
        let address = checks.email(email, at: "/email")
        if address == nil {
            checks.refuse(
                "/email", "missing", en: "Give the address at which your school or company knows you.",
                fr: "Donnez l’adresse sous laquelle votre école ou votre entreprise vous connaît.")
        }
        try checks.end()
        guard let address else { return }
        let link = LinkSecret()
        let speaks = try await application.database.execute(
            "SELECT ask_sign_in(\(address), \(language.rawValue), \(link.digest), \(browser.digest))"
        )[0].decode(String?.self)
        let publicURL = application.publicURL
        // In the language of the page that it was asked for on, whatever the account was made with.
        application.letters?.post(ifWanted: speaks != nil) {
            .signIn(address, link: "\(publicURL)/sign-in/\(link.text)", language)
        }
    }

    package enum Outcome: Equatable, Sendable {
        case signedIn(LinkSecret)
        /// The link is good, in the browser that asked for it.
        case otherBrowser
        /// Used, too old, or never there.
        case over
    }

    /// - Parameter name: what the browser calls itself.
    package func use(_ link: LinkSecret, browser: LinkSecret?, name: String, requestID: String) async throws -> Outcome {
        let secret = LinkSecret()
        // A browser without the cookie gets the same question, which no stored digest answers.
        let digest = (browser ?? LinkSecret()).digest
        let outcome = try await once(
            "SELECT use_sign_in(\(link.digest), \(digest), \(secret.digest), \(Self.short(name)), \(requestID))"
        )[0].decode(String.self)
        switch outcome {
        case "done": return .signedIn(secret)
        case "other-browser": return .otherBrowser
        default: return .over
        }
    }

    /// Remembers that a browser went to a provider: the answer is good once, within ten minutes, in that browser.
    package func remember(_ state: LinkSecret, browser: LinkSecret, provider: String) async throws {
        _ = try await application.database.execute("SELECT ask_provider(\(state.digest), \(browser.digest), \(provider))")
    }

    /// - Returns: whether the browser went to the provider with this state; and never again.
    package func take(_ state: LinkSecret, browser: LinkSecret, provider: String) async throws -> Bool {
        try await application.database.execute("SELECT take_provider(\(state.digest), \(browser.digest), \(provider))")[0]
            .decode(Bool.self)
    }

    /// Signs in whoever a provider says that it is.
    ///
    /// - Parameters:
    ///   - home: the only organisation that the provider lets people into; nil: any.
    ///   - language: that of an account which is made for the person now.
    /// - Returns: the secret of a session; nil where nobody here has the address.
    package func signIn(
        verified address: String, home: Organisation.ID?, language: Language, name: String, requestID: String
    ) async throws -> LinkSecret? {
        let secret = LinkSecret()
        let isKnown = try await once(
            "SELECT sign_in_verified(\(address), \(home), \(language.rawValue), \(secret.digest), \(Self.short(name)), \(requestID))"
        )[0].decode(Bool.self)
        return isKnown ? secret : nil
    }

    /// What an invitation offers.
    package struct Offer: Sendable {
        package var email: String
        package var role: Role
        package var organisation: String?
        /// Nil where the invitation names none: then that of its reader.
        package var language: Language?
    }

    /// - Returns: nil where it is over.
    package func offer(of invitation: LinkSecret) async throws -> Offer? {
        let rows = try await application.database.execute(
            "SELECT email, sealed_email, role, organisation, language FROM look_at_invitation(\(invitation.digest))")
        guard let row = rows.first else { return nil }
        let (email, sealed, role, organisation, language) = try row.decode(
            String.self, [UInt8]?.self, Role.self, String?.self, String?.self)
        // Where the address was erased, the link alone still knows it.
        guard let address = sealed.map({ invitation.opened($0) }) ?? email else { return nil }
        return Offer(email: address, role: role, organisation: organisation, language: language.flatMap(Language.init(rawValue:)))
    }

    /// - Parameter language: of an account that is made, where the invitation names none.
    /// - Returns: the secret of a session; nil where the invitation is over.
    package func accept(_ invitation: LinkSecret, language: Language, name: String, requestID: String) async throws -> LinkSecret? {
        guard let address = try await offer(of: invitation)?.email else { return nil }
        let secret = LinkSecret()
        let isMember = try await once(
            """
            SELECT accept_invitation(\(invitation.digest), \(address), \(language.rawValue), \(secret.digest), \(Self.short(name)), \(requestID))
            """
        )[0].decode(Bool.self)
        return isMember ? secret : nil
    }

    /// A question of one row. It waits its turn behind whoever changes the same person, and is asked again where the two stood in each
    /// other's way.
    private func once(_ question: SQL) async throws -> Rows {
        try await application.database.transaction { try await $0.execute(question) }
    }

    /// What of a browser's name a person knows it by.
    static func short(_ name: String) -> String {
        let browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        let systems = [
            ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
            ("Linux", "Linux"),
        ]
        let browser = browsers.first { name.contains($0.0) }?.1
        let system = systems.first { name.contains($0.0) }?.1
        return [browser, system].compactMap(\.self).joined(separator: ", ")
    }
}

extension Application {
    /// Forgets links, sessions and invitations that have been over for long.
    package func forgetOldSignIns() async throws {
        _ = try await database.execute("SELECT forget_old_sign_ins()")
    }
}
