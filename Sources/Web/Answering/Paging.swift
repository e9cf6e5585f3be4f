import API
import Foundation
import Hummingbird

/// An answer that may have a next page.
protocol Paged {
    var next: String? { get }
}
extension Page: Paged {}
extension TalentPage: Paged {}
extension Demand: Paged {}
extension TeamBoard: Paged {}

/// `Link: <…>; rel="next"` (RFC 8288): the same address with the next cursor.
func nextLink(_ next: String?, after request: Request) -> String? {
    guard let next else { return nil }
    let others = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
    let query = others.map(String.init) + ["cursor=" + next]
    return "<\(request.uri.path)?\(query.joined(separator: "&"))>; rel=\"next\""
}
