-- Rounds, their runs on frozen snapshots, the matches and the certificates.

CREATE TABLE round (
    id uuid CONSTRAINT round_pk PRIMARY KEY DEFAULT uuid_v7(),
    -- The school that holds the round, or the network when several schools take part.
    organisation_id uuid NOT NULL CONSTRAINT round_organisation_fk REFERENCES organisation (id),
    name text NOT NULL CONSTRAINT round_name CHECK (length(name) BETWEEN 1 AND 200),
    -- open → published: one of its runs is published; or closed without.
    state text NOT NULL DEFAULT 'open' CONSTRAINT round_state CHECK (state IN ('open', 'published', 'closed')),
    policy text NOT NULL DEFAULT 'best-total' CONSTRAINT round_policy CHECK (policy IN ('best-total', 'stable', 'fairest')),
    placement text NOT NULL DEFAULT 'fit-first' CONSTRAINT round_placement CHECK (placement IN ('fit-first', 'everyone-first')),
    skill_weight integer NOT NULL DEFAULT 7 CONSTRAINT round_skill_weight CHECK (skill_weight BETWEEN 0 AND 100),
    time_weight integer NOT NULL DEFAULT 3 CONSTRAINT round_time_weight CHECK (time_weight BETWEEN 0 AND 100),
    seed bigint NOT NULL DEFAULT 1 CONSTRAINT round_seed CHECK (seed >= 0),
    -- Every published case open to the schools takes part, or those in round_case only.
    every_case boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT round_weights CHECK (skill_weight + time_weight > 0)
);
CREATE INDEX round_by_organisation ON round (organisation_id, id);

CREATE TABLE round_cohort (
    round_id uuid NOT NULL CONSTRAINT round_cohort_round_fk REFERENCES round (id) ON DELETE CASCADE,
    cohort_id uuid NOT NULL,
    school_id uuid NOT NULL,
    CONSTRAINT round_cohort_pk PRIMARY KEY (round_id, cohort_id),
    CONSTRAINT round_cohort_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id)
);
CREATE INDEX round_cohort_by_cohort ON round_cohort (cohort_id);
CREATE INDEX round_cohort_by_school ON round_cohort (school_id, round_id);

CREATE TABLE round_case (
    round_id uuid NOT NULL CONSTRAINT round_case_round_fk REFERENCES round (id) ON DELETE CASCADE,
    case_id uuid NOT NULL CONSTRAINT round_case_case_fk REFERENCES business_case (id),
    -- The share of the case's places that this round may give; NULL for all that are left.
    capacity integer CONSTRAINT round_case_capacity CHECK (capacity BETWEEN 0 AND 10000),
    CONSTRAINT round_case_pk PRIMARY KEY (round_id, case_id)
);
CREATE INDEX round_case_by_case ON round_case (case_id);

-- What a human settled before the run: this team takes this case, or never does; with the reason.
CREATE TABLE round_decision (
    round_id uuid NOT NULL CONSTRAINT round_decision_round_fk REFERENCES round (id) ON DELETE CASCADE,
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    case_id uuid NOT NULL CONSTRAINT round_decision_case_fk REFERENCES business_case (id),
    kind text NOT NULL CONSTRAINT round_decision_kind CHECK (kind IN ('pin', 'ban')),
    reason text NOT NULL CONSTRAINT round_decision_reason CHECK (length(reason) BETWEEN 1 AND 500),
    account_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT round_decision_pk PRIMARY KEY (round_id, team_id, case_id),
    CONSTRAINT round_decision_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id)
);
-- One pin a team in a round.
CREATE UNIQUE INDEX round_decision_pin_once ON round_decision (round_id, team_id) WHERE kind = 'pin';
CREATE INDEX round_decision_by_case ON round_decision (case_id);
CREATE INDEX round_decision_by_team ON round_decision (team_id);

