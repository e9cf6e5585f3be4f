import Foundation

/// Columns aligned for reading; on a terminal with a heading, in a pipe with tabs so that programs can cut it.
struct Table {
    var heading: [String]
    var rows: [[String]] = []
    /// Columns of numbers stand to the right.
    var right: Set<Int> = []

    func print() {
        guard isatty(STDOUT_FILENO) == 1 else {
            for row in rows {
                VivierCLI.print(row.map { $0.replacing("\t", with: " ").replacing("\n", with: " ") }.joined(separator: "\t"))
            }
            return
        }
        let all = [heading.map(named)] + rows
        let widths = heading.indices.map { column in all.map { $0[column].terminalWidth }.max() ?? 0 }
        for (index, row) in all.enumerated() {
            let cells = row.enumerated().map { column, cell in
                let blank = String(repeating: " ", count: max(0, widths[column] - cell.terminalWidth))
                return right.contains(column) ? blank + cell : cell + blank
            }
            let line = cells.joined(separator: "  ")
            VivierCLI.print(index == 0 && Style.isColoured ? "\u{1B}[1m\(line)\u{1B}[0m" : line)
        }
    }
}

/// Whether colours may be used.
enum Style {
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }
}

extension String {
    /// How many cells of a terminal it takes (Unicode TR 11: wide East Asian characters take two, combining marks none).
    var terminalWidth: Int {
        unicodeScalars.reduce(0) { width, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control: width
            default:
                switch scalar.value {
                case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
                    width + 2
                default: width + 1
                }
            }
        }
    }
}
