-- What each student agreed to and took back, as entries that nobody changes: each bears the SHA-256 of itself and of the one before, school
-- by school. And which particulars a consent shows.

-- The particulars that companies see besides name, school and skills.
ALTER TABLE consent
    ADD COLUMN fields text[] NOT NULL DEFAULT '{email,programme,graduation,languages,city,hours}'
        CONSTRAINT consent_fields CHECK (fields <@ '{email,programme,graduation,languages,city,hours}' AND array_position(fields, NULL) IS NULL),
    ADD CONSTRAINT consent_text_version_line CHECK (text_version !~ '[[:cntrl:]]');

-- As bits, in the order above, so that a search asks one number a person: of the consent for every company, and of those for one,
-- beside pool_companies.
ALTER TABLE student
    ADD COLUMN pool_fields smallint NOT NULL DEFAULT 0,
    ADD COLUMN pool_company_fields smallint[] NOT NULL DEFAULT '{}',
    ADD COLUMN pool_company_until timestamptz[] NOT NULL DEFAULT '{}';

CREATE FUNCTION field_bits(fields text[]) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(sum(1 << (array_position('{email,programme,graduation,languages,city,hours}'::text[], f) - 1)), 0)::smallint
    FROM (SELECT DISTINCT unnest(fields) AS f) each_once;
END;

