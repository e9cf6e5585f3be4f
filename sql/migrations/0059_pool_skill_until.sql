-- A company's search reads some thousands of rows of pool_skill, and the policy looked up the student of each: that took longer than all else.
-- Each row now says itself until when anybody, and which company, may see it, as its student does since 0023. NULL where there is none.
ALTER TABLE pool_skill ADD COLUMN pool_until timestamptz, ADD COLUMN pool_companies uuid[], ADD COLUMN pool_company_until timestamptz[];
UPDATE pool_skill p SET pool_until = s.pool_until, pool_companies = nullif(s.pool_companies, '{}'),
    pool_company_until = nullif(s.pool_company_until, '{}')
FROM student s WHERE s.id = p.student_id;

DROP INDEX pool_skill_by_skill;
CREATE INDEX pool_skill_by_skill ON pool_skill (skill_id, level, student_id) INCLUDE (pool_until, pool_companies, pool_company_until);

-- To whom else somebody is shown is no company's to know.
REVOKE SELECT ON pool_skill FROM vivier_company;
GRANT SELECT (student_id, skill_id, level) ON pool_skill TO vivier_company;
DROP POLICY pool_skill_company ON pool_skill;
CREATE POLICY pool_skill_company ON pool_skill FOR SELECT TO vivier_company
    USING (pool_until > now() OR pool_company_until[array_position(pool_companies, app_organisation())] > now());

-- The same of students: what the consents say stands in these columns, and a look at the consents made every plan look dear.
DROP POLICY student_company ON student;
CREATE POLICY student_company ON student FOR SELECT TO vivier_company
    USING (in_pool AND (pool_until > now() OR pool_company_until[array_position(pool_companies, app_organisation())] > now()));
-- What the policy reads lies in the index that a search goes along.
DROP INDEX student_in_pool;
CREATE INDEX student_in_pool ON student (family_name, given_name, id)
    INCLUDE (school_id, pool_until, pool_companies, pool_company_until) WHERE in_pool;

CREATE OR REPLACE FUNCTION pool_skill_refill(students uuid[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    DELETE FROM pool_skill p WHERE p.student_id = ANY (students);
    INSERT INTO pool_skill (student_id, skill_id, level, pool_until, pool_companies, pool_company_until)
    SELECT s.id, k.skill_id, k.level, s.pool_until, nullif(s.pool_companies, '{}'), nullif(s.pool_company_until, '{}')
    FROM student s CROSS JOIN LATERAL (
        SELECT held / 8 AS skill_id, (held % 8)::smallint AS level FROM unnest(s.skills) AS held
        UNION
        SELECT t.skill_id, t.level FROM student_skill t WHERE t.student_id = s.id) AS k
    WHERE s.id = ANY (students) AND s.in_pool;
$$;

CREATE OR REPLACE FUNCTION pool_skill_follows_student() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pool_skill_refill(ARRAY(
        SELECT a.id FROM after_change a JOIN before_change b ON b.id = a.id
        WHERE a.in_pool <> b.in_pool OR (a.in_pool AND (a.skills, a.pool_companies, a.pool_company_until, a.pool_until)
            IS DISTINCT FROM (b.skills, b.pool_companies, b.pool_company_until, b.pool_until))));
    RETURN NULL;
END
$$;
