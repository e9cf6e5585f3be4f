-- A large import pays for its rows and their indexes, not for a million questions about the same school.
--
-- What is staged is written in one call. Each new row would ask its foreign keys for the school, the cohort and the student, one at a time,
-- and get the same answer every time: that was more than a third of an import. Here they are asked once, for all rows, with the same locks,
-- and the server skips the questions of the single rows. The constraints are still there: whoever writes in another way is asked, and what
-- the rows rely on cannot be removed beneath them.

-- The rows of a roster, where statements over all of them can meet what is stored.
CREATE FUNCTION stage_roster() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- A skill is its identity times 8 plus its level, a label is followed by a colon and its level; both in ascending order.
    CREATE TEMPORARY TABLE incoming (
        position integer NOT NULL, line integer NOT NULL, student_id uuid NOT NULL, key text COLLATE "C" NOT NULL,
        given_name text NOT NULL, family_name text NOT NULL, email text NOT NULL, programme text, graduation date,
        languages text[] NOT NULL, weekly_free bit varying, hours_per_week smallint, not_before date, not_after date, city text,
        team text, attributes text, skills integer[] NOT NULL, labels text[] NOT NULL, state text NOT NULL DEFAULT 'new'
    ) ON COMMIT DROP;
    GRANT SELECT, INSERT, UPDATE, DELETE ON pg_temp.incoming TO vivier_operator, vivier_school;
END
$$;

-- Only of the columns that statements join or choose by: the others' texts take half a second to sort.
CREATE FUNCTION count_staged() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE pg_temp.incoming (position, student_id, key, team, state);
END
$$;

-- Enrols the staged students that are new.
CREATE FUNCTION enrol_staged(home uuid, joined uuid) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF app_organisation() IS DISTINCT FROM home AND current_setting('role') <> 'vivier_operator' THEN
        RAISE EXCEPTION 'not a school of the caller' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Made by stage_roster: a view or a table of somebody else's making could have anything done in the name of whoever runs this.
    IF NOT EXISTS (SELECT FROM pg_class c WHERE c.relname = 'incoming' AND c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r'
            AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)) THEN
        RAISE EXCEPTION 'nothing is staged' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- As the foreign keys of each row would: who deletes or moves one of the two waits, and then finds the rows.
    PERFORM FROM school s WHERE s.id = home FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such school' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'student_school_fk';
    END IF;
    PERFORM FROM cohort c WHERE c.id = joined AND c.school_id = home FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such cohort' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'cohort_student_cohort_fk';
    END IF;
    INSERT INTO student (id, school_id, key, given_name, family_name, email, programme, graduation, languages, weekly_free,
        hours_per_week, not_before, not_after, city, attributes, skills, skills_stated_on, labels)
    SELECT i.student_id, home, i.key, i.given_name, i.family_name, i.email, i.programme, i.graduation, i.languages, i.weekly_free::bit(336),
        i.hours_per_week, i.not_before, i.not_after, i.city, coalesce(i.attributes::jsonb, '{}'), i.skills,
        CASE WHEN i.skills <> '{}' THEN current_date END, i.labels
    FROM pg_temp.incoming i WHERE i.state = 'new';
    -- The students of the statement above, by the same rows: the third foreign key holds.
    INSERT INTO cohort_student (cohort_id, student_id, school_id)
    SELECT joined, i.student_id, home FROM pg_temp.incoming i WHERE i.state = 'new';
END
$$;

-- Skipping what single rows ask is for superusers. Under another owner the functions are the caller's own steps, and every row asks.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        ALTER FUNCTION stage_roster SECURITY DEFINER;
        ALTER FUNCTION count_staged SECURITY DEFINER;
        ALTER FUNCTION enrol_staged SECURITY DEFINER SET session_replication_role = replica;
    END IF;
END
$$;
-- Triggers of our own are never skipped.
ALTER TABLE student ENABLE ALWAYS TRIGGER student_skills_known_when_made;

REVOKE EXECUTE ON FUNCTION stage_roster, count_staged, enrol_staged FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stage_roster, count_staged, enrol_staged TO vivier_operator, vivier_school;

-- Looked for by equality only: in the order of bytes, which costs a tenth of that of French.
DROP INDEX student_by_email;
CREATE INDEX student_by_email ON student (lower(email) text_pattern_ops);
