import Vivier

extension AnswerShelf {
    /// Whose it is, and in which language it speaks.
    private func key(_ place: String, _ desk: Desk) -> String {
        "\(desk.guest.secret.formToken) \(desk.say.language.rawValue) \(place)"
    }

    /// - Parameter place: the page that shows it.
    func put(_ answer: Answer, for place: String, _ desk: Desk, isShown: Bool = false) {
        put(answer, as: key(place, desk), isShown: isShown)
    }

    func take(for place: String, _ desk: Desk) -> Answer? { take(key(place, desk)) }

    func look(for place: String, _ desk: Desk, again: Bool) -> Answer? { look(key(place, desk), again: again) }
}
