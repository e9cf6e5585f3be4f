import API
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vivier

@testable import Web

private let strings = repositoryRoot.deletingLastPathComponent().appending(path: "shared/data/bad-input/blns/blns_part1.json")

/// Strings that have broken other programs, through every field that somebody can type into, of every form that any role finds on a page of the
/// desk: what a page puts back beside its field must be no more than text there.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: strings.path), "the reference data is not here"), .timeLimit(.minutes(15)))
struct HostileFormTests {
    /// A form as it stands on a page.
    private struct PageForm {
        var action: String
        /// What the page itself gives it.
        var fields: [String: String] = [:]
        /// What is typed.
        var typed: Set<String> = []

        init(_ action: Substring, inside: Substring) {
            self.action = PageForm.plain(action)
            for tag in inside.matches(of: /<(input|textarea|select)\b([^>]*)>/) {
                let marks = Dictionary(
                    tag.output.2.matches(of: /([a-z-]+)="([^"]*)"/).map { (String($0.output.1), PageForm.plain($0.output.2)) }
                ) { first, _ in first }
                guard let name = marks["name"] else { continue }
                let type = tag.output.1 == "input" ? marks["type"] ?? "text" : String(tag.output.1)
                if ["text", "search", "email", "number", "date", "url", "textarea"].contains(type) { typed.insert(name) }
                if type != "checkbox" || tag.output.2.contains(" checked") { fields[name] = fields[name] ?? marks["value"] ?? "" }
            }
        }

        private static func plain(_ text: Substring) -> String {
            [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
                .reduce(String(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        }
    }

    @Test func `no text typed into any form of any page breaks it, and each is shown as text again`() async throws {
        let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: strings))
        try await PageWalk.run { walk in
            // Each form once, as the first role that finds it.
            var (known, sent, shown) = (Set<String>(), 0, 0)
            for role in Role.allCases {
                let browser = try await walk.browser(role)
                for place in walk.places where place.method == .get {
                    guard let path = try await walk.path(place, .own, as: role) else { continue }
                    let page = try await browser.get(path)
                    guard page.status == 200, page[header: "Content-Type"]?.hasPrefix("text/html") == true else { continue }
                    for form in forms(of: page.text) where !form.typed.isEmpty {
                        guard let address = template(of: form.action, walk), known.insert(address).inserted else { continue }
                        // Every string comes into some field of some form; each field gets eight of them.
                        for (turn, field) in form.typed.sorted().enumerated() {
                            for number in 0..<8 {
                                let text = texts[(known.count * 31 + turn * 7 + number * 13) % texts.count]
                                var fields = form.fields
                                fields[field] = text
                                fields["once"] = UUID().uuidString
                                let answer = try await browser.send("POST", form.action, fields)
                                let name: Comment = "\(address) \(field) \(text.debugDescription), \(role.rawValue)"
                                PageWalkTests().expectSafe(answer, name)
                                #expect(answer.status != 403 && answer.status != 429, name)
                                sent += 1
                                if [200, 422].contains(answer.status) { shown += 1 }
                            }
                        }
                    }
                }
            }
            #expect(known.count > 15 && sent > 600 && shown > 200, "\(known.count) \(sent) \(shown)")
            print("hostile strings in forms: \(known.count) forms, \(sent) sent, \(shown) shown again")
        }
    }

    private func forms(of page: String) -> [PageForm] {
        page.matches(of: /<form\b[^>]*method="post"[^>]*action="([^"]*)"[^>]*>/).map { match in
            let rest = page[match.range.upperBound...]
            return PageForm(match.output.1, inside: rest.firstRange(of: "</form>").map { rest[..<$0.lowerBound] } ?? rest)
        }
    }

    /// Which form of the map an address is; nil for one that is left out. A form that signs out or leads elsewhere ends the walk.
    private func template(of action: String, _ walk: PageWalk) -> String? {
        let words = action.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        let places = walk.places.filter { place in
            let parts = place.path.split(separator: "/")
            return place.method != .get && parts.count == words.count
                && zip(parts, words).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        // Word for word rather than by a parameter.
        let path = places.max { $0.path.filter { $0 == "{" }.count > $1.path.filter { $0 == "{" }.count }?.path
        return path.flatMap { ["/sign-out", "/sign-in", "/account/membership"].contains($0) ? nil : $0 }
    }
}
