-- Of a published round a company and a student see what concerns them: a run in which a case of the company has a team, or the student's team a
-- case. The application has always asked for no more; the policies now say so by themselves.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'match_owner' AND polrelid = 'match'::regclass) THEN
        CREATE POLICY match_owner ON match FOR SELECT TO CURRENT_USER USING (true);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'team_member_owner' AND polrelid = 'team_member'::regclass) THEN
        CREATE POLICY team_member_owner ON team_member FOR SELECT TO CURRENT_USER USING (true);
    END IF;
END
$$;

-- As the owner: the policy of matches asks for the run, so the run cannot ask for matches in the caller's name.
CREATE FUNCTION run_concerns_company(run uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (SELECT FROM match m WHERE m.run_id = run AND m.company_id = app_organisation());
CREATE FUNCTION run_concerns_student(run uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM team_member t JOIN match m ON m.team_id = t.team_id WHERE m.run_id = run AND t.student_id = app_student());
REVOKE EXECUTE ON FUNCTION run_concerns_company, run_concerns_student FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_concerns_company TO vivier_company;
GRANT EXECUTE ON FUNCTION run_concerns_student TO vivier_student;

ALTER POLICY run_company ON run USING (state = 'published' AND run_concerns_company(id));
ALTER POLICY run_student ON run USING (state = 'published' AND run_concerns_student(id));
ALTER POLICY round_published ON round USING (state = 'published' AND EXISTS (SELECT FROM run r WHERE r.round_id = round.id));
