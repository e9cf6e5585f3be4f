import API
import Formats
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
    /// Forms in which nobody types, of buttons, ticks, choices and files, besides those of guests.
    private static let wordless: Set<String> = [
        "/desk/cases/{case}/publish", "/desk/cohorts/{cohort}/formation/teams", "/desk/cohorts/{cohort}/import",
        "/desk/cohorts/{cohort}/import/{roster}", "/desk/cohorts/{cohort}/import/{roster}/drop",
        "/desk/cohorts/{cohort}/import/{roster}/store", "/desk/cohorts/{cohort}/imports/{import}/undo", "/desk/cohorts/{cohort}/moves",
        "/desk/cohorts/{cohort}/reminders", "/desk/me/availability/calendar/store", "/desk/me/consents", "/desk/me/ranking",
        "/desk/people/end", "/desk/people/tokens/revoke", "/desk/people/withdraw", "/desk/rounds/{round}/cards",
        "/desk/rounds/{round}/decisions/{team}/{case}/lift", "/desk/rounds/{round}/runs", "/desk/rounds/{round}/stop",
        "/desk/runs/{run}/publish", "/desk/runs/{run}/verification", "/desk/students/{student}/consents/withdraw",
        "/desk/talent/pools/{pool}/delete", "/desk/teams/{team}/disband", "/desk/teams/{team}/lock", "/desk/teams/{team}/unlock",
    ]
    /// Forms that the world has no page of: what the form of a case asks while somebody types, the teams that were shared for a case, and a
    /// pair of a run in a round that is still open.
    private static let absent: Set<String> = ["/desk/cases/chances", "/desk/cases/{case}/teams", "/desk/runs/{run}/decisions"]

    /// A form as it stands on a page.
    private struct PageForm {
        var action: String
        /// What the page itself gives it.
        var fields: [String: String] = [:]
        /// Where something is typed, and what stands there.
        var typed: [String: String] = [:]

        init(_ action: Substring, inside: Substring) {
            self.action = PageForm.plain(action)
            read(inside)
        }

        /// What a button sends elsewhere than the form says; typed are its fields outside of the form.
        func sent(to action: Substring, with outside: [Substring]) -> PageForm {
            var form = self
            (form.action, form.typed) = (PageForm.plain(action), [:])
            for tag in outside { form.read(tag) }
            return form
        }

        /// By scalars: a text may begin with a mark, which goes with the quotation mark before it.
        private mutating func read(_ html: Substring) {
            for tag in html.matches(of: /<(input|textarea|select)\b([^>]*)>/.matchingSemantics(.unicodeScalar)) {
                let marks = Dictionary(
                    tag.output.2.matches(of: /([a-z-]+)="([^"]*)"/.matchingSemantics(.unicodeScalar)).map {
                        (String($0.output.1), PageForm.plain($0.output.2))
                    }
                ) { first, _ in first }
                guard let name = marks["name"] else { continue }
                let type = tag.output.1 == "input" ? marks["type"] ?? "text" : String(tag.output.1)
                if type == "textarea" { typed[name] = PageForm.text(html[tag.range.upperBound...]) }
                if ["text", "search", "email", "number", "date", "url"].contains(type) { typed[name] = marks["value"] ?? "" }
                if type != "checkbox" || tag.output.2.contains(" checked") { fields[name] = fields[name] ?? marks["value"] ?? "" }
            }
        }

        /// What stands between the tags; the first line break is not part of it.
        private static func text(_ rest: Substring) -> String {
            let end = rest.unicodeScalars.firstRange(of: "</textarea>".unicodeScalars)?.lowerBound ?? rest.endIndex
            let text = plain(rest[..<end])
            return text.hasPrefix("\n") ? String(text.dropFirst()) : text
        }

        private static func plain(_ text: Substring) -> String {
            [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
                .reduce(String(text)) { $0.replacing(scalars: $1.0, with: $1.1) }
        }
    }

    @Test func `no text typed into any form of any page breaks it, and each is shown as text again`() async throws {
        let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: strings))
        try await PageWalk.run { walk in
            let more = try await morePages(walk.world)
            // Each form once, as the first role that finds it.
            var (known, sent, shown, back) = (Set<String>(), 0, 0, 0)
            for role in Role.allCases {
                let browser = try await walk.browser(role)
                var paths = more
                for place in walk.places where place.method == .get {
                    if let path = try await walk.path(place, .own, as: role) { paths.append(path) }
                }
                for path in paths {
                    let page = try await browser.get(path)
                    guard page.status == 200, page[header: "Content-Type"]?.hasPrefix("text/html") == true else { continue }
                    for form in forms(of: page.text) where !form.typed.isEmpty {
                        guard let address = template(of: form.action, walk), known.insert(address).inserted else { continue }
                        // Every string comes into some field of some form; each field gets eight of them.
                        for (turn, field) in form.typed.keys.sorted().enumerated() {
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
                                // Where it is asked for once more, it stands there as it was typed. Rows are counted anew.
                                let isRow = field.split(separator: "/").contains { Int($0) != nil }
                                // What nobody sees need not come back.
                                let isSeen = text.unicodeScalars.contains { !VisibleText.isHidden($0) && !$0.properties.isWhitespace }
                                guard answer.status == 422, !isRow, isSeen else { continue }
                                let again = forms(of: answer.text).filter { template(of: $0.action, walk) == address }
                                let put = again.compactMap { $0.typed[field] }.map { trimmed($0) }
                                guard !put.isEmpty else { continue }
                                #expect(put.contains(asShown(text)), name)
                                back += 1
                            }
                        }
                    }
                }
            }
            #expect(known.count > 15 && sent > 600 && shown > 200 && back > 100, "\(known.count) \(sent) \(shown) \(back)")
            let all = Set(walk.places.filter { $0.method != .get }.map(\.path))
            let missed = all.subtracting(known).subtracting(FormWalkTests.guests).subtracting(Self.wordless).subtracting(Self.absent)
            #expect(missed.isEmpty, "\(missed.sorted()): walk to a page of each, or say why nothing is typed there")
            #expect(Self.wordless.union(Self.absent).isSubset(of: all))
            print("hostile strings in forms: \(known.count) forms, \(sent) sent, \(shown) shown again, \(back) as they were typed")
        }
    }

    /// Pages that show a form only where their address asks for it, and somebody whom no company follows yet.
    private func morePages(_ world: World) async throws -> [String] {
        let student = try await world.given.student("Ève Nouvelle", of: world.own.school)
        try await world.given.consent(of: student, world.own.school)
        return [
            "/desk/people?show=invite", "/desk/talent?q=language:fr", "/desk/talent/\(student)",
            "/desk/rounds/\(try await world.openRound(world.own))?decide=yes",
        ]
    }

    private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// A control character, which HTML does not have, as a sign that there was one.
    private func asShown(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isControl = scalar.value < 0x20 && !["\t", "\n", "\r"].contains(scalar)
            return isControl || scalar.value == 0x7F ? "\u{FFFD}" : scalar
        }
        return trimmed(String(String.UnicodeScalarView(scalars)))
    }

    private func forms(of page: String) -> [PageForm] {
        // What a script asks beside the form, `data-refresh-action`, is not where it goes.
        let heads = page.matches(of: /<form\b[^>]*?\smethod="post"[^>]*?\saction="([^"]*)"[^>]*>/.matchingSemantics(.unicodeScalar))
        return heads.flatMap { head -> [PageForm] in
            let rest = page[head.range.upperBound...]
            let form = PageForm(head.output.1, inside: rest.firstRange(of: "</form>").map { rest[..<$0.lowerBound] } ?? rest)
            guard let id = head.output.0.firstMatch(of: /\sid="([^"]*)"/)?.output.1 else { return [form] }
            let outside = page.matches(of: /<input\b[^>]*\sform="([^"]*)"[^>]*>/.matchingSemantics(.unicodeScalar))
                .filter { $0.output.1 == id }.map { $0.output.0 }
            let buttons = page.matches(of: /<button\b[^>]*\sform="([^"]*)"[^>]*\sformaction="([^"]*)"/).filter { $0.output.1 == id }
            return [form] + buttons.map { form.sent(to: $0.output.2, with: outside) }
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
