import API
import Formats
import Vivier

/// What is planned for a prospect, and that it is late where its day is past.
struct NextAction {
    var say: Words
    var prospect: Prospect

    /// Nil where nothing is planned.
    var html: HTML? {
        guard prospect.nextOn != nil || prospect.nextAction != nil else { return nil }
        let late: HTML? =
            prospect.nextOn.map { $0 < .today } == true ? "<span class=\"late\">\(say("late", "en retard"))</span> · " : nil
        let words = [prospect.nextOn.map { say.day($0) }, prospect.nextAction].compactMap(\.self).joined(separator: " · ")
        return "\(late)\(words)"
    }
}
