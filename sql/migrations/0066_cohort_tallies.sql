-- How many students of a cohort have what a match needs, without looking at each of them: a hundred thousand took half a second on every home.
-- Each statement that changes it adds a line with the difference, so that nobody waits for anybody; the lines are added up from time to time.

CREATE TABLE cohort_tally (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cohort_tally_pk PRIMARY KEY,
    cohort_id uuid NOT NULL,
    school_id uuid NOT NULL,
    students integer NOT NULL DEFAULT 0,
    -- Of these students: languages and skills; free time; in the pool of a company or of all, until it is over; in a team.
    profile integer NOT NULL DEFAULT 0,
    availability integer NOT NULL DEFAULT 0,
    consent integer NOT NULL DEFAULT 0,
    team integer NOT NULL DEFAULT 0,
    teams integer NOT NULL DEFAULT 0,
    -- A roster has been read since: whoever asks counts, until the cohort is counted anew.
    is_open boolean NOT NULL DEFAULT false,
    CONSTRAINT cohort_tally_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE
);
CREATE INDEX cohort_tally_by_cohort ON cohort_tally (cohort_id);
-- Consents that are over and not yet withdrawn.
CREATE INDEX student_by_pool_end ON student (school_id, pool_until) WHERE pool_until IS NOT NULL;

-- The owner is bound by the policies too; this file counts every row.
ALTER TABLE cohort NO FORCE ROW LEVEL SECURITY;
ALTER TABLE cohort_student NO FORCE ROW LEVEL SECURITY;
ALTER TABLE team NO FORCE ROW LEVEL SECURITY;
INSERT INTO cohort_tally (cohort_id, school_id, students, profile, availability, consent, team, teams)
SELECT c.id, c.school_id, count(s.id),
    count(*) FILTER (WHERE s.languages <> '{}' AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id))),
    count(s.weekly_free), count(*) FILTER (WHERE s.in_pool),
    (SELECT count(*) FROM team_member m WHERE m.cohort_id = c.id), (SELECT count(*) FROM team t WHERE t.cohort_id = c.id)
FROM cohort c LEFT JOIN cohort_student e ON e.cohort_id = c.id LEFT JOIN student s ON s.id = e.student_id
GROUP BY c.id, c.school_id;
ALTER TABLE cohort FORCE ROW LEVEL SECURITY;
ALTER TABLE cohort_student FORCE ROW LEVEL SECURITY;
ALTER TABLE team FORCE ROW LEVEL SECURITY;

ALTER TABLE cohort_tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohort_tally FORCE ROW LEVEL SECURITY;
GRANT SELECT ON cohort_tally TO vivier_operator, vivier_school, vivier_supervisor;
CREATE POLICY cohort_tally_operator ON cohort_tally FOR SELECT TO vivier_operator USING (true);
CREATE POLICY cohort_tally_school ON cohort_tally FOR SELECT TO vivier_school, vivier_supervisor USING (school_id = app_organisation());
CREATE POLICY cohort_tally_owner ON cohort_tally TO CURRENT_USER USING (true) WITH CHECK (true);
-- The triggers below run as the owner, whom FORCE binds too.
CREATE POLICY cohort_owner ON cohort FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY cohort_student_owner ON cohort_student FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY cohort_student_owner_ends ON cohort_student FOR DELETE TO CURRENT_USER USING (true);

-- Whoever enters or leaves. A student whom somebody else changes at this moment is waited for: what is counted here and what the other counts
-- then agree.
CREATE FUNCTION cohort_tally_follows_enrolment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    way integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    PERFORM FROM student s WHERE s.id = ANY (ARRAY(SELECT c.student_id FROM changed c)) ORDER BY s.id FOR NO KEY UPDATE;
    INSERT INTO cohort_tally (cohort_id, school_id, students, profile, availability, consent)
    SELECT c.cohort_id, c.school_id, way * count(*), way * count(*) FILTER (WHERE s.has_profile), way * count(*) FILTER (WHERE s.has_time),
        way * count(*) FILTER (WHERE s.in_pool)
    FROM changed c JOIN cohort h ON h.id = c.cohort_id CROSS JOIN LATERAL (
        SELECT s.languages <> '{}' AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id)) AS has_profile,
            s.weekly_free IS NOT NULL AS has_time, s.in_pool
        FROM student s WHERE s.id = c.student_id OFFSET 0) s
    GROUP BY c.cohort_id, c.school_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER cohort_tally_entered AFTER INSERT ON cohort_student REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_enrolment();
CREATE TRIGGER cohort_tally_left AFTER DELETE ON cohort_student REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_enrolment();

