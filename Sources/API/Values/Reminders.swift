/// How many students were asked for what is missing.
package struct Reminded: Codable, Sendable {
    package var sent: Int
    /// Who can be asked at once by asking again.
    package var waiting: Int

    package init(sent: Int, waiting: Int) {
        self.sent = sent
        self.waiting = waiting
    }
}
