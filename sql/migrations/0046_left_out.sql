-- A student whose team took part in a published run and has no case in it may know that much, and nothing else of the run. A run that a later
-- one has taken the place of says nothing any more.
CREATE FUNCTION run_left_out_student(run uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM run r JOIN round_cohort c ON c.round_id = r.round_id JOIN team_member t ON t.cohort_id = c.cohort_id
        WHERE r.id = run_left_out_student.run AND r.state = 'published' AND t.student_id = app_student()
            AND NOT EXISTS (SELECT FROM match m WHERE m.run_id = r.id AND m.team_id = t.team_id));
REVOKE EXECUTE ON FUNCTION run_left_out_student FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_left_out_student TO vivier_student;
-- The function runs as the owner, for whom row-level security holds too.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'round_cohort_owner' AND polrelid = 'round_cohort'::regclass) THEN
        CREATE POLICY round_cohort_owner ON round_cohort FOR SELECT TO CURRENT_USER USING (true);
    END IF;
END
$$;
