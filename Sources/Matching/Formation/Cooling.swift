/// How an annealing forgets to accept losses (Kirkpatrick, Gelatt and Vecchi 1983), in integers only, so that every machine accepts the same.
struct Cooling {
    /// Stages of equal length; in each the temperature stays. In the last ones no loss is accepted.
    static let stages = 200
    private static let frozen = 8
    /// The temperature falls by a factor of 2^(−1/16) a stage, over twelve octaves.
    private static let ratio: Int64 = 62_757

    /// By stage, in points × 256.
    let temperatures: [Int64]
    /// By stage, the points that one isolated member costs: little while much moves, at last more than any change can win.
    let penalties: [Int64]

    init() {
        var (temperatures, penalties) = ([Int64](), [Int64]())
        var temperature: Int64 = 1_500 << 8
        for stage in 0..<Self.stages {
            temperatures.append(stage < Self.stages - Self.frozen ? temperature : 0)
            let price = Int64(2_000 + 300 * stage)
            penalties.append(stage < Self.stages * 3 / 4 ? price : 100_000)
            temperature = (temperature * Self.ratio) >> 16
        }
        self.temperatures = temperatures
        self.penalties = penalties
    }

    /// 4,096 equally likely values of −log₂ of a number drawn from (0, 1), × 1024: times the temperature, the loss that is accepted.
    static let thresholds: [Int64] = (0..<4_096).map { draw in
        // (2 · draw + 1) ÷ 8192 lies in the middle of its part.
        let number = UInt64(2 * draw + 1)
        let whole = 63 - number.leadingZeroBitCount
        // The digits of the logarithm of a number in [1, 2), one a squaring.
        var digits: Int64 = 0
        var x = number << UInt64(31 - whole)
        for _ in 0..<10 {
            x = (x * x) >> 31
            digits <<= 1
            if x >> 32 != 0 {
                digits |= 1
                x >>= 1
            }
        }
        return (13 - Int64(whole)) << 10 - digits
    }
}
