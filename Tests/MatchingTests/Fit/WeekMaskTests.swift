import Matching
import Testing

struct WeekMaskTests {
    @Test func `half-hours are counted as one by one, from none to the whole week`() {
        #expect(WeekMask().halfHours == 0 && WeekMask.all.halfHours == 336)
        var dice = Dice(seed: 5)
        for share in 1...100 {
            var week = WeekMask()
            for half in 0..<WeekMask.count where dice.chance(share) { week[half] = true }
            #expect(Int(week.halfHours) == (0..<WeekMask.count).count { week[$0] }, "\(share) %")
        }
    }
}
