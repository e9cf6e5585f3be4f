-- A run may be a branch of another: the same frozen input with some changes, solved and proven for itself. And a branch may take the place
-- of a published run, which then stays readable and unchanged, but no longer counts.

ALTER TABLE run
    ADD COLUMN branch_of uuid CONSTRAINT run_branch_fk REFERENCES run (id),
    -- What was changed, as it was asked for.
    ADD COLUMN changes jsonb,
    -- Teams that keep their case because it was decided to let them stay: pins of this run, though nobody's decision in the round.
    ADD COLUMN kept_teams uuid[] NOT NULL DEFAULT '{}',
    -- Of a branch, which need not be those of the round.
    ADD COLUMN skill_weight integer CONSTRAINT run_skill_weight CHECK (skill_weight BETWEEN 0 AND 100),
    ADD COLUMN time_weight integer CONSTRAINT run_time_weight CHECK (time_weight BETWEEN 0 AND 100),
    ADD CONSTRAINT run_branch CHECK ((branch_of IS NULL) = (changes IS NULL) AND (branch_of IS NOT NULL OR kept_teams = '{}')),
    DROP CONSTRAINT run_state,
    -- draft → published → superseded, by another run of its round.
    ADD CONSTRAINT run_state CHECK (state IN ('draft', 'published', 'superseded')),
    DROP CONSTRAINT run_published_at,
    ADD CONSTRAINT run_published_at CHECK ((state <> 'draft') = (published_at IS NOT NULL));
CREATE INDEX run_by_branch ON run (branch_of) WHERE branch_of IS NOT NULL;

-- All that may change of a published run is that another takes its place.
DROP TRIGGER run_frozen ON run;
CREATE TRIGGER run_frozen BEFORE DELETE ON run FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION run_is_frozen();
CREATE FUNCTION run_may_be_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unchanged run := NEW;
BEGIN
    unchanged.state := OLD.state;
    IF OLD.state = 'published' AND NEW.state = 'superseded' AND unchanged IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published run cannot change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
END
$$;
CREATE TRIGGER run_changes_no_more BEFORE UPDATE ON run
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION run_may_be_superseded();
CREATE FUNCTION run_is_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM run r WHERE r.round_id = NEW.round_id AND r.state = 'published' AND r.branch_of = NEW.id) THEN
        RAISE EXCEPTION 'no branch takes the place of the run' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_replaced';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER run_replaced AFTER UPDATE ON run DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'superseded') EXECUTE FUNCTION run_is_replaced();

CREATE OR REPLACE FUNCTION run_takes_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM run r WHERE r.id IN (SELECT a.run_id FROM added a) FOR SHARE;
    IF EXISTS (SELECT FROM added a JOIN run r ON r.id = a.run_id WHERE r.state <> 'draft') THEN
        RAISE EXCEPTION 'a published run cannot change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
    END IF;
    RETURN NULL;
END
$$;
