/// A table as a spreadsheet shows it.
package struct Sheet: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// In characters.
        package var width: Double

        package init(_ title: String, width: Double = 16) {
            self.title = title
            self.width = width
        }
    }

    package enum Cell: Sendable, Equatable {
        /// Stays text whatever it looks like: an identifier keeps its zeros, and a formula is none.
        case text(String)
        case number(Double)
        case day(Day)
        case empty

        /// Empty where there is nothing.
        package init(_ text: String?) {
            self = text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
        }

        package init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .empty }
        package init(_ day: Day?) { self = day.map { .day($0) } ?? .empty }
    }

    package var name: String
    package var columns: [Column]
    package var rows: [[Cell]]

    package init(name: String, columns: [Column], rows: [[Cell]] = []) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}
