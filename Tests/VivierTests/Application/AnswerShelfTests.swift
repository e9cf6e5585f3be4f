import Testing

@testable import Vivier

/// What is kept for the next page, and for how long.
@Suite struct AnswerShelfTests {
    @Test func `an answer is taken once, and looked at again only by whoever leafs on`() {
        let shelf = AnswerShelf<Int>()
        shelf.put(1, as: "a")
        shelf.put(2, as: "a")
        #expect(shelf.take("b") == nil && shelf.take("a") == 2 && shelf.take("a") == nil)
        shelf.put(3, as: "a")
        #expect(shelf.look("a", again: false) == 3 && shelf.look("a", again: false) == nil && shelf.look("a", again: true) == 3)
        shelf.put(4, as: "a", isShown: true)
        #expect(shelf.look("a", again: false) == nil && shelf.look("a", again: true) == 4)
    }

    @Test func `no more are kept than there is room for, and none that is old`() {
        let shelf = AnswerShelf<Int>(most: 2, age: .seconds(60))
        let start = ContinuousClock.now
        for (key, answer) in [("a", 1), ("b", 2), ("c", 3)] { shelf.put(answer, as: key, at: start) }
        #expect(shelf.look("a", again: true, at: start) == nil)
        #expect(shelf.look("b", again: true, at: start + .seconds(60)) == 2)
        #expect(shelf.look("b", again: true, at: start + .seconds(61)) == nil)
        #expect(shelf.take("c", at: start + .seconds(61)) == nil)
        // What is old makes room before what is young does.
        shelf.put(4, as: "d", at: start + .seconds(70))
        shelf.put(5, as: "e", at: start + .seconds(70))
        #expect(shelf.take("d", at: start + .seconds(70)) == 4 && shelf.take("e", at: start + .seconds(70)) == 5)
    }
}