CREATE TABLE run (
    id uuid CONSTRAINT run_pk PRIMARY KEY DEFAULT uuid_v7(),
    round_id uuid NOT NULL CONSTRAINT run_round_fk REFERENCES round (id),
    organisation_id uuid NOT NULL CONSTRAINT run_organisation_fk REFERENCES organisation (id),
    number integer NOT NULL CONSTRAINT run_number CHECK (number >= 1),
    -- draft → published; a draft is never thrown away, it just stays one.
    state text NOT NULL DEFAULT 'draft' CONSTRAINT run_state CHECK (state IN ('draft', 'published')),
    policy text NOT NULL,
    placement text NOT NULL,
    seed bigint NOT NULL,
    snapshot_sha256 bytea NOT NULL CONSTRAINT run_snapshot_sha256 CHECK (octet_length(snapshot_sha256) = 32),
    team_count integer NOT NULL,
    case_count integer NOT NULL,
    eligible_count bigint NOT NULL,
    placed_count integer NOT NULL,
    total_fit bigint NOT NULL,
    compute_milliseconds integer NOT NULL,
    account_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    CONSTRAINT run_number_once UNIQUE (round_id, number),
    CONSTRAINT run_published_at CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE UNIQUE INDEX run_published_once ON run (round_id) WHERE state = 'published';
CREATE INDEX run_by_organisation ON run (organisation_id, id);

-- The bytes that make a run replayable: the frozen input and the result that came of it.
CREATE TABLE run_document (
    run_id uuid NOT NULL CONSTRAINT run_document_run_fk REFERENCES run (id),
    kind text NOT NULL CONSTRAINT run_document_kind CHECK (kind IN ('snapshot', 'result')),
    sha256 bytea NOT NULL CONSTRAINT run_document_sha256 CHECK (sha256 = sha256(bytes)),
    bytes bytea COMPRESSION lz4 NOT NULL,
    CONSTRAINT run_document_pk PRIMARY KEY (run_id, kind)
);

CREATE TABLE certificate (
    run_id uuid CONSTRAINT certificate_pk PRIMARY KEY CONSTRAINT certificate_run_fk REFERENCES run (id),
    kind text NOT NULL CONSTRAINT certificate_kind CHECK (kind IN ('lp-dual', 'no-blocking-pair', 'leximin-chain')),
    -- The figure that the prices add up to: equal to the objective, or the run is not stored.
    bound bigint NOT NULL,
    verified_at timestamptz NOT NULL DEFAULT now()
);

-- The worth of one more place on a case, in points of fit, from the certificate's prices.
CREATE TABLE case_price (
    run_id uuid NOT NULL CONSTRAINT case_price_run_fk REFERENCES run (id),
    case_id uuid NOT NULL CONSTRAINT case_price_case_fk REFERENCES business_case (id),
    company_id uuid NOT NULL,
    price bigint NOT NULL CONSTRAINT case_price_price CHECK (price >= 0),
    CONSTRAINT case_price_pk PRIMARY KEY (run_id, case_id)
);
CREATE INDEX case_price_by_price ON case_price (run_id, price DESC, case_id);
CREATE INDEX case_price_by_case ON case_price (case_id);

CREATE TABLE match (
    run_id uuid NOT NULL CONSTRAINT match_run_fk REFERENCES run (id),
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    case_id uuid NOT NULL,
    company_id uuid NOT NULL,
    fit integer NOT NULL CONSTRAINT match_fit CHECK (fit BETWEEN 0 AND 10000),
    pinned boolean NOT NULL DEFAULT false,
    -- One case a team.
    CONSTRAINT match_pk PRIMARY KEY (run_id, team_id),
    CONSTRAINT match_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id),
    CONSTRAINT match_case_fk FOREIGN KEY (case_id, company_id) REFERENCES business_case (id, company_id)
);
CREATE INDEX match_by_case ON match (case_id, run_id);
CREATE INDEX match_by_company ON match (company_id, run_id, team_id);
CREATE INDEX match_by_team ON match (team_id);

-- A published run never changes, whoever asks.
CREATE FUNCTION run_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published run cannot change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
END
$$;
CREATE TRIGGER run_frozen BEFORE UPDATE OR DELETE ON run
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION run_is_frozen();
CREATE TRIGGER run_document_frozen BEFORE UPDATE OR DELETE ON run_document FOR EACH ROW EXECUTE FUNCTION run_is_frozen();
CREATE TRIGGER certificate_frozen BEFORE UPDATE OR DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION run_is_frozen();
CREATE TRIGGER case_price_frozen BEFORE UPDATE OR DELETE ON case_price FOR EACH ROW EXECUTE FUNCTION run_is_frozen();
CREATE TRIGGER match_frozen BEFORE UPDATE OR DELETE ON match FOR EACH ROW EXECUTE FUNCTION run_is_frozen();

GRANT SELECT, INSERT, UPDATE ON round TO vivier_operator, vivier_school;
GRANT SELECT, INSERT, DELETE ON round_cohort, round_case, round_decision TO vivier_operator, vivier_school;
GRANT SELECT, INSERT ON run, run_document, certificate, case_price, match TO vivier_operator, vivier_school;
GRANT UPDATE (state, published_at) ON run TO vivier_operator, vivier_school;
GRANT SELECT ON run, certificate, match, case_price TO vivier_company;
GRANT SELECT ON run, certificate, match TO vivier_student;

DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['round', 'round_cohort', 'round_case', 'round_decision', 'run', 'run_document', 'certificate', 'case_price', 'match'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY %I ON %I TO vivier_operator USING (true) WITH CHECK (true)', part || '_operator', part);
    END LOOP;
END
$$;
-- A school holds its own rounds, and reads those of a network in which its cohorts take part, with its own teams' matches only.
CREATE POLICY round_cohort_school ON round_cohort TO vivier_school
    USING (school_id = app_organisation()) WITH CHECK (school_id = app_organisation());
CREATE POLICY round_school ON round TO vivier_school
    USING (organisation_id = app_organisation()
        OR EXISTS (SELECT FROM round_cohort c WHERE c.round_id = round.id AND c.school_id = app_organisation()))
    WITH CHECK (organisation_id = app_organisation());
CREATE POLICY round_case_school ON round_case TO vivier_school
    USING (EXISTS (SELECT FROM round r WHERE r.id = round_id))
    WITH CHECK (EXISTS (SELECT FROM round r WHERE r.id = round_id AND r.organisation_id = app_organisation()));
CREATE POLICY round_decision_school ON round_decision TO vivier_school
    USING (school_id = app_organisation())
    WITH CHECK (school_id = app_organisation() AND EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY run_school ON run TO vivier_school
    USING (organisation_id = app_organisation()
        OR (state = 'published' AND EXISTS (SELECT FROM round_cohort c WHERE c.round_id = run.round_id AND c.school_id = app_organisation())))
    WITH CHECK (organisation_id = app_organisation());
CREATE POLICY run_document_school ON run_document TO vivier_school
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id)) WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY certificate_school ON certificate TO vivier_school
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id)) WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY case_price_school ON case_price TO vivier_school
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id)) WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY match_school ON match TO vivier_school
    USING (school_id = app_organisation()) WITH CHECK (school_id = app_organisation());
-- A company reads the published matches of its own cases; a student those of the student's own team.
CREATE POLICY match_company ON match FOR SELECT TO vivier_company
    USING (company_id = app_organisation() AND EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.state = 'published'));
CREATE POLICY run_company ON run FOR SELECT TO vivier_company USING (state = 'published');
CREATE POLICY certificate_company ON certificate FOR SELECT TO vivier_company, vivier_student
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY case_price_company ON case_price FOR SELECT TO vivier_company
    USING (company_id = app_organisation() AND EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY match_student ON match FOR SELECT TO vivier_student
    USING (EXISTS (SELECT FROM team_member m WHERE m.team_id = match.team_id AND m.student_id = app_student())
        AND EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.state = 'published'));
CREATE POLICY run_student ON run FOR SELECT TO vivier_student USING (state = 'published');

-- The team that took a company's case is known to it by name, once published; the members by their consent.
GRANT SELECT ON team, team_member, round TO vivier_company;
GRANT SELECT ON round TO vivier_student;
CREATE POLICY team_company ON team FOR SELECT TO vivier_company
    USING (EXISTS (SELECT FROM match m WHERE m.team_id = team.id));
CREATE POLICY team_member_company ON team_member FOR SELECT TO vivier_company
    USING (EXISTS (SELECT FROM match m WHERE m.team_id = team_member.team_id)
        AND EXISTS (SELECT FROM student s WHERE s.id = team_member.student_id));
CREATE POLICY round_published ON round FOR SELECT TO vivier_company, vivier_student USING (state = 'published');

-- How many places of these cases the published runs of other rounds have taken, whoever's teams they are: a school sees only its own
-- matches, and must still not give a place twice. Counts only.
CREATE POLICY match_owner ON match FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY run_owner ON run FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION places_taken(cases uuid[], besides_round uuid) RETURNS TABLE (case_id uuid, taken integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT m.case_id, count(*)::integer FROM match m JOIN run r ON r.id = m.run_id
    WHERE m.case_id = ANY (cases) AND r.state = 'published' AND r.round_id IS DISTINCT FROM besides_round
    GROUP BY m.case_id;
END;
CREATE FUNCTION company_places_taken(companies uuid[], besides_round uuid) RETURNS TABLE (company_id uuid, taken integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT m.company_id, count(*)::integer FROM match m JOIN run r ON r.id = m.run_id
    WHERE m.company_id = ANY (companies) AND r.state = 'published' AND r.round_id IS DISTINCT FROM besides_round
    GROUP BY m.company_id;
END;
REVOKE EXECUTE ON FUNCTION places_taken, company_places_taken FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_taken, company_places_taken TO vivier_operator, vivier_school;
