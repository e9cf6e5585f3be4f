-- Students whom a company follows towards a hire, and the searches it saves.

CREATE TABLE prospect (
    id uuid CONSTRAINT prospect_pk PRIMARY KEY DEFAULT uuid_v7(),
    company_id uuid NOT NULL CONSTRAINT prospect_company_fk REFERENCES company (id) ON DELETE CASCADE,
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    -- spotted → contacted → met → offer → hired or declined.
    stage text NOT NULL DEFAULT 'spotted' CONSTRAINT prospect_stage CHECK (stage IN
        ('spotted', 'contacted', 'met', 'offer', 'hired', 'declined')),
    -- The case on which the company met the student, where there is one.
    case_id uuid,
    note text NOT NULL DEFAULT '' CONSTRAINT prospect_note CHECK (length(note) <= 4000),
    created_by uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT prospect_once UNIQUE (company_id, student_id),
    CONSTRAINT prospect_id_company UNIQUE (id, company_id),
    CONSTRAINT prospect_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE,
    CONSTRAINT prospect_case_fk FOREIGN KEY (case_id, company_id) REFERENCES business_case (id, company_id)
);
CREATE INDEX prospect_by_company ON prospect (company_id, id);
CREATE INDEX prospect_by_stage ON prospect (company_id, stage, id);
CREATE INDEX prospect_by_student ON prospect (student_id);

CREATE TABLE prospect_event (
    id uuid CONSTRAINT prospect_event_pk PRIMARY KEY DEFAULT uuid_v7(),
    prospect_id uuid NOT NULL,
    company_id uuid NOT NULL,
    from_stage text,
    to_stage text NOT NULL,
    note text NOT NULL DEFAULT '' CONSTRAINT prospect_event_note CHECK (length(note) <= 4000),
    account_id uuid,
    at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT prospect_event_prospect_fk FOREIGN KEY (prospect_id, company_id) REFERENCES prospect (id, company_id) ON DELETE CASCADE
);
CREATE INDEX prospect_event_by_prospect ON prospect_event (prospect_id, id);

CREATE TABLE pool (
    id uuid CONSTRAINT pool_pk PRIMARY KEY DEFAULT uuid_v7(),
    company_id uuid NOT NULL CONSTRAINT pool_company_fk REFERENCES company (id) ON DELETE CASCADE,
    name text NOT NULL CONSTRAINT pool_name CHECK (length(name) BETWEEN 1 AND 100),
    query text NOT NULL CONSTRAINT pool_query CHECK (length(query) BETWEEN 1 AND 2000),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pool_name_once UNIQUE (company_id, name)
);

-- A person who withdraws consent leaves the company's board at once: the policy asks whether the company may still see the student.
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['prospect', 'prospect_event', 'pool'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY %I ON %I TO vivier_operator USING (true) WITH CHECK (true)', part || '_operator', part);
    END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON prospect, pool TO vivier_company;
GRANT SELECT, INSERT ON prospect_event TO vivier_company;
GRANT SELECT ON prospect, prospect_event, pool TO vivier_operator;
GRANT SELECT (id, company_id, student_id, created_at) ON prospect TO vivier_student;
CREATE POLICY prospect_company ON prospect TO vivier_company
    USING (company_id = app_organisation() AND EXISTS (SELECT FROM student s WHERE s.id = prospect.student_id))
    WITH CHECK (company_id = app_organisation() AND EXISTS (SELECT FROM student s WHERE s.id = prospect.student_id));
CREATE POLICY prospect_event_company ON prospect_event TO vivier_company
    USING (company_id = app_organisation() AND EXISTS (SELECT FROM prospect p WHERE p.id = prospect_event.prospect_id))
    WITH CHECK (company_id = app_organisation());
CREATE POLICY pool_company ON pool TO vivier_company
    USING (company_id = app_organisation()) WITH CHECK (company_id = app_organisation());
CREATE POLICY prospect_student ON prospect FOR SELECT TO vivier_student USING (student_id = app_student());
