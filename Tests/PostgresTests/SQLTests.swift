import Postgres
import Testing

struct SQLTests {
    @Test func `a value becomes a bind and never a part of the text`() {
        let name = "Robert'); DROP TABLE student; --"
        let sql: SQL = "SELECT id FROM student WHERE name = \(name) AND year = \(Int32(7))"
        #expect(sql.text == "SELECT id FROM student WHERE name = $1 AND year = $2")
        #expect(sql.binds == [Array(name.utf8), [0, 0, 0, 7]])
    }

    @Test func `NULL is bound as NULL and an empty text as no bytes`() {
        let sql: SQL = "SELECT \(Int?.none), \("")"
        #expect(sql.binds == [nil, []])
    }

    @Test func `a statement within a statement brings its values, numbered anew`() {
        let school = 3, years = [1, 2]
        let filter: SQL = "school = \(school) AND year = ANY(\(years))"
        let sql: SQL = "SELECT \("x") WHERE \(filter) OR \(filter) LIMIT \(10)"
        #expect(sql.text == "SELECT $1 WHERE school = $2 AND year = ANY($3) OR school = $4 AND year = ANY($5) LIMIT $6")
        #expect(sql.bindCount == 6)
        #expect(sql.binds[1] == sql.binds[3])
        #expect(sql.binds[5] == [0, 0, 0, 0, 0, 0, 0, 10])
    }

    @Test func `more than nine values are renumbered whole`() {
        var list: SQL = "\(0)"
        for number in 1...11 { list += ", \(number)" }
        let sql: SQL = "SELECT \("first"), \(list) -- é"
        #expect(sql.text == "SELECT $1, " + (2...13).map { "$\($0)" }.joined(separator: ", ") + " -- é")
        #expect(sql.binds[12] == [0, 0, 0, 0, 0, 0, 0, 11])
    }

    @Test func `a name is quoted, its own quotes doubled`() {
        let sql: SQL = "SELECT * FROM \(identifier: #"we"ird; DROP"#)"
        #expect(sql.text == #"SELECT * FROM "we""ird; DROP""#)
        let accented: SQL = "SELECT * FROM \(identifier: "a\"\u{301}; DROP")"
        #expect(accented.text.utf8.elementsEqual("SELECT * FROM \"a\"\"\u{301}; DROP\"".utf8))
    }

    @Test func `what looks like a bind in the text is left alone`() {
        let inner: SQL = "SELECT '$1', $$ $2 $$, \(1)"
        let sql: SQL = "SELECT \(0), (\(inner))"
        #expect(sql.text == "SELECT $1, (SELECT '$1', $$ $2 $$, $2)")
    }

    @Test func `a log sees the text and no value`() {
        let sql: SQL = "SELECT \("secret")"
        #expect("\(sql)" == "SELECT $1")
    }
}
