package import Foundation

/// An OpenID provider that people may sign in with, as the operator describes it.
package struct Provider: Sendable, Equatable {
    /// In addresses: 1…40 of `a`–`z`, digits, `-`.
    package var id: String
    /// What people know it by.
    package var title: String
    /// Without a slash at its end; discovery is below it.
    package var issuer: String
    package var clientID: String
    /// Nil for a public client.
    package var clientSecret: String?
    /// Domains of addresses that it may vouch for; empty: any.
    package var domains: [String]
    /// The only organisation that it lets people into; nil: any.
    package var organisation: UUID?

    /// What is wrong with a description, and where.
    package struct Fault: Error, CustomStringConvertible {
        package var description: String
    }

    /// Reads the operator's description: a JSON array of objects with `id`, `title`, `issuer`, `client_id`, and as needed `client_secret`,
    /// `domains`, `organisation`.
    package static func list(_ json: String) throws(Fault) -> [Provider] {
        let read = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        guard let items = read as? [[String: Any]] else { throw Fault(description: "a JSON array of objects is expected") }
        var providers: [Provider] = []
        for (index, item) in items.enumerated() {
            let provider = try Provider(item, "[\(index)]")
            if providers.contains(where: { $0.id == provider.id }) {
                throw Fault(description: "[\(index)].id: \(provider.id) stands twice")
            }
            providers.append(provider)
        }
        return providers
    }

    private init(_ item: [String: Any], _ place: String) throws(Fault) {
        let known: Set = ["id", "title", "issuer", "client_id", "client_secret", "domains", "organisation"]
        if let stranger = item.keys.sorted().first(where: { !known.contains($0) }) {
            throw Fault(description: "\(place).\(stranger): there is no such field")
        }
        func text(_ name: String) throws(Fault) -> String {
            guard let text = item[name] as? String, !text.isEmpty, text.count <= 500 else {
                throw Fault(description: "\(place).\(name): a text is expected")
            }
            return text
        }
        id = try text("id")
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
        guard id.count <= 40, id.allSatisfy(allowed.contains) else { throw Fault(description: "\(place).id: a–z, 0–9 and - are taken") }
        title = try text("title")
        let address = try text("issuer")
        issuer = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard Fetch.isAllowed(issuer) else {
            throw Fault(description: "\(place).issuer: an https address is expected, or http on this machine")
        }
        clientID = try text("client_id")
        clientSecret = item["client_secret"] == nil ? nil : try text("client_secret")
        guard let domains = (item["domains"] ?? []) as? [String] else {
            throw Fault(description: "\(place).domains: a list of texts is expected")
        }
        self.domains = domains.map { $0.lowercased() }
        organisation = nil
        if item["organisation"] != nil {
            guard let id = UUID(uuidString: try text("organisation")) else {
                throw Fault(description: "\(place).organisation: the id of a school or company is expected")
            }
            organisation = id
        }
    }

    /// Whether it may vouch for an address.
    package func vouches(for address: String) -> Bool {
        guard !domains.isEmpty else { return true }
        guard let domain = address.lowercased().split(separator: "@").last else { return false }
        return domains.contains(String(domain))
    }
}
