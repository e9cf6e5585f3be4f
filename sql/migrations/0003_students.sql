-- Programmes, cohorts, students, what they can do and when, their teams, their consents, and who looked at them.
-- Each table of personal data carries its school, so that one equality decides who sees a row.

CREATE TABLE programme (
    id uuid CONSTRAINT programme_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL CONSTRAINT programme_school_fk REFERENCES school (id) ON DELETE CASCADE,
    code text NOT NULL CONSTRAINT programme_code CHECK (length(code) BETWEEN 1 AND 100),
    name text NOT NULL CONSTRAINT programme_name CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT programme_code_once UNIQUE (school_id, code),
    CONSTRAINT programme_id_school UNIQUE (id, school_id)
);

CREATE TABLE cohort (
    id uuid CONSTRAINT cohort_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL CONSTRAINT cohort_school_fk REFERENCES school (id) ON DELETE CASCADE,
    programme_id uuid,
    code text NOT NULL CONSTRAINT cohort_code CHECK (length(code) BETWEEN 1 AND 100),
    name text NOT NULL CONSTRAINT cohort_name CHECK (length(name) BETWEEN 1 AND 200),
    starts_on date,
    ends_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cohort_code_once UNIQUE (school_id, code),
    CONSTRAINT cohort_id_school UNIQUE (id, school_id),
    CONSTRAINT cohort_dates CHECK (ends_on >= starts_on),
    CONSTRAINT cohort_programme_fk FOREIGN KEY (programme_id, school_id) REFERENCES programme (id, school_id)
);
CREATE INDEX cohort_by_school ON cohort (school_id, id);

-- Days on which nobody of the cohort works on a case: exams, holidays, weeks at the employer. Both ends included.
CREATE TABLE cohort_blocked_days (
    id uuid CONSTRAINT cohort_blocked_days_pk PRIMARY KEY DEFAULT uuid_v7(),
    cohort_id uuid NOT NULL,
    school_id uuid NOT NULL,
    reason text NOT NULL CONSTRAINT cohort_blocked_days_reason CHECK (reason IN ('exams', 'holidays', 'alternance', 'other')),
    from_date date NOT NULL,
    until_date date NOT NULL,
    CONSTRAINT cohort_blocked_days_order CHECK (until_date >= from_date),
    CONSTRAINT cohort_blocked_days_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE
);
CREATE INDEX cohort_blocked_days_by_cohort ON cohort_blocked_days (cohort_id, from_date);

CREATE TABLE student (
    id uuid CONSTRAINT student_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL CONSTRAINT student_school_fk REFERENCES school (id) ON DELETE CASCADE,
    -- The school's own identifier of the person, never the national one.
    key text COLLATE "C" NOT NULL CONSTRAINT student_key CHECK (length(key) BETWEEN 1 AND 100),
    given_name text NOT NULL CONSTRAINT student_given_name CHECK (length(given_name) BETWEEN 1 AND 200),
    family_name text NOT NULL CONSTRAINT student_family_name CHECK (length(family_name) BETWEEN 1 AND 200),
    email text NOT NULL CONSTRAINT student_email CHECK (length(email) BETWEEN 3 AND 254),
    programme text CONSTRAINT student_programme CHECK (length(programme) BETWEEN 1 AND 200),
    graduation date,
    -- 'fr:C2': language and CEFR level.
    languages text[] NOT NULL DEFAULT '{}' CONSTRAINT student_languages CHECK (cardinality(languages) <= 30),
    -- The usual week in half-hours, Monday 00:00 first; NULL while unknown.
    weekly_free bit(336),
    hours_per_week smallint CONSTRAINT student_hours_per_week CHECK (hours_per_week BETWEEN 0 AND 80),
    not_before date,
    not_after date,
    city text CONSTRAINT student_city CHECK (length(city) BETWEEN 1 AND 100),
    -- Columns that the school mapped itself (--map column=attribute:NAME).
    attributes jsonb NOT NULL DEFAULT '{}' CONSTRAINT student_attributes CHECK (jsonb_typeof(attributes) = 'object'),
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    -- What the consents say, kept by their triggers, so that no search looks each person's consents up: until when every company may
    -- find the person, and which single companies may besides.
    pool_until timestamptz,
    pool_companies uuid[] NOT NULL DEFAULT '{}',
    in_pool boolean NOT NULL GENERATED ALWAYS AS (pool_until IS NOT NULL OR pool_companies <> '{}') STORED,
    CONSTRAINT student_key_once UNIQUE (school_id, key),
    CONSTRAINT student_id_school UNIQUE (id, school_id),
    CONSTRAINT student_dates CHECK (not_after >= not_before)
);
CREATE INDEX student_by_name ON student (school_id, family_name, given_name, id);
CREATE INDEX student_in_pool ON student (family_name, given_name, id) WHERE in_pool;

