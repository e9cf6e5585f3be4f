-- The cases that a team would take in a round, best first; equal places are a tie. A team without rows has given no ranking.

CREATE TABLE team_preference (
    round_id uuid NOT NULL CONSTRAINT team_preference_round_fk REFERENCES round (id) ON DELETE CASCADE,
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    case_id uuid NOT NULL CONSTRAINT team_preference_case_fk REFERENCES business_case (id),
    place smallint NOT NULL CONSTRAINT team_preference_place CHECK (place >= 1),
    CONSTRAINT team_preference_pk PRIMARY KEY (round_id, team_id, case_id),
    CONSTRAINT team_preference_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id) ON DELETE CASCADE
);
CREATE INDEX team_preference_by_team ON team_preference (team_id);
CREATE INDEX team_preference_by_case ON team_preference (case_id, round_id);

GRANT SELECT, INSERT, DELETE ON team_preference TO vivier_operator, vivier_school, vivier_student;
ALTER TABLE team_preference ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_preference FORCE ROW LEVEL SECURITY;
CREATE POLICY team_preference_operator ON team_preference TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY team_preference_school ON team_preference TO vivier_school
    USING (school_id = app_organisation())
    WITH CHECK (school_id = app_organisation() AND EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY team_preference_student ON team_preference TO vivier_student
    USING (EXISTS (SELECT FROM team_member m WHERE m.team_id = team_preference.team_id AND m.student_id = app_student()))
    WITH CHECK (EXISTS (SELECT FROM team_member m WHERE m.team_id = team_preference.team_id AND m.student_id = app_student())
        AND EXISTS (SELECT FROM round r WHERE r.id = round_id));

-- A student reads the rounds in which the student's cohorts take part, and which cases they are about.
GRANT SELECT ON round_cohort, round_case TO vivier_student;
CREATE POLICY round_cohort_student ON round_cohort FOR SELECT TO vivier_student
    USING (EXISTS (SELECT FROM cohort_student s WHERE s.cohort_id = round_cohort.cohort_id AND s.student_id = app_student()));
CREATE POLICY round_student ON round FOR SELECT TO vivier_student
    USING (EXISTS (SELECT FROM round_cohort c WHERE c.round_id = round.id));
CREATE POLICY round_case_student ON round_case FOR SELECT TO vivier_student
    USING (EXISTS (SELECT FROM round_cohort c WHERE c.round_id = round_case.round_id));

-- Whether a round is open, and until the transaction ends it stays so. Who may not change a round may still need it to stay as it is.
CREATE POLICY round_owner ON round TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE FUNCTION round_held_open(held uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT state = 'open' FROM round WHERE id = held FOR SHARE;
END;
REVOKE EXECUTE ON FUNCTION round_held_open FROM PUBLIC;
GRANT EXECUTE ON FUNCTION round_held_open TO vivier_operator, vivier_school, vivier_student;
