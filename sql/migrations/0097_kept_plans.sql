-- A function in SQL that acts as its owner is planned anew by every statement that calls it; one in PL/pgSQL keeps its plan as long as the
-- connection lives. These stand in the policies and the lists behind the pages of students and companies, where planning was most of what they
-- cost. They answer as before.
CREATE OR REPLACE FUNCTION run_concerns_student(run uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN EXISTS (SELECT FROM run r JOIN round_cohort c ON c.round_id = r.round_id JOIN team_member m ON m.cohort_id = c.cohort_id
        WHERE r.id = run_concerns_student.run AND m.student_id = app_student());
END
$$;

CREATE OR REPLACE FUNCTION run_concerns_company(run uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN EXISTS (SELECT FROM match m WHERE m.run_id = run_concerns_company.run AND m.company_id = app_organisation());
END
$$;

CREATE OR REPLACE FUNCTION cases_lost() RETURNS TABLE (
    round_id uuid, team_id uuid, run_id uuid, case_id uuid, title text, company_id uuid, withdrawn_at timestamptz
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (r.round_id, m.team_id) r.round_id, m.team_id, r.id, c.id, c.title, c.company_id, c.withdrawn_at
    FROM team_member t JOIN match m ON m.team_id = t.team_id JOIN run r ON r.id = m.run_id JOIN business_case c ON c.id = m.case_id
    WHERE t.student_id = app_student() AND r.state IN ('published', 'superseded') AND (c.state = 'withdrawn' OR NOT EXISTS (
        SELECT FROM match n JOIN run p ON p.id = n.run_id
        WHERE p.round_id = r.round_id AND p.state = 'published' AND n.team_id = m.team_id AND n.case_id = m.case_id))
    ORDER BY r.round_id, m.team_id, r.published_at DESC;
END
$$;

CREATE OR REPLACE FUNCTION round_demand(asked uuid) RETURNS TABLE (case_id uuid, ranked_by integer, ranked_first_by integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.case_id, told_teams(count(*)), told_teams(count(*) FILTER (WHERE p.place = 1))
    FROM team_preference p
    WHERE p.round_id = asked AND EXISTS (SELECT FROM team_member m JOIN team t ON t.id = m.team_id
        JOIN round_cohort c ON c.cohort_id = t.cohort_id AND c.round_id = asked WHERE m.student_id = app_student())
    GROUP BY p.case_id HAVING count(*) >= 5;
END
$$;

CREATE OR REPLACE FUNCTION places_taken(cases uuid[], besides_round uuid) RETURNS TABLE (case_id uuid, taken integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT m.case_id, count(*)::integer FROM match m JOIN run r ON r.id = m.run_id
    WHERE m.case_id = ANY (cases) AND r.state = 'published' AND r.round_id IS DISTINCT FROM besides_round
    GROUP BY m.case_id;
END
$$;

CREATE OR REPLACE FUNCTION company_places_taken(companies uuid[], besides_round uuid) RETURNS TABLE (company_id uuid, taken integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT m.company_id, count(*)::integer FROM match m JOIN run r ON r.id = m.run_id
    WHERE m.company_id = ANY (companies) AND r.state = 'published' AND r.round_id IS DISTINCT FROM besides_round
    GROUP BY m.company_id;
END
$$;
