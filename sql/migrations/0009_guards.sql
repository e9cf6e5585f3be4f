-- What a run rests on stays what it was, and its papers stay with whoever holds the round.

-- The frozen input holds every team of every school that takes part: only who holds the round reads it.
DROP POLICY run_document_school ON run_document;
CREATE POLICY run_document_school ON run_document TO vivier_school
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()))
    WITH CHECK (EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));

-- Nothing is added to a published run either.
CREATE FUNCTION run_takes_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added a JOIN run r ON r.id = a.run_id WHERE r.state = 'published') THEN
        RAISE EXCEPTION 'a published run cannot change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER run_document_complete AFTER INSERT ON run_document
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_takes_no_more();
CREATE TRIGGER certificate_complete AFTER INSERT ON certificate
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_takes_no_more();
CREATE TRIGGER case_price_complete AFTER INSERT ON case_price
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_takes_no_more();
CREATE TRIGGER match_complete AFTER INSERT ON match
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_takes_no_more();

-- A published round stays published.
CREATE FUNCTION round_is_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published round stays published' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'round_settled';
END
$$;
CREATE TRIGGER round_settled BEFORE UPDATE OF state ON round
    FOR EACH ROW WHEN (OLD.state = 'published' AND NEW.state <> 'published') EXECUTE FUNCTION round_is_settled();
