-- Pins and bans that a run was computed without, because their team or their case took no part in it: the run says so for good.

CREATE TABLE run_idle_decision (
    run_id uuid NOT NULL CONSTRAINT run_idle_decision_run_fk REFERENCES run (id),
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    case_id uuid NOT NULL CONSTRAINT run_idle_decision_case_fk REFERENCES business_case (id),
    kind text NOT NULL CONSTRAINT run_idle_decision_kind CHECK (kind IN ('pin', 'ban')),
    absent text NOT NULL CONSTRAINT run_idle_decision_absent CHECK (absent IN ('team', 'case')),
    CONSTRAINT run_idle_decision_pk PRIMARY KEY (run_id, team_id, case_id),
    CONSTRAINT run_idle_decision_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id)
);
CREATE INDEX run_idle_decision_by_team ON run_idle_decision (team_id);
CREATE INDEX run_idle_decision_by_case ON run_idle_decision (case_id);

CREATE TRIGGER run_idle_decision_frozen BEFORE UPDATE OR DELETE ON run_idle_decision FOR EACH ROW EXECUTE FUNCTION run_is_frozen();
CREATE TRIGGER run_idle_decision_complete AFTER INSERT ON run_idle_decision
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION run_takes_no_more();

GRANT SELECT, INSERT ON run_idle_decision TO vivier_operator, vivier_school;
ALTER TABLE run_idle_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE run_idle_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY run_idle_decision_operator ON run_idle_decision TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY run_idle_decision_school ON run_idle_decision FOR SELECT TO vivier_school USING (school_id = app_organisation());
CREATE POLICY run_idle_decision_school_add ON run_idle_decision FOR INSERT TO vivier_school
    WITH CHECK (school_id = app_organisation() AND EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));
