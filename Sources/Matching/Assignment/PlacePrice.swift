/// The price of a place on a case or with a company, by position.
package struct PlacePrice: Equatable, Sendable {
    package var index: Int32
    package var price: Int64

    /// Those of all prices that are not 0, in their order.
    static func stated(_ prices: [Int64]) -> [PlacePrice] {
        var stated: [PlacePrice] = []
        for (index, price) in prices.enumerated() where price != 0 { stated.append(PlacePrice(index: Int32(index), price: price)) }
        return stated
    }
}
