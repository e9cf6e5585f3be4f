-- A large roster is enrolled while it is still being read, a piece at a time in the one transaction, and each row costs less.

-- Enrols the staged students that are new, from a position of the roster on. No row of theirs lies before the given page of what is staged:
-- the pieces before are not read again for each.
DROP FUNCTION enrol_staged(uuid, uuid);
CREATE FUNCTION enrol_staged(home uuid, joined uuid, since integer DEFAULT 0, page bigint DEFAULT 0) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    unknown integer;
    place tid := format('(%s,0)', page)::tid;
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
    -- As student_skills_known_when_made would for each row.
    SELECT held INTO unknown FROM (
        SELECT DISTINCT unnest(i.skills) AS held FROM pg_temp.incoming i WHERE i.ctid >= place AND i.position >= since AND i.state = 'new') h
    WHERE held % 8 NOT BETWEEN 1 AND 4 OR NOT EXISTS (SELECT FROM skill s WHERE s.id = held / 8) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'not a skill and a level: %', unknown USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'student_skills_known';
    END IF;
    INSERT INTO student (id, school_id, key, given_name, family_name, email, programme, graduation, languages, weekly_free,
        hours_per_week, not_before, not_after, city, attributes, skills, skills_stated_on, labels)
    SELECT i.student_id, home, i.key, i.given_name, i.family_name, i.email, i.programme, i.graduation, i.languages, i.weekly_free::bit(336),
        i.hours_per_week, i.not_before, i.not_after, i.city, coalesce(i.attributes::jsonb, '{}'), i.skills,
        CASE WHEN i.skills <> '{}' THEN current_date END, i.labels
    FROM pg_temp.incoming i WHERE i.ctid >= place AND i.position >= since AND i.state = 'new';
    -- The students of the statement above, by the same rows: the third foreign key holds.
    INSERT INTO cohort_student (cohort_id, student_id, school_id)
    SELECT joined, i.student_id, home FROM pg_temp.incoming i WHERE i.ctid >= place AND i.position >= since AND i.state = 'new';
END
$$;
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        ALTER FUNCTION enrol_staged SECURITY DEFINER SET session_replication_role = replica;
    END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION enrol_staged FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enrol_staged TO vivier_operator, vivier_school;

-- The rows of a statement are kept a second time for a trigger that looks at all of them at once, whether it fires or not. Whoever adds
-- students otherwise adds one: it is asked for each, and enrol_staged asks for all of its own.
DROP TRIGGER student_skills_known_when_made ON student;
CREATE FUNCTION student_skills_known_of_one() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    unknown integer;
BEGIN
    SELECT held INTO unknown FROM unnest(NEW.skills) AS h (held)
    WHERE held % 8 NOT BETWEEN 1 AND 4 OR NOT EXISTS (SELECT FROM skill s WHERE s.id = held / 8) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'not a skill and a level: %', unknown USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'student_skills_known';
    END IF;
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION student_skills_known_of_one FROM PUBLIC;
CREATE TRIGGER student_skills_known_when_made AFTER INSERT ON student FOR EACH ROW WHEN (NEW.skills <> '{}')
    EXECUTE FUNCTION student_skills_known_of_one();

-- Looked for by equality only: a hash costs a third of a place in an order that nobody asks for.
DROP INDEX student_by_email;
CREATE INDEX student_by_email ON student USING hash (lower(email));

-- The same limits; characters are counted only where the bytes would not fit.
ALTER TABLE student
    DROP CONSTRAINT student_key, ADD CONSTRAINT student_key CHECK (key <> '' AND (octet_length(key) <= 100 OR length(key) <= 100)),
    DROP CONSTRAINT student_given_name, ADD CONSTRAINT student_given_name
        CHECK (given_name <> '' AND (octet_length(given_name) <= 200 OR length(given_name) <= 200)),
    DROP CONSTRAINT student_family_name, ADD CONSTRAINT student_family_name
        CHECK (family_name <> '' AND (octet_length(family_name) <= 200 OR length(family_name) <= 200)),
    DROP CONSTRAINT student_email, ADD CONSTRAINT student_email
        CHECK (length(email) >= 3 AND (octet_length(email) <= 254 OR length(email) <= 254)),
    DROP CONSTRAINT student_programme, ADD CONSTRAINT student_programme
        CHECK (programme <> '' AND (octet_length(programme) <= 200 OR length(programme) <= 200)),
    DROP CONSTRAINT student_city, ADD CONSTRAINT student_city CHECK (city <> '' AND (octet_length(city) <= 100 OR length(city) <= 100)),
    DROP CONSTRAINT student_skills_dated, ADD CONSTRAINT student_skills_dated
        CHECK (skills_stated_on IS NOT NULL OR cardinality(skills) = 0);

-- Identities do not get smaller by being compressed.
ALTER TABLE roster_import ALTER COLUMN made SET STORAGE EXTERNAL;
