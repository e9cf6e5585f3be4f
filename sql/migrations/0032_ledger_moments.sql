-- The ledger bears the moments of a consent too: when it was given, and when it was taken back. Entries from before are as they were.

ALTER TABLE consent_entry
    -- NULL in an entry of the first form.
    ADD COLUMN given_at timestamptz,
    ADD COLUMN withdrawn_at timestamptz,
    DROP CONSTRAINT consent_entry_event,
    ADD CONSTRAINT consent_entry_event
        CHECK (event IN ('given', 'renewed', 'withdrawn', 'ended', 'recorded', 'changed', 'erased'));

CREATE OR REPLACE FUNCTION consent_entry_text(e consent_entry) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN e.given_at IS NULL THEN
        concat_ws(E'\n', 'vivier-consent-entry/1', e.school_id, e.number, microseconds(e.at), e.event, e.consent_id, e.student_id,
            e.purpose, coalesce(e.company_id::text, '-'), concat_ws(',', VARIADIC e.fields), e.text_version, e.recorded_by,
            microseconds(e.ends_at), encode(e.previous, 'hex'))
    ELSE
        concat_ws(E'\n', 'vivier-consent-entry/2', e.school_id, e.number, microseconds(e.at), e.event, e.consent_id, e.student_id,
            e.purpose, coalesce(e.company_id::text, '-'), concat_ws(',', VARIADIC e.fields), e.text_version, e.recorded_by,
            microseconds(e.given_at), microseconds(e.ends_at),
            CASE WHEN e.withdrawn_at IS NULL THEN '-' ELSE microseconds(e.withdrawn_at)::text END, encode(e.previous, 'hex'))
    END;
END;

CREATE OR REPLACE FUNCTION append_consent_entry(c consent, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head consent_head;
    entry consent_entry;
BEGIN
    INSERT INTO consent_head (school_id, number, sha256) VALUES (c.school_id, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT ON CONSTRAINT consent_head_pk DO NOTHING;
    SELECT * INTO head FROM consent_head h WHERE h.school_id = c.school_id FOR UPDATE;
    entry := (c.school_id, head.number + 1, now(), what, c.id, c.student_id, c.purpose, c.company_id, c.fields, c.text_version,
        c.recorded_by, c.ends_at, head.sha256, head.sha256, c.given_at, c.withdrawn_at);
    entry.sha256 := sha256(convert_to(consent_entry_text(entry), 'UTF8'));
    INSERT INTO consent_entry SELECT entry.*;
    UPDATE consent_head h SET number = entry.number, sha256 = entry.sha256 WHERE h.school_id = c.school_id;
END
$$;

-- What the service does changes an end and nothing else; all else is `changed`.
CREATE OR REPLACE FUNCTION consent_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c consent;
    was consent;
    ended consent;
    renewed consent;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR c IN SELECT * FROM changed ORDER BY school_id, id LOOP
            SELECT * INTO was FROM before b WHERE b.id = c.id;
            CONTINUE WHEN was IS NOT DISTINCT FROM c;
            ended := was;
            ended.withdrawn_at := c.withdrawn_at;
            renewed := was;
            renewed.ends_at := c.ends_at;
            PERFORM append_consent_entry(c, CASE
                WHEN was.withdrawn_at IS NULL AND ended IS NOT DISTINCT FROM c AND c.withdrawn_at = c.ends_at THEN 'ended'
                WHEN was.withdrawn_at IS NULL AND ended IS NOT DISTINCT FROM c THEN 'withdrawn'
                WHEN was.withdrawn_at IS NULL AND renewed IS NOT DISTINCT FROM c AND c.ends_at > was.ends_at THEN 'renewed'
                ELSE 'changed' END);
        END LOOP;
    ELSE
        FOR c IN SELECT * FROM changed ORDER BY school_id, id LOOP
            PERFORM append_consent_entry(c, CASE TG_OP WHEN 'INSERT' THEN 'given' ELSE 'erased' END);
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;

-- Of what stands, the moments are in the ledger from now on.
DO $$
DECLARE
    c consent;
BEGIN
    FOR c IN SELECT * FROM consent ORDER BY school_id, id LOOP
        PERFORM append_consent_entry(c, 'recorded');
    END LOOP;
END
$$;

-- An export holds them too.
CREATE OR REPLACE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'student', p.rows->'student' || (SELECT jsonb_build_object('kept_at', s.kept_at) FROM student s WHERE s.id = who),
        'consent_entry', (SELECT coalesce(jsonb_agg(x.entry || jsonb_build_object('given_at', e.given_at, 'withdrawn_at', e.withdrawn_at)
                ORDER BY x.place), '[]')
            FROM jsonb_array_elements(p.rows->'consent_entry') WITH ORDINALITY AS x (entry, place)
                JOIN consent_entry e ON e.school_id = (x.entry->>'school_id')::uuid AND e.number = (x.entry->>'number')::bigint),
        'prospect', (SELECT coalesce(jsonb_agg(e.x || jsonb_build_object('kept_at', f.kept_at)), '[]')
            FROM jsonb_array_elements(p.rows->'prospect') AS e (x) JOIN prospect f ON f.id = (e.x->>'id')::uuid),
        'retention_question', (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
            SELECT q.id, q.student_id, q.school_id, q.consent_id, q.prospect_id, q.asked_at, q.delivered_at, q.due_at, q.answered_at, q.answer
            FROM retention_question q WHERE q.student_id = who ORDER BY q.id) x))
    FROM (SELECT person_rows(who) AS rows) p WHERE p.rows IS NOT NULL;
END;
