/// Why a pool query cannot be understood, where in it, and what to write instead.
package struct PoolQueryFault: Error, Equatable {
    /// In characters from 1.
    package var column: Int
    package var code: String
    package var sentence: Sentence

    init(_ column: Int, _ code: String, en: String, fr: String) {
        self.column = column
        self.code = code
        sentence = Sentence(en: "Column \(column): \(en)", fr: "Colonne \(column) : \(fr)")
    }

    /// - Parameter parameter: the query's name where it is a parameter of an address, else `pointer` is its place in the body.
    func refusal(parameter: String? = nil, pointer: String? = nil) -> GeneralRefusal {
        .invalid([.init(pointer: pointer, parameter: parameter, code: code, sentence: sentence, column: column)])
    }
}
