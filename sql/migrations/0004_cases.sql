-- Business cases, what each needs, and to whom it is open. `case` is a keyword of SQL: the thing is business_case here.

CREATE TABLE business_case (
    id uuid CONSTRAINT business_case_pk PRIMARY KEY DEFAULT uuid_v7(),
    company_id uuid NOT NULL CONSTRAINT business_case_company_fk REFERENCES company (id),
    -- The company's own reference: a second import of the same file finds its cases by it.
    reference text CONSTRAINT business_case_reference CHECK (length(reference) BETWEEN 1 AND 100),
    title text NOT NULL CONSTRAINT business_case_title CHECK (length(title) BETWEEN 1 AND 200),
    -- Markdown.
    description text NOT NULL DEFAULT '' CONSTRAINT business_case_description CHECK (length(description) <= 65536),
    -- draft → submitted → returned | accepted → published → matched → running → closed; withdrawn from any of them but closed.
    state text NOT NULL CONSTRAINT business_case_state CHECK (state IN
        ('draft', 'submitted', 'returned', 'accepted', 'published', 'matched', 'running', 'closed', 'withdrawn')),
    team_size_min smallint NOT NULL DEFAULT 1,
    team_size_max smallint NOT NULL DEFAULT 20,
    -- How many teams it takes.
    capacity integer NOT NULL DEFAULT 1 CONSTRAINT business_case_capacity CHECK (capacity BETWEEN 0 AND 10000),
    from_date date NOT NULL,
    until_date date NOT NULL,
    hours_per_week smallint NOT NULL CONSTRAINT business_case_hours_per_week CHECK (hours_per_week BETWEEN 1 AND 80),
    -- When the mentor can meet a team, in half-hours of the week; NULL when not said.
    mentor_free bit(336),
    -- 'fr:B2': every member must have it at least so well.
    languages text[] NOT NULL DEFAULT '{}' CONSTRAINT business_case_languages CHECK (cardinality(languages) <= 10),
    place text CONSTRAINT business_case_place CHECK (length(place) BETWEEN 1 AND 100),
    remote boolean NOT NULL DEFAULT true,
    confidentiality text NOT NULL DEFAULT 'open' CONSTRAINT business_case_confidentiality CHECK (confidentiality IN ('open', 'nda')),
    rights text NOT NULL DEFAULT 'students' CONSTRAINT business_case_rights CHECK (rights IN ('students', 'licence', 'assignment')),
    reward text CONSTRAINT business_case_reward CHECK (length(reward) BETWEEN 1 AND 500),
    -- Open to every school, or to those in business_case_school only.
    open_to_all boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1 CONSTRAINT business_case_version_positive CHECK (version >= 1),
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT business_case_team_size CHECK (team_size_min BETWEEN 1 AND team_size_max AND team_size_max <= 100),
    CONSTRAINT business_case_window CHECK (until_date >= from_date AND until_date < from_date + 731),
    CONSTRAINT business_case_presence CHECK (remote OR place IS NOT NULL),
    CONSTRAINT business_case_reference_once UNIQUE (company_id, reference),
    CONSTRAINT business_case_id_company UNIQUE (id, company_id)
);
CREATE INDEX business_case_by_company ON business_case (company_id, id);
CREATE INDEX business_case_by_state ON business_case (state, id);

CREATE TABLE business_case_skill (
    case_id uuid NOT NULL CONSTRAINT business_case_skill_case_fk REFERENCES business_case (id) ON DELETE CASCADE,
    skill_id integer NOT NULL CONSTRAINT business_case_skill_skill_fk REFERENCES skill (id),
    level smallint NOT NULL CONSTRAINT business_case_skill_level CHECK (level BETWEEN 1 AND 4),
    importance text NOT NULL CONSTRAINT business_case_skill_importance CHECK (importance IN ('must', 'should', 'nice')),
    position smallint NOT NULL,
    CONSTRAINT business_case_skill_pk PRIMARY KEY (case_id, skill_id)
);
CREATE INDEX business_case_skill_by_skill ON business_case_skill (skill_id);

