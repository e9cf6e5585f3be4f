import CXlsxWriter
import Foundation

/// Writes a workbook of one sheet (ECMA-376): the head stays in sight, and each column can be filtered.
package enum XLSXWriter {
    package static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// The system gave no memory, or the rows are more than a sheet can hold.
    package struct Fault: Error {
        package var reason: String
    }

    /// What Excel takes.
    private static let (mostRows, mostUnits) = (1_048_575, 32_767)
    /// 1899-12-30, from which spreadsheets count days.
    private static let firstDay = 25_569.0

    /// - Complexity: O(cells). Some KB a row are held meanwhile.
    /// - Throws: ``Fault``.
    package static func bytes(of sheet: Sheet) throws(Fault) -> [UInt8] {
        guard sheet.rows.count <= mostRows else { throw Fault(reason: "a sheet holds \(mostRows) rows") }
        let file = vivier_memory_file()
        guard file >= 0 else { throw Fault(reason: "no file in memory: \(errno)") }
        defer { close(file) }
        guard let book = workbook_new("/proc/self/fd/\(file)") else { throw Fault(reason: "no workbook") }
        write(sheet, to: book)
        // Frees the book as well.
        let outcome = workbook_close(book)
        guard outcome == LXW_NO_ERROR else { throw Fault(reason: String(cString: lxw_strerror(outcome))) }
        return try contents(of: file)
    }

    private static func write(_ sheet: Sheet, to book: UnsafeMutablePointer<lxw_workbook>) {
        let page = workbook_add_worksheet(book, tabName(sheet.name))
        let (head, day) = (workbook_add_format(book), workbook_add_format(book))
        format_set_bold(head)
        format_set_num_format(day, "yyyy-mm-dd")
        for (column, title) in sheet.columns.enumerated() {
            let number = lxw_col_t(clamping: column)
            worksheet_set_column(page, number, number, title.width, nil)
            worksheet_write_string(page, 0, number, cut(title.title), head)
        }
        for (row, cells) in sheet.rows.enumerated() {
            for (column, cell) in cells.enumerated() {
                let (row, column) = (lxw_row_t(clamping: row + 1), lxw_col_t(clamping: column))
                switch cell {
                case .empty: break
                case .text(let text): worksheet_write_string(page, row, column, cut(text), nil)
                case .number(let number): worksheet_write_number(page, row, column, number, nil)
                case .day(let date): worksheet_write_number(page, row, column, Double(date.daysSinceEpoch) + firstDay, day)
                }
            }
        }
        worksheet_freeze_panes(page, 1, 0)
        guard !sheet.columns.isEmpty else { return }
        worksheet_autofilter(page, 0, 0, lxw_row_t(clamping: sheet.rows.count), lxw_col_t(clamping: sheet.columns.count - 1))
    }

    /// What fits into a cell, without the character that ends a text in C.
    private static func cut(_ text: String) -> String {
        let plain = text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
        return plain.utf16.count <= mostUnits ? plain : String(plain.prefix(mostUnits / 2))
    }

    /// At most 31 characters, none of those that are part of references.
    private static func tabName(_ name: String) -> String {
        let plain = name.filter { !"[]:*?/\\'".contains($0) && $0 != "\0" }.prefix(28)
        return plain.utf16.count <= 31 && !plain.isEmpty ? String(plain) : "Vivier"
    }

    private static func contents(of file: Int32) throws(Fault) -> [UInt8] {
        let size = lseek(file, 0, SEEK_END)
        guard size > 0 else { throw Fault(reason: "nothing was written") }
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let read = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress?.advanced(by: filled), size - filled, off_t(filled)) }
            guard read > 0 else { throw Fault(reason: "the workbook cannot be read back: \(errno)") }
            filled += read
        }
        return bytes
    }
}
