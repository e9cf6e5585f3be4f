/// A page for those who are signed in, as its address: where somebody goes on after a form or after signing in.
enum PlaceToReturn {
    private static let most = 1_000

    /// The same without what it says once.
    static func quiet(_ address: String) -> String? {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return checked(address) }
        let kept = parts[1].split(separator: "&").filter { !$0.hasPrefix("notice=") && !$0.hasPrefix("lang=") }
        return checked(kept.isEmpty ? String(parts[0]) : "\(parts[0])?\(kept.joined(separator: "&"))")
    }

    /// - Returns: nil for what is no address of the desk, and so for every other site.
    static func checked(_ address: String) -> String? {
        guard address.utf8.count <= most, address.wholeMatch(of: /\/desk(?:[\/?][A-Za-z0-9\/?&=%+:@!*~._-]*)?/) != nil else { return nil }
        return address
    }
}
