-- What a student states of the own file is the student's: a roster that says otherwise leaves it alone, and says so.

ALTER TABLE student ADD COLUMN stated text[] NOT NULL DEFAULT '{}' CONSTRAINT student_stated
    CHECK (stated <@ ARRAY['languages', 'availability', 'hours_per_week', 'not_before', 'not_after', 'city']);
CREATE INDEX student_stated ON student (school_id) WHERE stated <> '{}';
GRANT UPDATE (stated) ON student TO vivier_operator, vivier_school, vivier_student;

-- Skills that the student states, and no others.
GRANT INSERT, DELETE ON student_skill TO vivier_student;
CREATE POLICY student_skill_state ON student_skill FOR INSERT TO vivier_student
    WITH CHECK (student_id = app_student() AND school_id = app_organisation() AND source = 'self');
CREATE POLICY student_skill_take_back ON student_skill FOR DELETE TO vivier_student
    USING (student_id = app_student() AND source = 'self');

ALTER FUNCTION person_file RENAME TO person_rows_unstated;
CREATE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'student', p.rows->'student' || (SELECT jsonb_build_object('stated', s.stated) FROM student s WHERE s.id = who))
    FROM (SELECT person_rows_unstated(who) AS rows) p WHERE p.rows IS NOT NULL;
END;
REVOKE EXECUTE ON FUNCTION person_rows_unstated FROM vivier_operator, vivier_school, vivier_student;
REVOKE EXECUTE ON FUNCTION person_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_file TO vivier_operator, vivier_school, vivier_student;

-- While a team ranks, its members see how much each case is asked for: counts, and no team's name.
CREATE FUNCTION round_demand(asked uuid) RETURNS TABLE (case_id uuid, ranked_by integer, ranked_first_by integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.case_id, count(*)::integer, (count(*) FILTER (WHERE p.place = 1))::integer
    FROM team_preference p
    WHERE p.round_id = asked AND EXISTS (SELECT FROM team_member m JOIN team t ON t.id = m.team_id
        JOIN round_cohort c ON c.cohort_id = t.cohort_id AND c.round_id = asked WHERE m.student_id = app_student())
    GROUP BY p.case_id;
END;
REVOKE EXECUTE ON FUNCTION round_demand FROM PUBLIC;
GRANT EXECUTE ON FUNCTION round_demand TO vivier_student;
GRANT EXECUTE ON FUNCTION places_taken TO vivier_student;

DO $$
DECLARE
    part text;
BEGIN
    -- What the two functions read as the owner, whom FORCE binds too.
    FOREACH part IN ARRAY ARRAY['team', 'round_cohort', 'team_member', 'team_preference'] LOOP
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = part || '_owner' AND polrelid = part::regclass) THEN
            EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO CURRENT_USER USING (true)', part || '_owner', part);
        END IF;
    END LOOP;
END
$$;

-- A team that a published run left without a case wants to know why more than any other: a run concerns whoever is in a team that took part.
CREATE OR REPLACE FUNCTION run_concerns_student(run uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (SELECT FROM run r JOIN round_cohort c ON c.round_id = r.round_id JOIN team_member m ON m.cohort_id = c.cohort_id
        WHERE r.id = run_concerns_student.run AND m.student_id = app_student());
