-- What is deleted stays in PostgreSQL's files, in tables, indexes and its log, until they are written anew. Whenever a person's file ends a trace
-- is left of what is to be written anew; the daemon does it, as the owner, and takes the trace away.

-- Every table that sql/privacy.txt marks with something of a person, but the ledger of consents: it has ids alone, and nothing is taken from it.
CREATE FUNCTION tables_with_people() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY['account', 'audit_entry', 'cohort_student', 'consent', 'former_address', 'idempotent_answer', 'invitation', 'letter',
        'membership', 'person_read', 'pool_skill', 'prospect', 'prospect_event', 'reminder', 'retention_question', 'roster_file',
        'roster_file_page', 'roster_import_change', 'session', 'sign_in_link', 'student', 'student_exception', 'student_name',
        'student_skill', 'team_member', 'token'];

CREATE TABLE erased_trace (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT erased_trace_pk PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The tables that were not written anew since.
    waiting text[] NOT NULL DEFAULT tables_with_people()
);
ALTER TABLE erased_trace ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_trace FORCE ROW LEVEL SECURITY;
CREATE POLICY erased_trace_owner ON erased_trace TO CURRENT_USER USING (true) WITH CHECK (true);

-- When all that was erased before was last gone from the files.
CREATE TABLE rewriting (
    is_last boolean CONSTRAINT rewriting_pk PRIMARY KEY DEFAULT true CONSTRAINT rewriting_last CHECK (is_last),
    at timestamptz NOT NULL
);
ALTER TABLE rewriting ENABLE ROW LEVEL SECURITY;
ALTER TABLE rewriting FORCE ROW LEVEL SECURITY;
CREATE POLICY rewriting_owner ON rewriting TO CURRENT_USER USING (true) WITH CHECK (true);

-- Its arguments: the tables that something goes from with the rows; without any, all that have something of people.
CREATE FUNCTION note_erasure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched text[] := CASE WHEN TG_NARGS = 0 THEN tables_with_people() ELSE ARRAY(SELECT unnest(TG_ARGV)) END;
BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
        IF NOT EXISTS (SELECT FROM gone) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- What goes in one transaction leaves one trace.
    IF NOT EXISTS (SELECT FROM erased_trace t WHERE t.xmin = pg_current_xact_id()::xid) THEN
        INSERT INTO erased_trace (waiting) VALUES (touched);
    ELSE
        UPDATE erased_trace t SET waiting = ARRAY(SELECT unnest(t.waiting) UNION SELECT unnest(touched))
            WHERE t.xmin = pg_current_xact_id()::xid AND NOT t.waiting @> touched;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER student_leaves_bytes AFTER DELETE ON student REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_erasure();
-- What is over for long is forgotten by the hour: of that the tables alone that go with it.
CREATE TRIGGER account_leaves_bytes AFTER DELETE ON account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_erasure(
    'account', 'membership', 'session', 'sign_in_link', 'token', 'idempotent_answer', 'roster_file', 'roster_file_page');
CREATE TRIGGER invitation_leaves_bytes AFTER DELETE ON invitation REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
    EXECUTE FUNCTION note_erasure('invitation');
-- Of a hundred thousand students who go, each asks for its prospects, and few have any.
CREATE TRIGGER prospect_leaves_bytes AFTER DELETE ON prospect FOR EACH ROW
    EXECUTE FUNCTION note_erasure('prospect', 'prospect_event', 'retention_question');
-- Whoever was erased before this was written: nobody could have written it anew before, so that it waits from now on.
INSERT INTO erased_trace (waiting) SELECT tables_with_people() WHERE EXISTS (SELECT FROM erased_student);

-- How long the oldest has been waiting, and when nothing was.
CREATE FUNCTION bytes_left(OUT waiting_since timestamptz, OUT rewritten_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT (SELECT min(t.at) FROM erased_trace t), (SELECT r.at FROM rewriting r);
END;
REVOKE EXECUTE ON FUNCTION tables_with_people, note_erasure, bytes_left FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bytes_left TO vivier_daemon;

-- Somebody who was erased after a backup was made is erased from what comes back of it; the tombstone bears the day that it had. True where the
-- backup had the person.
CREATE FUNCTION erase_again(who uuid, school uuid, erased timestamptz) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    was_there boolean := EXISTS (SELECT FROM student s WHERE s.id = who AND s.school_id = school);
BEGIN
    IF EXISTS (SELECT FROM school s WHERE s.id = school) THEN
        INSERT INTO erased_student (id, school_id, erased_at) VALUES (who, school, erased) ON CONFLICT DO NOTHING;
    END IF;
    IF was_there THEN
        PERFORM end_student(who);
    END IF;
    RETURN was_there;
END
$$;
REVOKE EXECUTE ON FUNCTION erase_again FROM PUBLIC;
