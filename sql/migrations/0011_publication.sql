-- What a published run rests on stays as it was, whoever writes and however many at once; and runs are added to by who holds their round.

-- An addition and a publication wait for each other: whichever comes second sees the first.
CREATE OR REPLACE FUNCTION run_takes_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM run r WHERE r.id IN (SELECT a.run_id FROM added a) FOR SHARE;
    IF EXISTS (SELECT FROM added a JOIN run r ON r.id = a.run_id WHERE r.state = 'published') THEN
        RAISE EXCEPTION 'a published run cannot change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
    END IF;
    RETURN NULL;
END
$$;

-- A run is published once all of it is there, never made so.
CREATE FUNCTION run_begins_as_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a run begins as a draft' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_begins_as_draft';
END
$$;
CREATE TRIGGER run_begins_as_draft BEFORE INSERT ON run
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION run_begins_as_draft();

-- Rules, cohorts, cases, decisions and rankings of a published round are those that its run was computed from.
DROP TRIGGER round_settled ON round;
CREATE TRIGGER round_settled BEFORE UPDATE ON round
    FOR EACH ROW WHEN (OLD.state = 'published' AND OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION round_is_settled();
CREATE FUNCTION round_part_is_settled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    PERFORM FROM round r WHERE r.id = part.round_id FOR SHARE;
    IF EXISTS (SELECT FROM round r WHERE r.id = part.round_id AND r.state = 'published') THEN
        RAISE EXCEPTION 'a published round stays as it is' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'round_settled';
    END IF;
    RETURN part;
END
$$;
CREATE TRIGGER round_cohort_settled BEFORE INSERT OR UPDATE OR DELETE ON round_cohort
    FOR EACH ROW EXECUTE FUNCTION round_part_is_settled();
CREATE TRIGGER round_case_settled BEFORE INSERT OR UPDATE OR DELETE ON round_case
    FOR EACH ROW EXECUTE FUNCTION round_part_is_settled();
CREATE TRIGGER round_decision_settled BEFORE INSERT OR UPDATE OR DELETE ON round_decision
    FOR EACH ROW EXECUTE FUNCTION round_part_is_settled();
CREATE TRIGGER team_preference_settled BEFORE INSERT OR UPDATE OR DELETE ON team_preference
    FOR EACH ROW EXECUTE FUNCTION round_part_is_settled();

-- Whoever merely sees a network's run adds nothing to it.
DROP POLICY certificate_school ON certificate;
DROP POLICY case_price_school ON case_price;
DROP POLICY match_school ON match;
CREATE POLICY certificate_school ON certificate FOR SELECT TO vivier_school USING (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY case_price_school ON case_price FOR SELECT TO vivier_school USING (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY match_school ON match FOR SELECT TO vivier_school USING (school_id = app_organisation());
CREATE POLICY certificate_school_add ON certificate FOR INSERT TO vivier_school
    WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));
CREATE POLICY case_price_school_add ON case_price FOR INSERT TO vivier_school
    WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));
CREATE POLICY match_school_add ON match FOR INSERT TO vivier_school
    WITH CHECK (school_id = app_organisation() AND EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));
