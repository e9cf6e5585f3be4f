-- Before a round is published a company sees no team by name, but cards without names that whoever holds the round has shared; and says
-- which of them each of its cases would rather have, or would not.

CREATE TABLE team_card (
    round_id uuid NOT NULL CONSTRAINT team_card_round_fk REFERENCES round (id) ON DELETE CASCADE,
    case_id uuid NOT NULL,
    company_id uuid NOT NULL,
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    -- What the pair is worth, and its two parts alone.
    fit integer NOT NULL CONSTRAINT team_card_fit CHECK (fit BETWEEN 0 AND 10000),
    skill_fit integer NOT NULL CONSTRAINT team_card_skill_fit CHECK (skill_fit BETWEEN 0 AND 10000),
    time_fit integer NOT NULL CONSTRAINT team_card_time_fit CHECK (time_fit BETWEEN 0 AND 10000),
    members smallint NOT NULL CONSTRAINT team_card_members CHECK (members BETWEEN 1 AND 100),
    -- Half-hours that all members share in a week: in half of the weeks of the case's window as many or more.
    common_half_hours smallint NOT NULL CONSTRAINT team_card_common_half_hours CHECK (common_half_hours BETWEEN 0 AND 336),
    -- Of each skill that the case asks for: the level somebody of the team brings, 0 for nobody, and what that earns of 10000.
    skills integer[] NOT NULL,
    found_levels smallint[] NOT NULL,
    credits integer[] NOT NULL,
    CONSTRAINT team_card_pk PRIMARY KEY (round_id, case_id, team_id),
    CONSTRAINT team_card_case_fk FOREIGN KEY (case_id, company_id) REFERENCES business_case (id, company_id),
    CONSTRAINT team_card_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id) ON DELETE CASCADE,
    CONSTRAINT team_card_skills CHECK (cardinality(skills) = cardinality(found_levels) AND cardinality(skills) = cardinality(credits))
);
CREATE INDEX team_card_by_fit ON team_card (round_id, case_id, fit DESC, team_id);
CREATE INDEX team_card_by_case ON team_card (case_id, round_id);
CREATE INDEX team_card_by_team ON team_card (team_id);

-- A case that has no row here takes teams by fit. Who is not named stands behind those who are; a veto closes the pair.
CREATE TABLE case_preference (
    round_id uuid NOT NULL CONSTRAINT case_preference_round_fk REFERENCES round (id) ON DELETE CASCADE,
    case_id uuid NOT NULL,
    company_id uuid NOT NULL,
    team_id uuid NOT NULL,
    school_id uuid NOT NULL,
    -- Best first, equal places are a tie; NULL is a veto.
    place smallint CONSTRAINT case_preference_place CHECK (place >= 1),
    CONSTRAINT case_preference_pk PRIMARY KEY (round_id, case_id, team_id),
    CONSTRAINT case_preference_case_fk FOREIGN KEY (case_id, company_id) REFERENCES business_case (id, company_id),
    CONSTRAINT case_preference_team_fk FOREIGN KEY (team_id, school_id) REFERENCES team (id, school_id) ON DELETE CASCADE
);
CREATE INDEX case_preference_by_case ON case_preference (case_id, round_id);
CREATE INDEX case_preference_by_team ON case_preference (team_id);
CREATE TRIGGER case_preference_settled BEFORE INSERT OR UPDATE OR DELETE ON case_preference
    FOR EACH ROW EXECUTE FUNCTION round_part_is_settled();

GRANT SELECT, INSERT, DELETE ON team_card TO vivier_operator, vivier_school;
GRANT SELECT ON team_card TO vivier_company;
GRANT SELECT, INSERT, DELETE ON case_preference TO vivier_operator, vivier_company;
GRANT SELECT ON case_preference TO vivier_school;
ALTER TABLE team_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_card FORCE ROW LEVEL SECURITY;
ALTER TABLE case_preference ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_preference FORCE ROW LEVEL SECURITY;

-- A school shares its own teams, in rounds that it holds; a company reads what was shared for its own cases.
CREATE POLICY team_card_operator ON team_card TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY team_card_school ON team_card TO vivier_school
    USING (school_id = app_organisation())
    WITH CHECK (school_id = app_organisation()
        AND EXISTS (SELECT FROM round r WHERE r.id = round_id AND r.organisation_id = app_organisation()));
CREATE POLICY team_card_company ON team_card FOR SELECT TO vivier_company USING (company_id = app_organisation());
CREATE POLICY case_preference_operator ON case_preference TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY case_preference_school ON case_preference FOR SELECT TO vivier_school USING (school_id = app_organisation());
-- Nobody is named of whom there is no card.
CREATE POLICY case_preference_company ON case_preference TO vivier_company
    USING (company_id = app_organisation())
    WITH CHECK (company_id = app_organisation() AND EXISTS (
        SELECT FROM team_card c WHERE c.round_id = case_preference.round_id AND c.case_id = case_preference.case_id
            AND c.team_id = case_preference.team_id));

-- A round is known to the companies for whose cases cards were shared.
CREATE POLICY round_of_cards ON round FOR SELECT TO vivier_company
    USING (EXISTS (SELECT FROM team_card c WHERE c.round_id = round.id));
GRANT EXECUTE ON FUNCTION round_held_open TO vivier_company;
