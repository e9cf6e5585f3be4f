import API
import Postgres

/// Holds a school's ledger, whose chain is whole, against what the service writes and against what stands in the database.
///
/// Each of them asks one statement. O(n log n) in the entries.
struct LedgerStories {
    let school: Organisation.ID
    let work: UnitOfWork

    /// - Returns: what is wrong first.
    func broken() async throws -> Sentence? {
        if let sentence = try await entries() { return sentence }
        if let sentence = try await consents() { return sentence }
        return try await shown()
    }

    /// Each consent's entries in order: given, renewed any number of times, withdrawn or ended, erased, and between any two of them nothing
    /// altered that the later one does not stand for. `changed` the service never writes.
    private func entries() async throws -> Sentence? {
        let rows = try await work.execute(
            """
            SELECT number, event, consent_id::text
            FROM (
                SELECT e.*, lag(e) OVER (PARTITION BY e.consent_id ORDER BY e.number) AS was
                FROM consent_entry e WHERE e.school_id = \(school)) e,
                LATERAL (SELECT
                    (was).event IN ('given', 'renewed') OR ((was).event = 'recorded' AND (was).withdrawn_at IS NULL) AS was_alive,
                    ((was).student_id, (was).purpose, (was).company_id, (was).fields, (was).text_version, (was).recorded_by)
                        IS NOT DISTINCT FROM (e.student_id, e.purpose, e.company_id, e.fields, e.text_version, e.recorded_by)
                        AND ((was).given_at IS NULL OR (was).given_at IS NOT DISTINCT FROM e.given_at) AS is_same,
                    e.given_at IS NOT NULL AS has_moments) x
            WHERE (CASE event
                WHEN 'given' THEN was IS NULL AND (NOT has_moments OR (e.given_at = e.at AND e.withdrawn_at IS NULL))
                WHEN 'renewed' THEN was_alive AND is_same AND e.ends_at > (was).ends_at AND e.withdrawn_at IS NULL
                WHEN 'withdrawn' THEN was_alive AND is_same AND e.ends_at = (was).ends_at AND (NOT has_moments OR e.withdrawn_at = e.at)
                WHEN 'ended' THEN was_alive AND is_same AND e.ends_at = (was).ends_at AND e.ends_at <= e.at
                    AND (NOT has_moments OR e.withdrawn_at = e.ends_at)
                WHEN 'recorded' THEN (was).event IN ('given', 'renewed', 'withdrawn', 'ended') AND (was).given_at IS NULL AND is_same
                    AND e.ends_at = (was).ends_at AND has_moments AND (e.withdrawn_at IS NULL) = was_alive
                WHEN 'erased' THEN (was).event <> 'erased' AND is_same AND e.ends_at = (was).ends_at
                    AND ((was).given_at IS NULL OR (was).withdrawn_at IS NOT DISTINCT FROM e.withdrawn_at)
                END) IS NOT TRUE
            ORDER BY number LIMIT 1
            """
        ).decode(Int64.self, String.self, String.self)
        return rows.first.map { number, event, consent in
            Sentence(
                en: "entry \(number) (\(event)) is none that the service writes there of consent \(consent)",
                fr: "l’écriture \(number) (\(event)) n’est pas de celles que le service écrit là du consentement \(consent)")
        }
    }

    /// The last entry of each consent against the consent itself, which goes with its student only.
    private func consents() async throws -> Sentence? {
        let rows = try await work.execute(
            """
            WITH last AS (
                SELECT DISTINCT ON (e.consent_id) e.* FROM consent_entry e WHERE e.school_id = \(school)
                ORDER BY e.consent_id, e.number DESC)
            SELECT coalesce(l.consent_id, c.id)::text
            FROM last l FULL JOIN (SELECT * FROM consent WHERE school_id = \(school)) c ON c.id = l.consent_id
            WHERE CASE WHEN c.id IS NULL
                THEN l.event <> 'erased' OR EXISTS (SELECT FROM student s WHERE s.id = l.student_id)
                ELSE l.event IS NOT DISTINCT FROM 'erased' OR
                    (c.student_id, c.purpose, c.company_id, c.fields, c.text_version, c.recorded_by, c.given_at, c.ends_at, c.withdrawn_at)
                    IS DISTINCT FROM
                    (l.student_id, l.purpose, l.company_id, l.fields, l.text_version, l.recorded_by, l.given_at, l.ends_at, l.withdrawn_at)
                END
            ORDER BY 1 LIMIT 1
            """
        ).decode(String.self)
        return rows.first.map { id in
            Sentence(en: "consent \(id) is not as the ledger says", fr: "le consentement \(id) n’est pas comme le dit le registre")
        }
    }

    /// What decides whom companies find, which the consents' trigger keeps beside each student, against the consents.
    private func shown() async throws -> Sentence? {
        let rows = try await work.execute(
            """
            SELECT s.id::text
            FROM student s LEFT JOIN (
                SELECT c.student_id, max(c.ends_at) FILTER (WHERE c.company_id IS NULL) AS until,
                    max(field_bits(c.fields)) FILTER (WHERE c.company_id IS NULL) AS fields,
                    array_agg(c.company_id ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL) AS companies,
                    array_agg(field_bits(c.fields) ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL) AS company_fields,
                    array_agg(c.ends_at ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL) AS company_until
                FROM consent c WHERE c.school_id = \(school) AND c.purpose = 'talent-pool' AND c.withdrawn_at IS NULL
                GROUP BY c.student_id) live ON live.student_id = s.id
            WHERE s.school_id = \(school)
                AND (s.pool_until, s.pool_fields, s.pool_companies, s.pool_company_fields, s.pool_company_until) IS DISTINCT FROM
                (live.until, coalesce(live.fields, 0::smallint), coalesce(live.companies, '{}'), coalesce(live.company_fields, '{}'),
                    coalesce(live.company_until, '{}'))
            ORDER BY 1 LIMIT 1
            """
        ).decode(String.self)
        return rows.first.map { id in
            Sentence(
                en: "student \(id) is shown to companies otherwise than the consents say",
                fr: "l’étudiant \(id) est montré aux entreprises autrement que le disent les consentements")
        }
    }
}
