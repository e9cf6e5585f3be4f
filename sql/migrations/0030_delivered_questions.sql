-- A question counts from when its letter was delivered: one that was lost is asked again, and until then nothing ends by silence.

ALTER TABLE retention_question ADD COLUMN delivered_at timestamptz;
UPDATE retention_question SET delivered_at = asked_at;
GRANT SELECT (delivered_at) ON retention_question TO vivier_operator, vivier_school;

CREATE FUNCTION deliver_question(secret bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE retention_question SET delivered_at = now() WHERE sha256 = secret AND delivered_at IS NULL;
END;

-- A letter is under way for some minutes at most; after an hour it is lost.
CREATE FUNCTION question_stands(q retention_question) RETURNS boolean LANGUAGE sql STABLE
    RETURN q.answered_at IS NULL AND (q.delivered_at IS NOT NULL OR q.asked_at > now() - interval '1 hour');

CREATE OR REPLACE FUNCTION questions_due(most integer)
    RETURNS TABLE (student_id uuid, consent_id uuid, prospect_id uuid, email text, language text, company text, purpose text, due_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT s.id, d.consent_id, d.prospect_id, s.email, coalesce(a.language, 'fr'), o.name, d.purpose, greatest(d.ends, now() + d.notice)
    FROM (
        SELECT c.student_id, c.id AS consent_id, NULL::uuid AS prospect_id, c.company_id, c.purpose, c.ends_at AS ends,
            interval '0' AS notice
        FROM consent c JOIN retention_rule r ON r.purpose = c.purpose
        WHERE c.withdrawn_at IS NULL AND c.ends_at > now() AND c.ends_at <= now() + make_interval(days => r.ask_days)
        UNION ALL
        SELECT p.student_id, NULL, p.id, p.company_id, 'prospect', retention_end('prospect', greatest(p.changed_at, p.kept_at)),
            make_interval(days => r.ask_days)
        FROM prospect p JOIN retention_rule r ON r.purpose = 'prospect'
        WHERE retention_end('prospect', greatest(p.changed_at, p.kept_at)) <= now() + make_interval(days => r.ask_days)
        UNION ALL
        SELECT x.id, NULL, NULL, NULL, 'student', retention_end('student', student_last_use(x)), make_interval(days => r.ask_days)
        FROM student x JOIN retention_rule r ON r.purpose = 'student'
        WHERE x.changed_at <= now() - make_interval(months => r.months) + make_interval(days => r.ask_days)
            AND retention_end('student', student_last_use(x)) <= now() + make_interval(days => r.ask_days)
    ) d
    JOIN student s ON s.id = d.student_id
    LEFT JOIN organisation o ON o.id = d.company_id
    LEFT JOIN account a ON lower(a.email) = lower(s.email)
    WHERE NOT EXISTS (SELECT FROM retention_question q WHERE q.student_id = d.student_id AND question_stands(q)
        AND q.consent_id IS NOT DISTINCT FROM d.consent_id AND q.prospect_id IS NOT DISTINCT FROM d.prospect_id)
    ORDER BY 8, 1 LIMIT most;
END;

CREATE OR REPLACE FUNCTION note_question(secret bytea, student uuid, consent uuid, prospect uuid, due timestamptz) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM retention_question q WHERE q.student_id = student AND q.consent_id IS NOT DISTINCT FROM consent
        AND q.prospect_id IS NOT DISTINCT FROM prospect AND q.answered_at IS NULL AND NOT question_stands(q);
    INSERT INTO retention_question (sha256, student_id, school_id, consent_id, prospect_id, due_at)
        SELECT secret, s.id, s.school_id, consent, prospect, due FROM student s WHERE s.id = student
        ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

CREATE OR REPLACE FUNCTION end_what_is_over(most integer, OUT consents bigint, OUT prospects bigint, OUT receipts bigint, OUT lines bigint, OUT students text[])
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
BEGIN
    UPDATE consent SET withdrawn_at = ends_at WHERE id IN (
        SELECT c.id FROM consent c WHERE c.withdrawn_at IS NULL AND c.ends_at <= now() ORDER BY c.ends_at LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS consents = ROW_COUNT;
    DELETE FROM prospect WHERE id IN (
        SELECT q.prospect_id FROM retention_question q JOIN prospect p ON p.id = q.prospect_id
        WHERE q.answered_at IS NULL AND q.delivered_at IS NOT NULL AND q.due_at <= now()
            AND retention_end('prospect', greatest(p.changed_at, p.kept_at)) <= now()
        LIMIT most);
    GET DIAGNOSTICS prospects = ROW_COUNT;
    DELETE FROM prospect WHERE id IN (
        SELECT p.id FROM prospect p
        WHERE NOT EXISTS (SELECT FROM consent c WHERE c.student_id = p.student_id AND c.purpose = 'talent-pool'
            AND (c.company_id IS NULL OR c.company_id = p.company_id)
            AND coalesce(c.withdrawn_at, c.ends_at) > now() - interval '30 days')
        LIMIT most);
    GET DIAGNOSTICS lines = ROW_COUNT;
    prospects := prospects + lines;
    DELETE FROM person_read WHERE id IN (SELECT r.id FROM person_read r WHERE retention_end('receipt', r.at) <= now() LIMIT most);
    GET DIAGNOSTICS receipts = ROW_COUNT;
    DELETE FROM audit_entry WHERE id IN (SELECT e.id FROM audit_entry e WHERE retention_end('audit', e.at) <= now() LIMIT most);
    GET DIAGNOSTICS lines = ROW_COUNT;
    students := '{}';
    FOR who IN
        SELECT q.student_id FROM retention_question q JOIN student s ON s.id = q.student_id
        WHERE q.consent_id IS NULL AND q.prospect_id IS NULL AND q.answered_at IS NULL AND q.delivered_at IS NOT NULL AND q.due_at <= now()
            AND retention_end('student', student_last_use(s)) <= now()
        LIMIT most
    LOOP
        students := students || end_student(who);
    END LOOP;
    -- Of what was of use again since it was asked, of consents that ended, and of letters that were lost until it was too late.
    DELETE FROM retention_question q WHERE q.answered_at IS NULL AND q.due_at <= now() AND (q.consent_id IS NOT NULL
        OR q.delivered_at IS NULL
        OR EXISTS (SELECT FROM prospect p WHERE p.id = q.prospect_id
            AND retention_end('prospect', greatest(p.changed_at, p.kept_at)) > now())
        OR (q.prospect_id IS NULL AND EXISTS (SELECT FROM student s WHERE s.id = q.student_id
            AND retention_end('student', student_last_use(s)) > now())));
    DELETE FROM retention_question q WHERE q.due_at < now() - interval '1 year';
END
$$;

CREATE OR REPLACE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'student', p.rows->'student' || (SELECT jsonb_build_object('kept_at', s.kept_at) FROM student s WHERE s.id = who),
        'prospect', (SELECT coalesce(jsonb_agg(e.x || jsonb_build_object('kept_at', f.kept_at)), '[]')
            FROM jsonb_array_elements(p.rows->'prospect') AS e (x) JOIN prospect f ON f.id = (e.x->>'id')::uuid),
        'retention_question', (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
            SELECT q.id, q.student_id, q.school_id, q.consent_id, q.prospect_id, q.asked_at, q.delivered_at, q.due_at, q.answered_at, q.answer
            FROM retention_question q WHERE q.student_id = who ORDER BY q.id) x))
    FROM (SELECT person_rows(who) AS rows) p WHERE p.rows IS NOT NULL;
END;

REVOKE EXECUTE ON FUNCTION deliver_question, question_stands FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deliver_question TO vivier_daemon;
