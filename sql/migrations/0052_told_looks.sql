-- A receipt says how a company came to see the student: in a list of its matches and by beginning to follow are ways of their own.
ALTER TABLE person_read DROP CONSTRAINT person_read_kind;
ALTER TABLE person_read ADD CONSTRAINT person_read_kind CHECK (kind IN ('search', 'view', 'export', 'prospect', 'match', 'follow'));

-- That nobody shall see the student is a decision too, and is not asked for again.
ALTER TABLE student DROP CONSTRAINT student_stated;
ALTER TABLE student ADD CONSTRAINT student_stated
    CHECK (stated <@ ARRAY['languages', 'availability', 'hours_per_week', 'not_before', 'not_after', 'city', 'consents']);

-- The published run whose outcome the student has read last; it means nothing once the run is gone.
ALTER TABLE student ADD COLUMN read_run uuid;
GRANT UPDATE (read_run) ON student TO vivier_student;

CREATE OR REPLACE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object('student',
        p.rows->'student' || (SELECT jsonb_build_object('stated', s.stated, 'read_run', s.read_run) FROM student s WHERE s.id = who))
    FROM (SELECT person_rows_unstated(who) AS rows) p WHERE p.rows IS NOT NULL;
END;

-- Cases that are liked equally stand in the order in which they came to be so.
ALTER TABLE team_preference ADD COLUMN turn smallint NOT NULL DEFAULT 0;