-- What the company wrote and no entry of the referential bears.
CREATE TABLE business_case_label (
    case_id uuid NOT NULL CONSTRAINT business_case_label_case_fk REFERENCES business_case (id) ON DELETE CASCADE,
    label text NOT NULL CONSTRAINT business_case_label_label CHECK (length(label) BETWEEN 1 AND 300),
    level smallint NOT NULL CONSTRAINT business_case_label_level CHECK (level BETWEEN 1 AND 4),
    importance text NOT NULL CONSTRAINT business_case_label_importance CHECK (importance IN ('must', 'should', 'nice')),
    CONSTRAINT business_case_label_pk PRIMARY KEY (case_id, label)
);

CREATE TABLE business_case_school (
    case_id uuid NOT NULL CONSTRAINT business_case_school_case_fk REFERENCES business_case (id) ON DELETE CASCADE,
    school_id uuid NOT NULL CONSTRAINT business_case_school_school_fk REFERENCES school (id) ON DELETE CASCADE,
    CONSTRAINT business_case_school_pk PRIMARY KEY (case_id, school_id)
);
CREATE INDEX business_case_school_by_school ON business_case_school (school_id);

-- Every version a case has had, as the API showed it.
CREATE TABLE business_case_version (
    case_id uuid NOT NULL CONSTRAINT business_case_version_case_fk REFERENCES business_case (id) ON DELETE CASCADE,
    version integer NOT NULL,
    content jsonb NOT NULL,
    account_id uuid,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT business_case_version_pk PRIMARY KEY (case_id, version)
);

-- The times of a case's moves, whoever makes them.
CREATE FUNCTION business_case_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := now();
    IF NEW.state = 'published' THEN NEW.published_at := coalesce(OLD.published_at, now()); END IF;
    IF NEW.state = 'withdrawn' THEN NEW.withdrawn_at := now(); END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER business_case_moved BEFORE UPDATE OF state ON business_case
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION business_case_moved();

GRANT SELECT ON business_case, business_case_skill, business_case_label, business_case_school
    TO vivier_operator, vivier_school, vivier_company, vivier_student;
GRANT INSERT, UPDATE ON business_case TO vivier_operator, vivier_company;
-- A school moves a case through its states and changes nothing else of it.
GRANT UPDATE (state) ON business_case TO vivier_school;
GRANT INSERT, UPDATE, DELETE ON business_case_skill, business_case_label, business_case_school TO vivier_operator, vivier_company;
GRANT SELECT, INSERT ON business_case_version TO vivier_operator, vivier_company;

DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['business_case', 'business_case_skill', 'business_case_label', 'business_case_school', 'business_case_version'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY %I ON %I TO vivier_operator USING (true) WITH CHECK (true)', part || '_operator', part);
        IF part <> 'business_case' THEN
            -- A part of a case is seen by whoever sees the case, and changed by whoever owns it.
            EXECUTE format('CREATE POLICY %I ON %I TO vivier_company
                USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id AND c.company_id = app_organisation()))
                WITH CHECK (EXISTS (SELECT FROM business_case c WHERE c.id = case_id AND c.company_id = app_organisation()))',
                part || '_company', part);
        END IF;
    END LOOP;
END
$$;
CREATE POLICY business_case_company ON business_case TO vivier_company
    USING (company_id = app_organisation()) WITH CHECK (company_id = app_organisation());
CREATE POLICY business_case_school_share_read ON business_case_school FOR SELECT TO vivier_school USING (school_id = app_organisation());
CREATE POLICY business_case_student_share_read ON business_case_school FOR SELECT TO vivier_student USING (school_id = app_organisation());
CREATE POLICY business_case_school_read ON business_case TO vivier_school
    USING (state IN ('submitted', 'accepted', 'published', 'matched', 'running', 'closed', 'withdrawn')
        AND (open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = business_case.id)));
CREATE POLICY business_case_student_read ON business_case FOR SELECT TO vivier_student
    USING (state IN ('published', 'matched', 'running', 'closed')
        AND (open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = business_case.id)));
CREATE POLICY business_case_skill_school ON business_case_skill FOR SELECT TO vivier_school, vivier_student
    USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id));
CREATE POLICY business_case_label_school ON business_case_label FOR SELECT TO vivier_school, vivier_student
    USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id));
