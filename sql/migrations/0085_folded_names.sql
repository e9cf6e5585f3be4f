-- Students are found by their names at once, in a cohort of a hundred thousand too. The words of a name are folded once and stored beside the
-- student, each with a mark of the school, so that one school's search reads nothing of another's. Not a column of student: whoever enrols a
-- large roster is not to wait for it, and a hundred thousand students are not written a second time for it.
CREATE TABLE student_name (
    student_id uuid CONSTRAINT student_name_pk PRIMARY KEY,
    school_id uuid NOT NULL,
    family_name text NOT NULL,
    given_name text NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT student_name_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX student_name_by_words ON student_name USING gin (words);
-- Words that many bear are looked for along the names.
CREATE INDEX student_name_by_name ON student_name (school_id, family_name, given_name, student_id);
ALTER TABLE student_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE student_name FORCE ROW LEVEL SECURITY;
GRANT SELECT ON student_name TO vivier_operator, vivier_school, vivier_supervisor;
CREATE POLICY student_name_operator ON student_name FOR SELECT TO vivier_operator USING (true);
CREATE POLICY student_name_school ON student_name FOR SELECT TO vivier_school, vivier_supervisor USING (school_id = app_organisation());
CREATE POLICY student_name_owner ON student_name TO CURRENT_USER USING (true) WITH CHECK (true);

-- A row: students came whose names are not read yet. While there is one, a search looks at the names themselves.
CREATE TABLE name_backlog (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT name_backlog_pk PRIMARY KEY
);
ALTER TABLE name_backlog ENABLE ROW LEVEL SECURITY;
ALTER TABLE name_backlog FORCE ROW LEVEL SECURITY;
CREATE POLICY name_backlog_owner ON name_backlog TO CURRENT_USER USING (true) WITH CHECK (true);
INSERT INTO name_backlog DEFAULT VALUES;

-- O’Neil is found by o'neil and by neil, Jean-Pierre by pierre. A lexeme has less room than a name may take.
CREATE FUNCTION name_words(school uuid, names text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT coalesce(array_to_tsvector(array_agg(DISTINCT right(school::text, 8) || left(w.word, 100))), '')
        FROM (SELECT folded(names) AS whole) f
            CROSS JOIN LATERAL unnest(string_to_array(f.whole, ' ') || string_to_array(translate(f.whole, '-''', '  '), ' ')) AS w (word)
        WHERE w.word <> '');

CREATE FUNCTION names_came() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO name_backlog DEFAULT VALUES;
    RETURN NULL;
END
$$;
CREATE TRIGGER student_names_came AFTER INSERT ON student FOR EACH STATEMENT EXECUTE FUNCTION names_came();
-- A roster enrols without triggers.
CREATE TRIGGER roster_names_came AFTER INSERT ON roster_import FOR EACH STATEMENT EXECUTE FUNCTION names_came();

-- Whoever reads the backlog at the same moment wrote the old words or waits: these stand afterwards.
CREATE FUNCTION name_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO student_name (student_id, school_id, family_name, given_name, words)
        VALUES (NEW.id, NEW.school_id, NEW.family_name, NEW.given_name, name_words(NEW.school_id, NEW.family_name || ' ' || NEW.given_name || ' ' || NEW.key))
        ON CONFLICT ON CONSTRAINT student_name_pk
            DO UPDATE SET family_name = excluded.family_name, given_name = excluded.given_name, words = excluded.words;
    RETURN NULL;
END
$$;
CREATE TRIGGER student_name_changes AFTER UPDATE OF family_name, given_name, key ON student FOR EACH ROW
    WHEN (OLD.family_name <> NEW.family_name OR OLD.given_name <> NEW.given_name OR OLD.key <> NEW.key) EXECUTE FUNCTION name_changes();

-- Reads names that nobody has read yet, and gives how many; planned each time anew, for a table that was empty a moment ago.
CREATE FUNCTION read_names(most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- One by one: what is not committed yet may bear an earlier number.
    seen bigint[] := ARRAY(SELECT id FROM name_backlog);
    done bigint;
    rest boolean;
BEGIN
    IF seen = '{}' THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('student_name', 0));
    EXECUTE $q$
        INSERT INTO student_name (student_id, school_id, family_name, given_name, words)
        SELECT s.id, s.school_id, s.family_name, s.given_name, name_words(s.school_id, s.family_name || ' ' || s.given_name || ' ' || s.key)
        FROM student s WHERE NOT EXISTS (SELECT FROM student_name n WHERE n.student_id = s.id)
        LIMIT $1 FOR KEY SHARE OF s SKIP LOCKED
        ON CONFLICT ON CONSTRAINT student_name_pk DO NOTHING $q$
        USING most;
    GET DIAGNOSTICS done = ROW_COUNT;
    EXECUTE 'SELECT EXISTS (SELECT FROM student s WHERE NOT EXISTS (SELECT FROM student_name n WHERE n.student_id = s.id))' INTO rest;
    IF NOT rest THEN
        DELETE FROM name_backlog WHERE id = ANY (seen);
    END IF;
    RETURN done;
END
$$;

CREATE FUNCTION names_are_read() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT NOT EXISTS (SELECT FROM name_backlog);
END;

-- Students of a school who bear words, in no order; at most so many. As the owner, since under row-level security no index is asked what an
-- operator means that may tell of its operands: the function asks first what the policies would.
CREATE FUNCTION students_named(home uuid, wanted tsquery, most integer)
    RETURNS TABLE (student_id uuid, family_name text, given_name text) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET enable_seqscan = off
BEGIN ATOMIC
    SELECT n.student_id, n.family_name, n.given_name FROM student_name n
    WHERE n.words @@ students_named.wanted AND n.school_id = students_named.home AND app_student() IS NULL
        AND (app_organisation() IS NULL OR app_organisation() = students_named.home)
    LIMIT students_named.most;
END;
REVOKE EXECUTE ON FUNCTION name_words, names_came, name_changes, read_names, names_are_read, students_named FROM PUBLIC;
GRANT EXECUTE ON FUNCTION names_are_read, students_named TO vivier_operator, vivier_school, vivier_supervisor;
GRANT EXECUTE ON FUNCTION read_names TO vivier_daemon;
