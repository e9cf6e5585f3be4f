-- What a school's roster says that a student can do becomes one list in the student's row: it is written, compared and put back whole,
-- and as a row for each skill it took two thirds of an import. `student_skill` keeps what others state, one statement at a time.

-- The owner is bound by the policies too; this file rewrites every row.
ALTER TABLE student NO FORCE ROW LEVEL SECURITY;
ALTER TABLE student_skill NO FORCE ROW LEVEL SECURITY;
ALTER TABLE student_label NO FORCE ROW LEVEL SECURITY;
ALTER TABLE roster_import_change NO FORCE ROW LEVEL SECURITY;

ALTER TABLE student
    -- Identity of the skill × 8 + level, ascending; each skill once.
    ADD COLUMN skills integer[] NOT NULL DEFAULT '{}' CONSTRAINT student_skills CHECK (cardinality(skills) <= 1000),
    ADD COLUMN skills_stated_on date,
    -- What no entry of the referential bears, as it was written: label, colon, level; ascending by bytes.
    ADD COLUMN labels text[] COLLATE "C" NOT NULL DEFAULT '{}' CONSTRAINT student_labels CHECK (cardinality(labels) <= 1000);

UPDATE student s SET
    skills = ARRAY(SELECT k.skill_id * 8 + k.level FROM student_skill k WHERE k.student_id = s.id AND k.source = 'school' ORDER BY 1),
    skills_stated_on = (SELECT max(k.stated_on) FROM student_skill k WHERE k.student_id = s.id AND k.source = 'school'),
    labels = ARRAY(SELECT l.label || ':' || l.level FROM student_label l WHERE l.student_id = s.id ORDER BY l.label COLLATE "C");
UPDATE roster_import_change c SET before = c.before || jsonb_build_object(
    'skills', (SELECT coalesce(jsonb_agg((h->>0)::integer * 8 + (h->>1)::integer ORDER BY (h->>0)::integer), '[]')
        FROM jsonb_array_elements(c.before->'skills') h),
    'skills_stated_on', (SELECT max(h->>2) FROM jsonb_array_elements(c.before->'skills') h),
    'labels', (SELECT coalesce(jsonb_agg((l->>0) || ':' || (l->>1) ORDER BY (l->>0) COLLATE "C"), '[]')
        FROM jsonb_array_elements(c.before->'labels') l));
DROP TABLE student_label;
DELETE FROM student_skill WHERE source = 'school';
ALTER TABLE student ADD CONSTRAINT student_skills_dated CHECK (skills = '{}' OR skills_stated_on IS NOT NULL);
ALTER TABLE student_skill DROP CONSTRAINT student_skill_source, ALTER COLUMN source DROP DEFAULT,
    ADD CONSTRAINT student_skill_source CHECK (source IN ('self', 'company', 'peer'));
DROP INDEX student_skill_by_skill;

-- A list has no foreign keys: entries of the referential stay, and what a list names must be one.
REVOKE DELETE ON skill FROM vivier_operator;
CREATE FUNCTION student_skills_known() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    unknown integer;
BEGIN
    SELECT held INTO unknown FROM (SELECT DISTINCT unnest(w.skills) AS held FROM written w) AS h
    WHERE held % 8 NOT BETWEEN 1 AND 4 OR NOT EXISTS (SELECT FROM skill s WHERE s.id = held / 8) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'not a skill and a level: %', unknown USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'student_skills_known';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER student_skills_known_when_made AFTER INSERT ON student REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION student_skills_known();
CREATE TRIGGER student_skills_known_when_changed AFTER UPDATE ON student REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION student_skills_known();

-- What a company's search looks through: every skill and level that anyone states of a student who is in a pool, and of nobody else.
CREATE TABLE pool_skill (
    student_id uuid NOT NULL CONSTRAINT pool_skill_student_fk REFERENCES student (id) ON DELETE CASCADE,
    skill_id integer NOT NULL,
    level smallint NOT NULL,
    CONSTRAINT pool_skill_pk PRIMARY KEY (student_id, skill_id, level)
);
CREATE INDEX pool_skill_by_skill ON pool_skill (skill_id, level, student_id);
ALTER TABLE pool_skill ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_skill FORCE ROW LEVEL SECURITY;
GRANT SELECT ON pool_skill TO vivier_company;
CREATE POLICY pool_skill_company ON pool_skill FOR SELECT TO vivier_company
    USING (EXISTS (SELECT FROM student s WHERE s.id = pool_skill.student_id OFFSET 0));
-- The triggers below run as the owner, whom FORCE binds too.
CREATE POLICY pool_skill_owner ON pool_skill TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY student_skill_owner ON student_skill FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION pool_skill_refill(students uuid[]) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    DELETE FROM pool_skill p WHERE p.student_id = ANY (students);
    INSERT INTO pool_skill (student_id, skill_id, level)
    SELECT s.id, held / 8, held % 8 FROM student s, unnest(s.skills) AS held WHERE s.id = ANY (students) AND s.in_pool
    UNION
    SELECT s.id, k.skill_id, k.level FROM student s JOIN student_skill k ON k.student_id = s.id
    WHERE s.id = ANY (students) AND s.in_pool;
$$;
REVOKE EXECUTE ON FUNCTION pool_skill_refill FROM PUBLIC;

CREATE FUNCTION pool_skill_follows_student() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pool_skill_refill(ARRAY(
        SELECT a.id FROM after_change a JOIN before_change b ON b.id = a.id
        WHERE a.in_pool <> b.in_pool OR (a.in_pool AND a.skills <> b.skills)));
    RETURN NULL;
END
$$;
CREATE TRIGGER pool_skill_follows_student AFTER UPDATE ON student REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
    FOR EACH STATEMENT EXECUTE FUNCTION pool_skill_follows_student();

CREATE FUNCTION pool_skill_follows_statement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pool_skill_refill(ARRAY(SELECT DISTINCT c.student_id FROM changed c));
    RETURN NULL;
END
$$;
CREATE TRIGGER pool_skill_follows_new_statement AFTER INSERT ON student_skill REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION pool_skill_follows_statement();
CREATE TRIGGER pool_skill_follows_statement AFTER UPDATE ON student_skill REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION pool_skill_follows_statement();
CREATE TRIGGER pool_skill_follows_lost_statement AFTER DELETE ON student_skill REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION pool_skill_follows_statement();

SELECT pool_skill_refill(ARRAY(SELECT s.id FROM student s WHERE s.in_pool));

GRANT INSERT (skills, skills_stated_on, labels), UPDATE (skills, skills_stated_on, labels) ON student TO vivier_operator, vivier_school;
GRANT SELECT (skills, skills_stated_on) ON student TO vivier_company;

ALTER TABLE student FORCE ROW LEVEL SECURITY;
ALTER TABLE student_skill FORCE ROW LEVEL SECURITY;
ALTER TABLE roster_import_change FORCE ROW LEVEL SECURITY;
