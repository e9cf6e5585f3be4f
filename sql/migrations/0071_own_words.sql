-- A student's own word stands: what a school records never takes its place. The ledger says of each entry who acted, receipts say how a
-- company was called when it looked, and the triggers that keep the ledger and the audit log whole fire for a replica too.

-- When the student, signed in, chose to be seen by nobody. What was chosen before this was kept counts as the student's.
ALTER TABLE student ADD COLUMN declined_at timestamptz;
UPDATE student SET declined_at = now() WHERE 'consents' = ANY (stated);
GRANT UPDATE (declined_at) ON student TO vivier_student;

-- NULL in an entry of the first two forms.
ALTER TABLE consent_entry ADD COLUMN acted_by text
    CONSTRAINT consent_entry_acted_by CHECK (acted_by IN ('student', 'school', 'operator', 'service'));

-- Who acts in this transaction: whoever is named by it, else by the role; the service itself where a clock has run out.
CREATE FUNCTION app_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('app.actor', true), ''), CASE current_setting('role')
        WHEN 'vivier_student' THEN app_recorder() WHEN 'vivier_school' THEN 'school' WHEN 'vivier_operator' THEN 'operator'
        ELSE 'service' END);

CREATE OR REPLACE FUNCTION consent_entry_text(e consent_entry) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN e.given_at IS NULL THEN
        concat_ws(E'\n', 'vivier-consent-entry/1', e.school_id, e.number, microseconds(e.at), e.event, e.consent_id, e.student_id,
            e.purpose, coalesce(e.company_id::text, '-'), concat_ws(',', VARIADIC e.fields), e.text_version, e.recorded_by,
            microseconds(e.ends_at), encode(e.previous, 'hex'))
    ELSE
        concat_ws(E'\n', CASE WHEN e.acted_by IS NULL THEN 'vivier-consent-entry/2' ELSE 'vivier-consent-entry/3' END, e.school_id,
            e.number, microseconds(e.at), e.event, e.consent_id, e.student_id, e.purpose, coalesce(e.company_id::text, '-'),
            concat_ws(',', VARIADIC e.fields), e.text_version, e.recorded_by, e.acted_by, microseconds(e.given_at),
            microseconds(e.ends_at), CASE WHEN e.withdrawn_at IS NULL THEN '-' ELSE microseconds(e.withdrawn_at)::text END,
            encode(e.previous, 'hex'))
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
        c.recorded_by, c.ends_at, head.sha256, head.sha256, c.given_at, c.withdrawn_at, app_actor());
    entry.sha256 := sha256(convert_to(consent_entry_text(entry), 'UTF8'));
    INSERT INTO consent_entry SELECT entry.*;
    UPDATE consent_head h SET number = entry.number, sha256 = entry.sha256 WHERE h.school_id = c.school_id;
END
$$;

-- Whether the student's own word on a purpose is known: a no, a yes that has not lapsed, whoever took it back, or a withdrawal. The same person
-- may stand in the school's lists under another key; and where it was not kept who withdrew, it counts as the student.
CREATE FUNCTION student_has_spoken(who uuid, what text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM student s JOIN student o ON o.school_id = s.school_id AND lower(o.email) = lower(s.email)
        WHERE s.id = who AND (o.declined_at IS NOT NULL
            OR EXISTS (SELECT FROM consent c WHERE c.student_id = o.id AND c.purpose = what AND c.recorded_by = 'student'
                AND coalesce(c.withdrawn_at, now()) < c.ends_at)
            OR EXISTS (SELECT FROM consent_entry e WHERE e.student_id = o.id AND e.purpose = what AND e.event = 'withdrawn'
                AND coalesce(e.acted_by, 'student') = 'student')));
END;
REVOKE EXECUTE ON FUNCTION student_has_spoken FROM PUBLIC;
GRANT EXECUTE ON FUNCTION student_has_spoken TO vivier_operator, vivier_school, vivier_student;
CREATE POLICY consent_own_word ON consent AS RESTRICTIVE FOR INSERT TO vivier_operator, vivier_school, vivier_student
    WITH CHECK (recorded_by = 'student' OR NOT student_has_spoken(student_id, purpose));

-- How an organisation was called, and until when.
CREATE TABLE former_name (
    organisation_id uuid NOT NULL CONSTRAINT former_name_organisation_fk REFERENCES organisation (id) ON DELETE CASCADE,
    until timestamptz NOT NULL,
    name text NOT NULL,
    CONSTRAINT former_name_pk PRIMARY KEY (organisation_id, until)
);
ALTER TABLE former_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_name FORCE ROW LEVEL SECURITY;
CREATE POLICY former_name_owner ON former_name TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON former_name TO vivier_operator, vivier_school, vivier_student;
CREATE POLICY former_name_read ON former_name FOR SELECT TO vivier_operator, vivier_school, vivier_student USING (true);
CREATE FUNCTION organisation_renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO former_name (organisation_id, until, name) VALUES (OLD.id, clock_timestamp(), OLD.name);
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION organisation_renamed FROM PUBLIC;
CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION organisation_renamed();

-- session_replication_role = replica sets aside what fires in the usual way.
ALTER TABLE consent_entry ENABLE ALWAYS TRIGGER consent_entry_stays;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_stays;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_stays_whole;

-- An export holds all of this, and names the skills that a search finds somebody by.
ALTER FUNCTION person_file RENAME TO person_rows_unspoken;
CREATE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'student', p.rows->'student' || (SELECT jsonb_build_object('declined_at', s.declined_at) FROM student s WHERE s.id = who),
        'consent_entry', (SELECT coalesce(jsonb_agg(x.entry || jsonb_build_object('acted_by', e.acted_by) ORDER BY x.place), '[]')
            FROM jsonb_array_elements(p.rows->'consent_entry') WITH ORDINALITY AS x (entry, place)
                JOIN consent_entry e ON e.school_id = (x.entry->>'school_id')::uuid AND e.number = (x.entry->>'number')::bigint),
        'pool_skill', (SELECT coalesce(jsonb_agg(
                x.held || jsonb_build_object('skill', concat_ws(' / ', k.label_en, k.label_fr)) ORDER BY x.place), '[]')
            FROM jsonb_array_elements(p.rows->'pool_skill') WITH ORDINALITY AS x (held, place)
                JOIN skill k ON k.id = (x.held->>'skill_id')::integer),
        'person_read', (SELECT coalesce(jsonb_agg(x.seen || jsonb_build_object('company', coalesce(
                (SELECT f.name FROM former_name f WHERE f.organisation_id = r.company_id AND f.until > r.at ORDER BY f.until LIMIT 1),
                x.seen->>'company')) ORDER BY x.place), '[]')
            FROM jsonb_array_elements(p.rows->'person_read') WITH ORDINALITY AS x (seen, place)
                JOIN person_read r ON r.id = (x.seen->>'id')::uuid))
    FROM (SELECT person_rows_unspoken(who) AS rows) p WHERE p.rows IS NOT NULL;
END;
REVOKE EXECUTE ON FUNCTION person_rows_unspoken FROM vivier_operator, vivier_school, vivier_student;
REVOKE EXECUTE ON FUNCTION person_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_file TO vivier_operator, vivier_school, vivier_student;