ALTER TABLE token ADD CONSTRAINT token_student_fk
    FOREIGN KEY (student_id, organisation_id) REFERENCES student (id, school_id) ON DELETE CASCADE;

CREATE POLICY token_student ON token FOR SELECT TO vivier_student USING (student_id = app_student());

CREATE TABLE cohort_student (
    cohort_id uuid NOT NULL,
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    CONSTRAINT cohort_student_pk PRIMARY KEY (cohort_id, student_id),
    CONSTRAINT cohort_student_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE,
    CONSTRAINT cohort_student_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX cohort_student_by_student ON cohort_student (student_id);

CREATE TABLE student_skill (
    student_id uuid NOT NULL,
    skill_id integer NOT NULL CONSTRAINT student_skill_skill_fk REFERENCES skill (id),
    school_id uuid NOT NULL,
    source text NOT NULL DEFAULT 'self' CONSTRAINT student_skill_source CHECK (source IN ('self', 'school', 'company', 'peer')),
    -- 1 notions, 2 practice, 3 autonomy, 4 expertise.
    level smallint NOT NULL CONSTRAINT student_skill_level CHECK (level BETWEEN 1 AND 4),
    stated_on date NOT NULL DEFAULT current_date,
    CONSTRAINT student_skill_pk PRIMARY KEY (student_id, skill_id, source),
    CONSTRAINT student_skill_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX student_skill_by_skill ON student_skill (skill_id, level, student_id);

-- What a student wrote and no entry of the referential bears: kept as written, matched when the referential knows it.
CREATE TABLE student_label (
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    label text NOT NULL CONSTRAINT student_label_label CHECK (length(label) BETWEEN 1 AND 300),
    level smallint NOT NULL CONSTRAINT student_label_level CHECK (level BETWEEN 1 AND 4),
    CONSTRAINT student_label_pk PRIMARY KEY (student_id, label),
    CONSTRAINT student_label_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);

-- Days that differ from the usual week: free or not. Both ends included.
CREATE TABLE student_exception (
    id uuid CONSTRAINT student_exception_pk PRIMARY KEY DEFAULT uuid_v7(),
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    from_date date NOT NULL,
    until_date date NOT NULL,
    -- The half-hours free on those days; NULL when none is.
    free bit(48),
    CONSTRAINT student_exception_order CHECK (until_date >= from_date),
    CONSTRAINT student_exception_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX student_exception_by_student ON student_exception (student_id, from_date);

CREATE TABLE team (
    id uuid CONSTRAINT team_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    name text NOT NULL CONSTRAINT team_name CHECK (length(name) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT team_name_once UNIQUE (cohort_id, name),
    CONSTRAINT team_id_school UNIQUE (id, school_id),
    CONSTRAINT team_id_cohort UNIQUE (id, cohort_id),
    CONSTRAINT team_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE
);
CREATE INDEX team_by_school ON team (school_id, id);

CREATE TABLE team_member (
    team_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    CONSTRAINT team_member_pk PRIMARY KEY (team_id, student_id),
    -- One team a student in a cohort.
    CONSTRAINT team_member_once UNIQUE (cohort_id, student_id),
    CONSTRAINT team_member_team_fk FOREIGN KEY (team_id, cohort_id) REFERENCES team (id, cohort_id) ON DELETE CASCADE,
    CONSTRAINT team_member_cohort_student_fk FOREIGN KEY (cohort_id, student_id) REFERENCES cohort_student (cohort_id, student_id) ON DELETE CASCADE,
    CONSTRAINT team_member_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX team_member_by_student ON team_member (student_id);

-- One file read into one cohort, and what it was; undone at most once.
CREATE TABLE roster_import (
    id uuid CONSTRAINT roster_import_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    file_name text NOT NULL CONSTRAINT roster_import_file_name CHECK (length(file_name) <= 300),
    file_sha256 bytea NOT NULL,
    format text NOT NULL,
    new_count integer NOT NULL,
    changed_count integer NOT NULL,
    unchanged_count integer NOT NULL,
    rejected_count integer NOT NULL,
    account_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    undone_at timestamptz,
    -- The students that it made, some of whom may be gone since: one row here instead of one each.
    made uuid[] NOT NULL DEFAULT '{}',
    CONSTRAINT roster_import_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE,
    CONSTRAINT roster_import_id_school UNIQUE (id, school_id)
);
CREATE INDEX roster_import_by_cohort ON roster_import (cohort_id, id);

-- What a student was before an import changed it, so that the import can be undone.
CREATE TABLE roster_import_change (
    import_id uuid NOT NULL,
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    before jsonb NOT NULL,
    -- When the import changed the student: an undo touches only what nobody changed since.
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT roster_import_change_pk PRIMARY KEY (import_id, student_id),
    CONSTRAINT roster_import_change_import_fk FOREIGN KEY (import_id, school_id) REFERENCES roster_import (id, school_id) ON DELETE CASCADE,
    CONSTRAINT roster_import_change_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX roster_import_change_by_student ON roster_import_change (student_id);

-- A student's yes to one purpose, for every company or for one, until it is withdrawn or ends.
CREATE TABLE consent (
    id uuid CONSTRAINT consent_pk PRIMARY KEY DEFAULT uuid_v7(),
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    purpose text NOT NULL CONSTRAINT consent_purpose CHECK (purpose IN ('talent-pool', 'case-company')),
    company_id uuid CONSTRAINT consent_company_fk REFERENCES company (id) ON DELETE CASCADE,
    text_version text NOT NULL CONSTRAINT consent_text_version CHECK (length(text_version) BETWEEN 1 AND 40),
    -- Who recorded it: the student, or the school from a signed form.
    recorded_by text NOT NULL CONSTRAINT consent_recorded_by CHECK (recorded_by IN ('student', 'school')),
    given_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL DEFAULT now() + interval '2 years',
    withdrawn_at timestamptz,
    CONSTRAINT consent_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX consent_live_once ON consent (student_id, purpose, company_id) NULLS NOT DISTINCT WHERE withdrawn_at IS NULL;
CREATE INDEX consent_by_company ON consent (company_id) WHERE company_id IS NOT NULL;

CREATE FUNCTION consent_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- The lock in a statement before the reading: of two changes at once the second then reads what the first has committed.
    PERFORM FROM student s WHERE s.id IN (SELECT c.student_id FROM changed c) ORDER BY s.id FOR NO KEY UPDATE;
    UPDATE student s SET pool_until = live.until, pool_companies = live.companies
    FROM (
        SELECT touched.student_id, max(c.ends_at) FILTER (WHERE c.company_id IS NULL) AS until,
            coalesce(array_agg(DISTINCT c.company_id) FILTER (WHERE c.company_id IS NOT NULL), '{}') AS companies
        FROM (SELECT DISTINCT student_id FROM changed) touched
            LEFT JOIN consent c ON c.student_id = touched.student_id AND c.purpose = 'talent-pool' AND c.withdrawn_at IS NULL
        GROUP BY touched.student_id) live
    WHERE s.id = live.student_id AND (s.pool_until, s.pool_companies) IS DISTINCT FROM (live.until, live.companies);
    RETURN NULL;
END
$$;
CREATE TRIGGER consent_given AFTER INSERT ON consent REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_changed();
CREATE TRIGGER consent_withdrawn AFTER UPDATE ON consent REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_changed();
CREATE TRIGGER consent_deleted AFTER DELETE ON consent REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION consent_changed();

-- The receipt of each look at a person by a company, which the person can read.
CREATE TABLE person_read (
    id uuid CONSTRAINT person_read_pk PRIMARY KEY DEFAULT uuid_v7(),
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    company_id uuid NOT NULL CONSTRAINT person_read_company_fk REFERENCES company (id) ON DELETE CASCADE,
    account_id uuid,
    kind text NOT NULL CONSTRAINT person_read_kind CHECK (kind IN ('search', 'view', 'export', 'prospect')),
    at timestamptz NOT NULL DEFAULT now(),
    request_id text NOT NULL,
    CONSTRAINT person_read_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX person_read_by_student ON person_read (student_id, id);
CREATE INDEX person_read_by_company ON person_read (company_id, id);

DO $$
DECLARE
    personal text;
BEGIN
    FOREACH personal IN ARRAY ARRAY['programme', 'cohort', 'cohort_blocked_days', 'student', 'cohort_student', 'student_skill',
        'student_label', 'student_exception', 'team', 'team_member', 'roster_import', 'roster_import_change', 'consent', 'person_read'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', personal);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', personal);
        EXECUTE format('CREATE POLICY %I ON %I TO vivier_operator USING (true) WITH CHECK (true)', personal || '_operator', personal);
        EXECUTE format('CREATE POLICY %I ON %I TO vivier_school USING (school_id = app_organisation()) WITH CHECK (school_id = app_organisation())',
            personal || '_school', personal);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO vivier_operator, vivier_school', personal);
    END LOOP;
END
$$;
-- The triggers of consent run as the owner, whom FORCE binds too.
CREATE POLICY consent_owner ON consent FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY student_owner ON student TO CURRENT_USER USING (true);
-- Only the triggers write what the consents say.
REVOKE INSERT, UPDATE ON student FROM vivier_operator, vivier_school;
GRANT INSERT (id, school_id, key, given_name, family_name, email, programme, graduation, languages, weekly_free, hours_per_week,
        not_before, not_after, city, attributes, created_at, changed_at),
    UPDATE (key, given_name, family_name, email, programme, graduation, languages, weekly_free, hours_per_week,
        not_before, not_after, city, attributes, changed_at) ON student TO vivier_operator, vivier_school;
-- A receipt is never changed, by anyone.
REVOKE UPDATE, DELETE ON person_read FROM vivier_operator, vivier_school;
-- A consent is withdrawn, and else never changed or deleted.
REVOKE UPDATE, DELETE ON consent FROM vivier_operator, vivier_school;
GRANT UPDATE (withdrawn_at) ON consent TO vivier_operator, vivier_school;

-- A student reads what concerns the student, changes the profile and decides on consents.
GRANT SELECT ON programme, cohort, cohort_blocked_days, student, cohort_student, student_skill, student_label, student_exception, team, team_member,
    consent, person_read TO vivier_student;
GRANT INSERT, UPDATE (withdrawn_at) ON consent TO vivier_student;
GRANT UPDATE (languages, weekly_free, hours_per_week, not_before, not_after, city, changed_at) ON student TO vivier_student;
CREATE POLICY programme_student ON programme FOR SELECT TO vivier_student USING (school_id = app_organisation());
CREATE POLICY cohort_student_own ON cohort FOR SELECT TO vivier_student USING (school_id = app_organisation()
    AND EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = cohort.id AND c.student_id = app_student()));
CREATE POLICY cohort_blocked_days_student ON cohort_blocked_days FOR SELECT TO vivier_student USING (school_id = app_organisation()
    AND EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = cohort_blocked_days.cohort_id AND c.student_id = app_student()));
CREATE POLICY student_student ON student TO vivier_student USING (id = app_student());
CREATE POLICY cohort_student_student ON cohort_student FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY student_skill_student ON student_skill FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY student_label_student ON student_label FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY student_exception_student ON student_exception FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY team_member_student ON team_member FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY team_student ON team FOR SELECT TO vivier_student
    USING (EXISTS (SELECT FROM team_member m WHERE m.team_id = team.id AND m.student_id = app_student()));
-- What the school recorded from a signed form the student withdraws as well.
CREATE POLICY consent_student ON consent FOR SELECT TO vivier_student USING (student_id = app_student());
CREATE POLICY consent_student_give ON consent FOR INSERT TO vivier_student
    WITH CHECK (student_id = app_student() AND recorded_by = 'student');
CREATE POLICY consent_student_withdraw ON consent FOR UPDATE TO vivier_student USING (student_id = app_student());
CREATE POLICY person_read_student ON person_read FOR SELECT TO vivier_student USING (student_id = app_student());

-- A company sees a person only while the person's consent lives, and never the school's own key.
GRANT SELECT (id, school_id, given_name, family_name, email, programme, graduation, languages, weekly_free, hours_per_week,
    not_before, not_after, city) ON student TO vivier_company;
GRANT SELECT ON student_skill, consent TO vivier_company;
GRANT SELECT, INSERT ON person_read TO vivier_company;
CREATE POLICY consent_company ON consent FOR SELECT TO vivier_company
    USING (withdrawn_at IS NULL AND ends_at > now() AND (company_id IS NULL OR company_id = app_organisation()));
-- OFFSET 0 keeps the planner from reading and hashing a whole table for the few rows that a search asks about.
CREATE POLICY student_company ON student FOR SELECT TO vivier_company
    USING (in_pool AND (pool_until > now() OR (app_organisation() = ANY (pool_companies)
        AND EXISTS (SELECT FROM consent c WHERE c.student_id = student.id AND c.purpose = 'talent-pool' OFFSET 0))));
CREATE POLICY student_skill_company ON student_skill FOR SELECT TO vivier_company
    USING (EXISTS (SELECT FROM student s WHERE s.id = student_skill.student_id OFFSET 0));
CREATE POLICY person_read_company ON person_read FOR SELECT TO vivier_company USING (company_id = app_organisation());
CREATE POLICY person_read_company_append ON person_read FOR INSERT TO vivier_company WITH CHECK (company_id = app_organisation());