-- A student leaves the cohorts while it can still be seen what the student had.
CREATE FUNCTION student_leaves_cohorts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Whoever removes many takes them out of their cohorts first, in one statement: a statement for each costs more than the removal.
    IF EXISTS (SELECT FROM cohort_student WHERE student_id = OLD.id) THEN
        DELETE FROM cohort_student WHERE student_id = OLD.id;
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER student_leaves_cohorts BEFORE DELETE ON student FOR EACH ROW EXECUTE FUNCTION student_leaves_cohorts();

-- Planned each time anew: for a hundred thousand rows the plan that was made for one takes an hour.
CREATE FUNCTION cohort_tally_follows_student() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE $q$
        INSERT INTO cohort_tally (cohort_id, school_id, profile, availability, consent)
        SELECT e.cohort_id, e.school_id, sum(d.profile), sum(d.availability), sum(d.consent)
        FROM (
            SELECT a.id,
                (a.languages <> '{}' AND (a.skills <> '{}' OR k.has))::integer
                    - (b.languages <> '{}' AND (b.skills <> '{}' OR k.has))::integer AS profile,
                (a.weekly_free IS NOT NULL)::integer - (b.weekly_free IS NOT NULL)::integer AS availability,
                a.in_pool::integer - b.in_pool::integer AS consent
            FROM after_change a JOIN before_change b ON b.id = a.id
                CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM student_skill k WHERE k.student_id = a.id) AS has) k
            WHERE (a.languages = '{}') <> (b.languages = '{}') OR (a.skills = '{}') <> (b.skills = '{}')
                OR (a.weekly_free IS NULL) <> (b.weekly_free IS NULL) OR a.in_pool <> b.in_pool) d
            JOIN cohort_student e ON e.student_id = d.id
        GROUP BY e.cohort_id, e.school_id
        HAVING sum(d.profile) <> 0 OR sum(d.availability) <> 0 OR sum(d.consent) <> 0 $q$;
    RETURN NULL;
END
$$;
CREATE TRIGGER cohort_tally_follows_student AFTER UPDATE ON student REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_student();

-- The first skill that somebody states besides the roster, and the last one taken back. The lock in a statement before the reading: of two at
-- once the second then reads what the first has committed.
CREATE FUNCTION cohort_tally_follows_skill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    way integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    PERFORM FROM student s WHERE s.id IN (SELECT c.student_id FROM changed c) ORDER BY s.id FOR NO KEY UPDATE;
    INSERT INTO cohort_tally (cohort_id, school_id, profile)
    SELECT e.cohort_id, e.school_id, way * count(*)
    FROM (SELECT c.student_id, count(*) AS rows FROM changed c GROUP BY c.student_id) c
        JOIN student s ON s.id = c.student_id JOIN cohort_student e ON e.student_id = s.id
    WHERE s.languages <> '{}' AND s.skills = '{}'
        AND (SELECT count(*) FROM student_skill k WHERE k.student_id = s.id) = CASE way WHEN 1 THEN c.rows ELSE 0 END
    GROUP BY e.cohort_id, e.school_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER cohort_tally_follows_new_skill AFTER INSERT ON student_skill REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_skill();
CREATE TRIGGER cohort_tally_follows_lost_skill AFTER DELETE ON student_skill REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_skill();

CREATE FUNCTION cohort_tally_follows_teams() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO cohort_tally (cohort_id, school_id, team, teams)
    SELECT c.cohort_id, c.school_id, CASE TG_TABLE_NAME WHEN 'team' THEN 0 ELSE c.rows END, CASE TG_TABLE_NAME WHEN 'team' THEN c.rows ELSE 0 END
    FROM (SELECT cohort_id, school_id, count(*) * CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END AS rows FROM changed GROUP BY cohort_id, school_id) c
        JOIN cohort h ON h.id = c.cohort_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER cohort_tally_follows_new_team AFTER INSERT ON team REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_teams();
CREATE TRIGGER cohort_tally_follows_lost_team AFTER DELETE ON team REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_teams();
CREATE TRIGGER cohort_tally_follows_new_member AFTER INSERT ON team_member REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_teams();
CREATE TRIGGER cohort_tally_follows_lost_member AFTER DELETE ON team_member REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cohort_tally_follows_teams();

-- A roster enrols without triggers, and is not to wait for a count.
CREATE FUNCTION cohort_tally_follows_roster() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO cohort_tally (cohort_id, school_id, is_open) VALUES (NEW.cohort_id, NEW.school_id, true);
    RETURN NULL;
END
$$;
CREATE TRIGGER cohort_tally_follows_roster AFTER INSERT ON roster_import FOR EACH ROW EXECUTE FUNCTION cohort_tally_follows_roster();

