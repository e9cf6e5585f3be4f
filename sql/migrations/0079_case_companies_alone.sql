-- Who is in a team that has a company's case is told by the consent for that alone, through case_members: to be found in a pool says nothing of
-- any team.
DROP POLICY team_member_company ON team_member;

-- Which case each team of the student had by a published run and has no more: because the company withdrew it, or because a later run of the round took
-- the place of that one. A withdrawn case is else out of a student's sight.
CREATE FUNCTION cases_lost() RETURNS TABLE (round_id uuid, team_id uuid, run_id uuid, case_id uuid, title text, company_id uuid, withdrawn_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT DISTINCT ON (r.round_id, m.team_id) r.round_id, m.team_id, r.id, c.id, c.title, c.company_id, c.withdrawn_at
    FROM team_member t JOIN match m ON m.team_id = t.team_id JOIN run r ON r.id = m.run_id JOIN business_case c ON c.id = m.case_id
    WHERE t.student_id = app_student() AND r.state IN ('published', 'superseded') AND (c.state = 'withdrawn' OR NOT EXISTS (
        SELECT FROM match n JOIN run p ON p.id = n.run_id
        WHERE p.round_id = r.round_id AND p.state = 'published' AND n.team_id = m.team_id AND n.case_id = m.case_id))
    ORDER BY r.round_id, m.team_id, r.published_at DESC;
END;
REVOKE EXECUTE ON FUNCTION cases_lost FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_lost TO vivier_student;

-- In which language students read the letters to them: that of the account with their address, where there is one. A school asks of its own, a student
-- of the own file.
CREATE FUNCTION student_languages(students uuid[]) RETURNS TABLE (student_id uuid, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT s.id, a.language FROM student s JOIN account a ON lower(a.email) = lower(s.email)
    WHERE s.id = ANY (students) AND (app_student() IS NULL OR s.id = app_student())
        AND (app_organisation() IS NULL OR s.school_id = app_organisation());
END;
REVOKE EXECUTE ON FUNCTION student_languages FROM PUBLIC;
GRANT EXECUTE ON FUNCTION student_languages TO vivier_operator, vivier_school, vivier_student;

-- What happens to a team and to a case is told by letter to whom it concerns.
ALTER TABLE letter DROP CONSTRAINT letter_kind;
ALTER TABLE letter ADD CONSTRAINT letter_kind
    CHECK (kind IN ('address-left', 'file-removed', 'recorded', 'reminder', 'published', 'matched', 'withdrawn'));

DO $$
DECLARE
    part text;
BEGIN
    -- What the functions read as the owner, whom FORCE binds too.
    FOREACH part IN ARRAY ARRAY['team_member', 'match', 'run', 'business_case', 'student', 'account'] LOOP
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = part || '_owner' AND polrelid = part::regclass) THEN
            EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO CURRENT_USER USING (true)', part || '_owner', part);
        END IF;
    END LOOP;
END
$$;
