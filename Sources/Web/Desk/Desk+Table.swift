import Formats
import Hummingbird
import Vivier

extension Desk {
    /// Pages of a list that one file takes, so that no address can ask for work without end.
    private static let mostPages = 200

    /// All rows of a list that comes in pages.
    func all<Row>(_ page: (_ cursor: String?) async throws -> (rows: [Row], next: String?)) async throws -> [Row] {
        var (rows, cursor, pages) = ([Row](), String?.none, 0)
        repeat {
            let read = try await page(cursor)
            rows += read.rows
            cursor = read.next
            pages += 1
        } while cursor != nil && pages < Self.mostPages
        return rows
    }

    /// A list as a file that the spreadsheet of its reader opens.
    func table(_ header: [String], _ rows: [[String]], _ name: String) -> Response {
        var csv = CSVWriter(header: header, dialect: say.language == .french ? .excelFrench : .rfc4180)
        for row in rows { csv.append(row) }
        return file(Array(csv.text.utf8), name, mediaType: "text/csv; charset=utf-8")
    }

    /// Fit in per cent, as that spreadsheet reads a number.
    func cell(fit: Int) -> String {
        let text = "\(Double(fit) / 100)"
        return say.language == .french ? text.replacing(".", with: ",") : text
    }

    /// Where the file of a list is had.
    func export(_ path: String) -> HTML { Pieces.export(say, path) }
}
