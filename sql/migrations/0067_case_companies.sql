-- Who agrees to be known to the company of the case is known to it: by name, and with what the consent shows besides, in the company's own
-- matches and nowhere else. No search finds anybody by this consent, so no policy of student speaks of it.

CREATE FUNCTION case_members(teams uuid[]) RETURNS TABLE (team_id uuid, student_id uuid, school_id uuid, given_name text, family_name text,
    email text, programme text, graduation date, languages text[], city text, hours_per_week smallint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT m.team_id, s.id, s.school_id, s.given_name, s.family_name, CASE WHEN 'email' = ANY (k.fields) THEN s.email END,
        CASE WHEN 'programme' = ANY (k.fields) THEN s.programme END, CASE WHEN 'graduation' = ANY (k.fields) THEN s.graduation END,
        CASE WHEN 'languages' = ANY (k.fields) THEN s.languages ELSE '{}' END, CASE WHEN 'city' = ANY (k.fields) THEN s.city END,
        CASE WHEN 'hours' = ANY (k.fields) THEN s.hours_per_week END
    FROM team_member m JOIN student s ON s.id = m.student_id CROSS JOIN LATERAL (
        SELECT array_agg(f.field) AS fields FROM consent c LEFT JOIN LATERAL unnest(c.fields) AS f (field) ON true
        WHERE c.student_id = s.id AND c.purpose = 'case-company' AND c.withdrawn_at IS NULL AND c.ends_at > now()
            AND (c.company_id IS NULL OR c.company_id = app_organisation())
        HAVING count(c.id) > 0) k
    WHERE m.team_id = ANY (teams) AND EXISTS (
        SELECT FROM match x JOIN run r ON r.id = x.run_id
        WHERE x.team_id = m.team_id AND x.company_id = app_organisation() AND r.state = 'published');
END;
REVOKE EXECUTE ON FUNCTION case_members FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_members TO vivier_company;

-- A card without names says what languages the team speaks: those of all its members, each at the level of the weakest.
ALTER TABLE team_card ADD COLUMN languages text[] NOT NULL DEFAULT '{}' CONSTRAINT team_card_languages CHECK (cardinality(languages) <= 30);
