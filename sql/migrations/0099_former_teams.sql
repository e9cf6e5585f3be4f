-- A team that no match holds may go after a run that it took part in. Where it belonged stays, so that the run's fairness report still counts
-- it with its school, cohort and programme: nothing of who was in it, nor what it was called.
CREATE TABLE former_team (
    team_id uuid CONSTRAINT former_team_pk PRIMARY KEY,
    school_id uuid NOT NULL CONSTRAINT former_team_school_fk REFERENCES school (id) ON DELETE CASCADE,
    cohort_id uuid NOT NULL,
    -- That all its members shared.
    programme text CONSTRAINT former_team_programme CHECK (length(programme) BETWEEN 1 AND 200),
    CONSTRAINT former_team_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE
);
CREATE INDEX former_team_by_school ON former_team (school_id);
CREATE INDEX former_team_by_cohort ON former_team (cohort_id);

CREATE FUNCTION team_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM round_cohort c JOIN run r ON r.round_id = c.round_id WHERE c.cohort_id = OLD.cohort_id) THEN
        INSERT INTO former_team (team_id, school_id, cohort_id, programme)
        SELECT OLD.id, OLD.school_id, OLD.cohort_id, (
            SELECT min(s.programme) FROM team_member m JOIN student s ON s.id = m.student_id WHERE m.team_id = OLD.id
            HAVING count(DISTINCT s.programme) = 1 AND count(s.programme) = count(*));
    END IF;
    RETURN OLD;
END
$$;
-- Before the rows of its members go with it.
CREATE TRIGGER team_goes BEFORE DELETE ON team FOR EACH ROW EXECUTE FUNCTION team_goes();

ALTER TABLE former_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_team FORCE ROW LEVEL SECURITY;
CREATE POLICY former_team_owner ON former_team TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON former_team TO vivier_operator, vivier_school, vivier_supervisor, vivier_network;
CREATE POLICY former_team_operator ON former_team FOR SELECT TO vivier_operator USING (true);
CREATE POLICY former_team_school ON former_team FOR SELECT TO vivier_school, vivier_supervisor USING (school_id = app_organisation());
CREATE POLICY former_team_network ON former_team FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round_cohort c WHERE c.cohort_id = former_team.cohort_id));