-- Whether the company that asks may see a particular of a student; `field` is its bit.
CREATE FUNCTION shows_field(field integer, until timestamptz, fields smallint, companies uuid[], company_fields smallint[],
    company_until timestamptz[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT (until > now() AND fields & field <> 0) IS TRUE
        OR (companies <> '{}' AND company_until[array_position(companies, app_organisation())] > now()
            AND company_fields[array_position(companies, app_organisation())] & field <> 0) IS TRUE;
END;
GRANT SELECT (pool_until, pool_fields, pool_companies, pool_company_fields, pool_company_until) ON student TO vivier_company;

CREATE OR REPLACE FUNCTION consent_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- The lock in a statement before the reading: of two changes at once the second then reads what the first has committed.
    PERFORM FROM student s WHERE s.id IN (SELECT c.student_id FROM changed c) ORDER BY s.id FOR NO KEY UPDATE;
    UPDATE student s SET pool_until = live.until, pool_companies = live.companies, pool_fields = live.fields,
        pool_company_fields = live.company_fields, pool_company_until = live.company_until
    FROM (
        SELECT touched.student_id, max(c.ends_at) FILTER (WHERE c.company_id IS NULL) AS until,
            coalesce(max(field_bits(c.fields)) FILTER (WHERE c.company_id IS NULL), 0::smallint) AS fields,
            coalesce(array_agg(c.company_id ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL), '{}') AS companies,
            coalesce(array_agg(field_bits(c.fields) ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL), '{}') AS company_fields,
            coalesce(array_agg(c.ends_at ORDER BY c.company_id) FILTER (WHERE c.company_id IS NOT NULL), '{}') AS company_until
        FROM (SELECT DISTINCT student_id FROM changed) touched
            LEFT JOIN consent c ON c.student_id = touched.student_id AND c.purpose = 'talent-pool' AND c.withdrawn_at IS NULL
        GROUP BY touched.student_id) live
    WHERE s.id = live.student_id AND (s.pool_until, s.pool_companies, s.pool_fields, s.pool_company_fields, s.pool_company_until)
        IS DISTINCT FROM (live.until, live.companies, live.fields, live.company_fields, live.company_until);
    RETURN NULL;
END
$$;

-- Outlives the students whom it speaks of: it names them by an id that means nothing once they are erased.
CREATE TABLE consent_entry (
    school_id uuid NOT NULL,
    number bigint NOT NULL CONSTRAINT consent_entry_number CHECK (number > 0),
    at timestamptz NOT NULL,
    event text NOT NULL CONSTRAINT consent_entry_event CHECK (event IN ('given', 'withdrawn', 'ended', 'changed', 'erased')),
    consent_id uuid NOT NULL,
    student_id uuid NOT NULL,
    purpose text NOT NULL,
    company_id uuid,
    fields text[] NOT NULL,
    text_version text NOT NULL,
    recorded_by text NOT NULL,
    ends_at timestamptz NOT NULL,
    previous bytea NOT NULL CONSTRAINT consent_entry_previous CHECK (octet_length(previous) = 32),
    sha256 bytea NOT NULL CONSTRAINT consent_entry_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT consent_entry_pk PRIMARY KEY (school_id, number)
);
CREATE INDEX consent_entry_by_student ON consent_entry (student_id, number);
CREATE INDEX consent_entry_by_consent ON consent_entry (consent_id, number);

-- The last entry of each school, so that one cut off the end is missed.
CREATE TABLE consent_head (
    school_id uuid CONSTRAINT consent_head_pk PRIMARY KEY,
    number bigint NOT NULL,
    sha256 bytea NOT NULL
);

CREATE FUNCTION microseconds(at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN isfinite(at) THEN (extract(epoch FROM at) * 1000000)::bigint END;
END;

-- The bytes whose SHA-256 an entry bears; the operator's guide describes them.
CREATE FUNCTION consent_entry_text(e consent_entry) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT concat_ws(E'\n', 'vivier-consent-entry/1', e.school_id, e.number, microseconds(e.at), e.event, e.consent_id, e.student_id,
        e.purpose, coalesce(e.company_id::text, '-'), concat_ws(',', VARIADIC e.fields), e.text_version, e.recorded_by,
        microseconds(e.ends_at), encode(e.previous, 'hex'));
END;

CREATE FUNCTION append_consent_entry(c consent, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head consent_head;
    entry consent_entry;
BEGIN
    INSERT INTO consent_head (school_id, number, sha256) VALUES (c.school_id, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT ON CONSTRAINT consent_head_pk DO NOTHING;
    SELECT * INTO head FROM consent_head h WHERE h.school_id = c.school_id FOR UPDATE;
    entry := (c.school_id, head.number + 1, now(), what, c.id, c.student_id, c.purpose, c.company_id, c.fields, c.text_version,
        c.recorded_by, c.ends_at, head.sha256, head.sha256);
    entry.sha256 := sha256(convert_to(consent_entry_text(entry), 'UTF8'));
    INSERT INTO consent_entry SELECT entry.*;
    UPDATE consent_head h SET number = entry.number, sha256 = entry.sha256 WHERE h.school_id = c.school_id;
END
$$;

-- The schools in one order, so that two statements over the same ones never wait for each other in a ring.
CREATE FUNCTION consent_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c consent;
    was consent;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR c IN SELECT * FROM changed ORDER BY school_id, id LOOP
            SELECT * INTO was FROM before b WHERE b.id = c.id;
            CONTINUE WHEN was IS NOT DISTINCT FROM c;
            PERFORM append_consent_entry(c, CASE
                WHEN was.withdrawn_at IS NULL AND c.withdrawn_at = c.ends_at THEN 'ended'
                WHEN was.withdrawn_at IS NULL AND c.withdrawn_at IS NOT NULL THEN 'withdrawn'
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
CREATE TRIGGER consent_entered_given AFTER INSERT ON consent REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_entered();
CREATE TRIGGER consent_entered_changed AFTER UPDATE ON consent REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_entered();
CREATE TRIGGER consent_entered_erased AFTER DELETE ON consent REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_entered();

CREATE FUNCTION consent_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the consent ledger never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consent_entry_stays';
END
$$;
CREATE TRIGGER consent_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_entry
    FOR EACH STATEMENT EXECUTE FUNCTION consent_entry_stays();

ALTER TABLE consent_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE consent_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_head FORCE ROW LEVEL SECURITY;
CREATE POLICY consent_entry_owner ON consent_entry FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY consent_head_owner ON consent_head TO CURRENT_USER USING (true) WITH CHECK (true);
-- Read by those whom it concerns; written by the triggers alone.
GRANT SELECT ON consent_entry TO vivier_operator, vivier_school, vivier_student;
GRANT SELECT ON consent_head TO vivier_operator, vivier_school;
CREATE POLICY consent_entry_operator ON consent_entry FOR SELECT TO vivier_operator USING (true);
CREATE POLICY consent_entry_school ON consent_entry FOR SELECT TO vivier_school USING (school_id = app_organisation());
CREATE POLICY consent_entry_student ON consent_entry FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY consent_head_operator ON consent_head FOR SELECT TO vivier_operator USING (true);
CREATE POLICY consent_head_school ON consent_head FOR SELECT TO vivier_school USING (school_id = app_organisation());
REVOKE EXECUTE ON FUNCTION append_consent_entry, consent_entered, consent_entry_stays FROM PUBLIC;

-- The ledger begins with what stood before there was one.
DO $$
DECLARE
    c consent;
BEGIN
    FOR c IN SELECT * FROM consent ORDER BY school_id, id LOOP
        PERFORM append_consent_entry(c, 'given');
        IF c.withdrawn_at IS NOT NULL THEN
            PERFORM append_consent_entry(c, CASE WHEN c.withdrawn_at = c.ends_at THEN 'ended' ELSE 'withdrawn' END);
        END IF;
    END LOOP;
END
$$;
-- What the consents show is worked out anew by their trigger.
UPDATE consent SET fields = fields;
