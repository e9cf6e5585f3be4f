import Testing

extension TestSite.Answer {
    /// What belongs to the inside of the house: its statements, tables, files and the codes of its database.
    private static var inside: [Regex<Substring>] {
        [
            #/\b(?:SELECT|INSERT INTO|DELETE FROM|UPDATE [a-z_]+ SET)\b/#, #/(?:relation|column|function|constraint) ["“«]/#,
            #/\b(?:libpq|SQLSTATE|PostgresError|DecodingError|pg_[a-z]+)\b/#, #/\.swift\b/#, #/(?:/root|/var|/home|/tmp|/opt|/usr)/#,
            #/\b(?:42703|42P01|42883|42501|22P02|23502|23503|23505|23514|40001|57P01|XX000)\b/#,
            #/\b(?:business_case|team_member|person_read|cohort_student|student_skill|case_preference|roster_file|audit_entry|sign_in_link)\b/#,
        ]
    }

    /// Whatever goes wrong on our side, in whichever test: an answer that says so says no word of what is inside.
    func expectNothingRevealed(_ asked: String) {
        guard status >= 500 else { return }
        for pattern in Self.inside {
            if let match = text.firstMatch(of: pattern) { Issue.record("\(asked): \(status) reveals \(match.output)") }
        }
    }
}
