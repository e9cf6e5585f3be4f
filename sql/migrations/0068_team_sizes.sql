-- Of the teams that a published run gave to its cases a company learns how many are in them, whether or not each has agreed to be named:
-- the number alone, as it stood on the card that it chose by.
CREATE FUNCTION matched_team_sizes(teams uuid[]) RETURNS TABLE (team_id uuid, members integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT b.team_id, count(*)::integer FROM team_member b
    WHERE b.team_id = ANY (teams) AND EXISTS (
        SELECT FROM match m JOIN run r ON r.id = m.run_id
        WHERE m.team_id = b.team_id AND m.company_id = app_organisation() AND r.state = 'published')
    GROUP BY b.team_id;
END;
REVOKE EXECUTE ON FUNCTION matched_team_sizes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matched_team_sizes TO vivier_company;
