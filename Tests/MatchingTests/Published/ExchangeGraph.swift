import Matching

/// Who could give a kidney to whose patient, PrefLib's weighted matching format: `from,to,weight`.
///
/// Exchanges between two pairs pair members of one side with each other, which is not in our model; exchanges in circles of any length are.
struct ExchangeGraph: Equatable {
    struct Arc: Hashable {
        var from: Int
        var to: Int
    }

    let pairs: Int
    let arcs: Set<Arc>

    init(_ text: PublishedText) throws {
        let head = try PrefLibHead(text)
        let pairs = try head.count("NUMBER ALTERNATIVES")
        var read = Set<Arc>()
        for line in head.rows {
            let parts = line.text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 3 else { throw line.malformed("3 fields expected, \(parts.count) found") }
            let ends = try parts.prefix(2).map { try line.integer($0, in: 1...max(1, pairs), "pair") - 1 }
            guard ends[0] != ends[1] else { throw line.malformed("an arc leads to where it begins") }
            guard Double(parts[2]) == 1 else { throw line.malformed("the weight “\(parts[2])” is not 1") }
            guard read.insert(Arc(from: ends[0], to: ends[1])).inserted else { throw line.malformed("an arc comes twice") }
        }
        let edges = try head.line("NUMBER EDGES")
        guard read.count == (try head.count("NUMBER EDGES")) else { throw edges.malformed("\(read.count) are in the file") }
        self.pairs = pairs
        arcs = read
    }

    /// The most transplants in circles of any length as best total, everybody first: each donor gives to one patient, and to its own, which is
    /// worth nothing, where the pair stays out.
    var circles: Instance {
        var instance = Instance()
        instance.placement = .everyoneFirst
        instance.teams = (1...pairs).map { "donor \($0)" }
        instance.cases = (1...pairs).map { "patient \($0)" }
        instance.capacities = Array(repeating: 1, count: pairs)
        instance.companyOfCase = Array(repeating: -1, count: pairs)
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        for donor in 0..<pairs {
            for patient in 0..<pairs where patient == donor || arcs.contains(Arc(from: donor, to: patient)) {
                fits.cases.append(Int32(patient))
                fits.fits.append(patient == donor ? 0 : 1)
            }
            fits.rowStarts.append(fits.cases.count)
        }
        instance.fits = fits
        return instance
    }
}