-- What a cohort has, counted person by person.
CREATE FUNCTION cohort_counted(cohort uuid, OUT students bigint, OUT profile bigint, OUT availability bigint, OUT consent bigint, OUT team bigint,
    OUT teams bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT count(*),
        count(*) FILTER (WHERE s.languages <> '{}' AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id))),
        count(s.weekly_free), count(*) FILTER (WHERE s.in_pool),
        (SELECT count(*) FROM team_member m WHERE m.cohort_id = cohort_counted.cohort),
        (SELECT count(*) FROM team t WHERE t.cohort_id = cohort_counted.cohort)
    FROM cohort_student e JOIN student s ON s.id = e.student_id WHERE e.cohort_id = cohort_counted.cohort;
END;

-- The same from the lines, where no roster has been read since; without the consents that are over.
CREATE FUNCTION cohort_counts(cohort uuid, OUT students bigint, OUT profile bigint, OUT availability bigint, OUT consent bigint, OUT team bigint,
    OUT teams bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT x.students, x.profile, x.availability, x.consent - (
            SELECT count(*) FROM cohort c JOIN student s ON s.school_id = c.school_id AND s.pool_until <= now() AND s.pool_companies = '{}'
                JOIN cohort_student e ON e.cohort_id = c.id AND e.student_id = s.id
            WHERE c.id = cohort_counts.cohort), x.team, x.teams
    FROM (
        SELECT coalesce(sum(t.students), 0)::bigint AS students, coalesce(sum(t.profile), 0)::bigint AS profile,
            coalesce(sum(t.availability), 0)::bigint AS availability, coalesce(sum(t.consent), 0)::bigint AS consent,
            coalesce(sum(t.team), 0)::bigint AS team, coalesce(sum(t.teams), 0)::bigint AS teams
        FROM cohort_tally t WHERE t.cohort_id = cohort_counts.cohort HAVING bool_or(t.is_open) IS NOT TRUE
        UNION ALL
        SELECT l.* FROM cohort_counted(cohort_counts.cohort) l
        WHERE EXISTS (SELECT FROM cohort_tally t WHERE t.cohort_id = cohort_counts.cohort AND t.is_open)
    ) x;
END;

-- Counts the cohorts anew that rosters were read into, and adds the lines of the others up. Each is one statement, which sees all lines of the
-- changes that it counts and none of those that it does not; one at a time.
CREATE FUNCTION settle_cohort_tallies() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('cohort_tally', 0));
    WITH open AS (SELECT DISTINCT t.cohort_id, t.school_id FROM cohort_tally t WHERE t.is_open),
        gone AS (DELETE FROM cohort_tally t USING open o WHERE t.cohort_id = o.cohort_id)
    INSERT INTO cohort_tally (cohort_id, school_id, students, profile, availability, consent, team, teams)
    SELECT o.cohort_id, o.school_id, l.* FROM open o CROSS JOIN LATERAL cohort_counted(o.cohort_id) l;
    WITH gone AS (
        DELETE FROM cohort_tally WHERE cohort_id IN (SELECT t.cohort_id FROM cohort_tally t GROUP BY t.cohort_id HAVING count(*) > 20)
            AND NOT is_open
        RETURNING *
    )
    INSERT INTO cohort_tally (cohort_id, school_id, students, profile, availability, consent, team, teams)
    SELECT g.cohort_id, g.school_id, sum(g.students), sum(g.profile), sum(g.availability), sum(g.consent), sum(g.team), sum(g.teams)
    FROM gone g GROUP BY g.cohort_id, g.school_id;
END
$$;
CREATE INDEX cohort_tally_open ON cohort_tally (cohort_id) WHERE is_open;
REVOKE EXECUTE ON FUNCTION cohort_tally_follows_enrolment, student_leaves_cohorts, cohort_tally_follows_student, cohort_tally_follows_skill,
    cohort_tally_follows_teams, cohort_tally_follows_roster, cohort_counted, cohort_counts, settle_cohort_tallies FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cohort_counted, cohort_counts TO vivier_operator, vivier_school, vivier_supervisor;
GRANT EXECUTE ON FUNCTION settle_cohort_tallies TO vivier_daemon;

-- The same hour threatened here, as soon as a connection had changed one student before it read a roster.
CREATE OR REPLACE FUNCTION pool_skill_follows_student() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    touched uuid[];
BEGIN
    EXECUTE $q$
        SELECT ARRAY(SELECT a.id FROM after_change a JOIN before_change b ON b.id = a.id
            WHERE a.in_pool <> b.in_pool OR (a.in_pool AND (a.skills, a.pool_companies, a.pool_company_until, a.pool_until)
                IS DISTINCT FROM (b.skills, b.pool_companies, b.pool_company_until, b.pool_until))) $q$
        INTO touched;
    PERFORM pool_skill_refill(touched);
    RETURN NULL;
END
$$;
