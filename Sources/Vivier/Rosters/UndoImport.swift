package import API
import Postgres

/// Takes a whole import back: students that it made and that nothing uses yet are removed, students that it changed are put back, and
/// those that something else has changed or used since are kept as they are and named. Where that is all of them, nothing is undone and the import
/// stands. Imports are best undone newest first.
package struct UndoImport: UseCase {
    package var id: RosterImport.ID
    /// Only reports what would be taken back.
    package var isDryRun: Bool

    package init(import id: RosterImport.ID, dryRun: Bool = false) {
        self.id = id
        isDryRun = dryRun
    }

    package enum No: Refusal {
        case undoneAlready

        package var reason: RefusalReason {
            switch self {
            case .undoneAlready:
                RefusalReason(
                    .conflict, code: "undone-already", en: "The import is undone already.", fr: "L’import est déjà annulé.")
            }
        }
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { isDryRun ? nil : Audited("undoImport", id) }
    /// What was written at once is taken back at once.
    package static var patience: Duration? { .seconds(600) }

    package func run(in work: UnitOfWork) async throws -> UndoReport {
        let missing = Sentence(en: "The import", fr: "L’import")
        let (cohort, school) = try await work.one("SELECT cohort_id, school_id FROM roster_import WHERE id = \(id)", orMissing: missing)
            .decode(Cohort.ID.self, Organisation.ID.self)
        // The claim before any row, as an import takes it: who waited for a row would be refused the claim, or wait for whoever holds both.
        try await work.claimRoster(of: school)
        let isUndone = try await work.one(
            "SELECT undone_at IS NOT NULL FROM roster_import WHERE id = \(id) FOR UPDATE", orMissing: missing
        ).decode(Bool.self)
        guard !isUndone else { throw No.undoneAlready }
        let reasons = try await keep(cohort, in: work)
        let kept = reasons.map(\.student)
        // Of before, for nobody else can say then in which language they read.
        let putOut = try await work.readers(of: try await putOut(besides: kept, in: work))
        let left = try await work.readers(of: try await leaving(besides: kept, in: work))
        let removed = try await removeMade(besides: kept, in: work)
        let restored = try await restore(cohort, besides: kept, in: work)
        let withoutTeam = try await returnToTeams(restored, of: cohort, in: work)
        guard kept.isEmpty || removed > 0 || !restored.isEmpty else {
            let report = UndoReport(
                undone: false, removed: 0, restored: 0, kept: kept, note: try await note(reasons, cohort, work)?.text(work.caller.language))
            if isDryRun { throw DryRun(answer: report) }
            return report
        }
        work.afterCommit { $0.endings.tell() }
        // Teams that the import had made, that nobody is in any more and that no later import could put somebody back in. OFFSET 0: each is
        // looked up, whatever the statistics of before the import say.
        _ = try await work.execute(
            """
            DELETE FROM team t WHERE t.cohort_id = \(cohort) AND t.created_at = (SELECT created_at FROM roster_import WHERE id = \(id))
                AND NOT EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id OFFSET 0)
                AND NOT EXISTS (SELECT FROM match x WHERE x.team_id = t.id OFFSET 0)
                AND NOT EXISTS (SELECT FROM round_decision d WHERE d.team_id = t.id OFFSET 0)
                AND NOT EXISTS (SELECT FROM run_idle_decision d WHERE d.team_id = t.id OFFSET 0)
                AND t.id NOT IN (
                    SELECT (c.before->>'team')::uuid FROM roster_import i JOIN roster_import_change c ON c.import_id = i.id
                    WHERE i.cohort_id = \(cohort) AND i.undone_at IS NULL AND i.id <> \(id) AND c.before->>'team' IS NOT NULL)
            """)
        _ = try await work.execute("UPDATE roster_import SET undone_at = now() WHERE id = \(id)")
        let report = UndoReport(
            removed: removed, restored: restored.count, kept: kept, withoutTeam: withoutTeam,
            note: try await note(reasons, cohort, work)?.text(work.caller.language))
        if isDryRun { throw DryRun(answer: report) }
        try await work.tellAddressesLeft(left)
        try await work.tellFilesRemoved(putOut)
        return report
    }

    /// The students whom the import had made: out of their cohorts in one statement, so that these are counted once and not by each.
    private func removeMade(besides kept: [Student.ID], in work: UnitOfWork) async throws -> Int {
        _ = try await work.execute(
            """
            DELETE FROM cohort_student c
            WHERE c.student_id IN (SELECT unnest(r.made) FROM roster_import r WHERE r.id = \(id)) AND c.student_id <> ALL (\(kept))
            """)
        return try await work.execute(
            """
            DELETE FROM student s
            WHERE s.id IN (SELECT unnest(r.made) FROM roster_import r WHERE r.id = \(id)) AND s.id <> ALL (\(kept))
            """
        ).affected
    }

    /// The students whose address the import had put in the place of another.
    private func leaving(besides kept: [Student.ID], in work: UnitOfWork) async throws -> [Student.ID] {
        try await work.execute(
            """
            SELECT s.id FROM roster_import_change c JOIN student s ON s.id = c.student_id
            WHERE c.import_id = \(id) AND s.id <> ALL (\(kept)) AND lower(s.email) <> lower(c.before->>'email')
            """
        ).decode(Student.ID.self)
    }

    /// The students whom the import had made and who have signed in since.
    private func putOut(besides kept: [Student.ID], in work: UnitOfWork) async throws -> [Student.ID] {
        try await work.execute(
            """
            SELECT s.id FROM student s
            WHERE s.id IN (SELECT unnest(r.made) FROM roster_import r WHERE r.id = \(id)) AND s.id <> ALL (\(kept))
                AND EXISTS (SELECT FROM membership m WHERE m.student_id = s.id)
            """
        ).decode(Student.ID.self)
    }

    /// Why a student is kept.
    private enum Reason: String {
        case published, changed, used

        func sentence(_ count: Int) -> Sentence {
            switch self {
            case .published:
                Sentence(
                    en: "\(count) \(count == 1 ? "is" : "are") in a team of a published run.",
                    fr: "\(count) dans une équipe d’un calcul publié.")
            case .changed:
                Sentence(
                    en: "\(count) \(count == 1 ? "was" : "were") changed since by something else.",
                    fr: "\(count) \(count < 2 ? "modifié" : "modifiés") depuis par autre chose.")
            case .used:
                Sentence(
                    en: "\(count) \(count == 1 ? "has" : "have") been used since: a consent, a skill, a token, another cohort.",
                    fr: "\(count) \(count < 2 ? "a" : "ont") servi depuis : un consentement, une compétence, un jeton, une autre promotion."
                )
            }
        }
    }

    /// - Returns: nil where nobody is kept.
    private func note(_ reasons: [(student: Student.ID, reason: Reason)], _ cohort: Cohort.ID, _ work: UnitOfWork) async throws -> Sentence?
    {
        guard !reasons.isEmpty else { return nil }
        var parts = [Reason.published, .changed, .used].compactMap { reason -> Sentence? in
            let count = reasons.count { $0.reason == reason }
            return count == 0 ? nil : reason.sentence(count)
        }
        if let newer = try await newer(in: cohort, work) { parts.append(newer) }
        return Sentence(
            en: "Kept as they are: \(parts.map(\.en).joined(separator: " "))",
            fr: "Laissés tels quels : \(parts.map(\.fr).joined(separator: " "))")
    }

    private func newer(in cohort: Cohort.ID, _ work: UnitOfWork) async throws -> Sentence? {
        try await work.execute(
            """
            SELECT file_name FROM roster_import WHERE cohort_id = \(cohort) AND undone_at IS NULL
                AND created_at > (SELECT created_at FROM roster_import WHERE id = \(id)) ORDER BY created_at DESC LIMIT 1
            """
        ).decode(String.self).first.map {
            Sentence(
                en: "There is a newer import, “\($0)”, and whom it changed is kept. Undo imports newest first.",
                fr:
                    "Il existe un import plus récent, « \($0) », et ceux qu’il a modifiés restent. Annulez les imports du plus récent au plus ancien."
            )
        }
    }

    /// Changed since, or in use: a consent, a prospect, a receipt, a token, another cohort, a team of a published run.
    private func keep(_ cohort: Cohort.ID, in work: UnitOfWork) async throws -> [(student: Student.ID, reason: Reason)] {
        try await work.execute(
            """
            SELECT s.id, CASE WHEN EXISTS (SELECT FROM team_member m JOIN match x ON x.team_id = m.team_id JOIN run r ON r.id = x.run_id
                    WHERE m.student_id = s.id AND r.state = 'published') THEN 'published'
                WHEN s.changed_at <> c.changed_at THEN 'changed' ELSE 'used' END
            FROM (
                SELECT c.student_id, c.changed_at, false AS made FROM roster_import_change c WHERE c.import_id = \(id)
                UNION ALL SELECT unnest(r.made), r.created_at, true FROM roster_import r WHERE r.id = \(id)
            ) c JOIN student s ON s.id = c.student_id
            WHERE s.changed_at <> c.changed_at
                OR EXISTS (SELECT FROM team_member m JOIN match x ON x.team_id = m.team_id JOIN run r ON r.id = x.run_id
                    WHERE m.student_id = s.id AND r.state = 'published')
                OR (c.made AND (
                    s.declined_at IS NOT NULL
                    OR EXISTS (SELECT FROM consent k WHERE k.student_id = s.id)
                    OR EXISTS (SELECT FROM person_read p WHERE p.student_id = s.id)
                    OR EXISTS (SELECT FROM token t WHERE t.student_id = s.id)
                    OR EXISTS (SELECT FROM cohort_student o WHERE o.student_id = s.id AND o.cohort_id <> \(cohort))
                    OR EXISTS (SELECT FROM student_skill h WHERE h.student_id = s.id)))
            ORDER BY s.id
            """
        ).decode(Student.ID.self, String.self).map { (student: $0.0, reason: Reason(rawValue: $0.1) ?? .used) }
    }

    private func restore(_ cohort: Cohort.ID, besides kept: [Student.ID], in work: UnitOfWork) async throws -> [Student.ID] {
        // When they were changed goes back too, so that an older import still finds whom nothing else has changed.
        let restored = try await work.execute(
            """
            UPDATE student s SET given_name = c.before->>'given_name', family_name = c.before->>'family_name', email = c.before->>'email',
                programme = c.before->>'programme', graduation = (c.before->>'graduation')::date,
                languages = ARRAY(SELECT jsonb_array_elements_text(c.before->'languages')), weekly_free = (c.before->>'weekly_free')::bit(336),
                hours_per_week = (c.before->>'hours_per_week')::smallint, not_before = (c.before->>'not_before')::date,
                not_after = (c.before->>'not_after')::date, city = c.before->>'city', attributes = c.before->'attributes',
                skills = ARRAY(SELECT jsonb_array_elements(c.before->'skills')::integer),
                skills_stated_on = (c.before->>'skills_stated_on')::date,
                labels = ARRAY(SELECT jsonb_array_elements_text(c.before->'labels')),
                changed_at = coalesce((c.before->>'changed_at')::timestamptz, now())
            FROM roster_import_change c
            WHERE c.import_id = \(id) AND c.student_id = s.id AND s.id <> ALL (\(kept))
            RETURNING s.id
            """
        ).decode(Student.ID.self)
        guard !restored.isEmpty else { return [] }
        _ = try await work.execute("DELETE FROM team_member WHERE cohort_id = \(cohort) AND student_id = ANY (\(restored))")
        _ = try await work.execute(
            """
            DELETE FROM cohort_student o USING roster_import_change c
            WHERE c.import_id = \(id) AND o.cohort_id = \(cohort) AND o.student_id = c.student_id
                AND c.student_id = ANY (\(restored)) AND NOT (c.before->>'in_cohort')::boolean
            """)
        return restored
    }

    /// - Returns: whose team is gone.
    private func returnToTeams(_ restored: [Student.ID], of cohort: Cohort.ID, in work: UnitOfWork) async throws -> [Student.ID] {
        try await work.execute(
            """
            WITH wanted AS (
                SELECT c.student_id, c.school_id, t.id AS team_id
                FROM roster_import_change c LEFT JOIN team t ON t.id = (c.before->>'team')::uuid
                WHERE c.import_id = \(id) AND c.student_id = ANY (\(restored)) AND c.before->>'team' IS NOT NULL
            ), returned AS (
                INSERT INTO team_member (team_id, cohort_id, student_id, school_id)
                SELECT team_id, \(cohort), student_id, school_id FROM wanted WHERE team_id IS NOT NULL
            )
            SELECT student_id FROM wanted WHERE team_id IS NULL ORDER BY student_id
            """
        ).decode(Student.ID.self)
    }
}
