-- More of the people who take part: a network's operator, who sees rounds and counts but no persons; a school's supervisor, who reads and
-- changes nothing; a company's owner, who alone lets others in; a contributor, whom a company invites to its cases.

DO $$
DECLARE
    wanted text;
BEGIN
    PERFORM pg_advisory_xact_lock(8433102001);
    FOREACH wanted IN ARRAY ARRAY['vivier_network', 'vivier_supervisor', 'vivier_contributor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    GRANT vivier_network, vivier_supervisor, vivier_contributor TO vivier_daemon;
END
$$;
GRANT USAGE ON SCHEMA public TO vivier_network, vivier_supervisor, vivier_contributor;

ALTER TABLE membership DROP CONSTRAINT membership_role, ADD CONSTRAINT membership_role CHECK (role IN ('operator', 'network-operator',
    'school-admin', 'supervisor', 'company-owner', 'company', 'recruiter', 'student', 'contributor'));
ALTER TABLE token DROP CONSTRAINT token_role, ADD CONSTRAINT token_role CHECK (role IN ('operator', 'network-operator',
    'school-admin', 'supervisor', 'company-owner', 'company', 'recruiter', 'student', 'contributor'));
ALTER TABLE session DROP CONSTRAINT session_role, ADD CONSTRAINT session_role CHECK (role IN ('operator', 'network-operator',
    'school-admin', 'supervisor', 'company-owner', 'company', 'recruiter', 'student', 'contributor'));
ALTER TABLE invitation DROP CONSTRAINT invitation_role, ADD CONSTRAINT invitation_role CHECK (role IN ('operator', 'network-operator',
    'school-admin', 'supervisor', 'company-owner', 'company', 'recruiter', 'contributor'));

-- Whoever acted for a company until now could let others in, and still can.
UPDATE membership SET role = 'company-owner' WHERE role = 'company';
UPDATE token SET role = 'company-owner' WHERE role = 'company';
UPDATE session SET role = 'company-owner' WHERE role = 'company';
UPDATE invitation SET role = 'company-owner' WHERE role = 'company';

-- Who lets in whom.
ALTER POLICY membership_school ON membership
    WITH CHECK (organisation_id = app_organisation() AND role IN ('school-admin', 'supervisor', 'student'));
ALTER POLICY token_school ON token
    WITH CHECK (organisation_id = app_organisation() AND role IN ('school-admin', 'supervisor', 'student'));
ALTER POLICY invitation_school ON invitation
    WITH CHECK (organisation_id = app_organisation() AND role IN ('school-admin', 'supervisor'));
ALTER POLICY membership_company ON membership
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company-owner', 'company', 'recruiter', 'contributor'));
ALTER POLICY token_company ON token
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company-owner', 'company', 'recruiter', 'contributor'));
ALTER POLICY invitation_company ON invitation
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company-owner', 'company', 'recruiter', 'contributor'));

-- What everybody reads: names of organisations, skills, how long what is kept; the own account, memberships and sessions.
DO $$
DECLARE
    who text;
BEGIN
    FOREACH who IN ARRAY ARRAY['vivier_network', 'vivier_supervisor', 'vivier_contributor'] LOOP
        EXECUTE format('GRANT SELECT ON organisation, school, company, network_school, skill, skill_synonym, skill_broader, retention_rule, account,
            membership TO %I', who);
        EXECUTE format('GRANT INSERT ON audit_entry TO %I', who);
        EXECUTE format('GRANT SELECT (id, role, organisation_id, account_id, student_id, label, created_at, expires_at, revoked_at, last_used_at)
            ON token TO %I', who);
        EXECUTE format('GRANT SELECT (id, account_id, membership_id, role, organisation_id, student_id, browser, created_at, last_seen_at,
            expires_at, ended_at), UPDATE (ended_at) ON session TO %I', who);
        EXECUTE format('GRANT EXECUTE ON FUNCTION switch_membership TO %I', who);
    END LOOP;
END
$$;
CREATE POLICY organisation_read_too ON organisation FOR SELECT TO vivier_network, vivier_supervisor, vivier_contributor USING (true);
CREATE POLICY company_read_too ON company FOR SELECT TO vivier_network, vivier_supervisor, vivier_contributor USING (true);
CREATE POLICY retention_rule_read_too ON retention_rule FOR SELECT TO vivier_network, vivier_supervisor, vivier_contributor USING (true);
CREATE POLICY account_self ON account FOR SELECT TO vivier_supervisor, vivier_contributor USING (id = app_account());
CREATE POLICY membership_self ON membership FOR SELECT TO vivier_network, vivier_supervisor, vivier_contributor
    USING (account_id = app_account());
CREATE POLICY session_self ON session TO vivier_network, vivier_supervisor, vivier_contributor USING (account_id = app_account());
CREATE POLICY token_self ON token FOR SELECT TO vivier_supervisor, vivier_contributor
    USING (organisation_id = app_organisation() AND account_id = app_account());
CREATE POLICY audit_entry_append_too ON audit_entry FOR INSERT TO vivier_network, vivier_supervisor, vivier_contributor WITH CHECK (true);

-- A supervisor reads the own school as its administrator does, and has no right to write anywhere.
GRANT SELECT ON programme, cohort, cohort_blocked_days, student, cohort_student, student_skill, student_exception, team, team_member,
    business_case, business_case_label, business_case_school, business_case_skill, round, round_cohort, round_case, round_decision, run,
    run_document, certificate, case_price, match, run_idle_decision, team_preference, case_preference TO vivier_supervisor;
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['programme', 'cohort', 'cohort_blocked_days', 'student', 'cohort_student', 'student_skill',
        'student_exception', 'team', 'team_member', 'round_decision', 'round_cohort', 'run_idle_decision', 'team_preference', 'case_preference',
        'match', 'business_case_school'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO vivier_supervisor USING (school_id = app_organisation())',
            part || '_supervisor', part);
    END LOOP;
    FOREACH part IN ARRAY ARRAY['business_case_skill', 'business_case_label'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO vivier_supervisor, vivier_network, vivier_contributor
            USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id))', part || '_read_too', part);
    END LOOP;
    FOREACH part IN ARRAY ARRAY['certificate', 'case_price'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO vivier_supervisor, vivier_network USING (EXISTS (SELECT FROM run r WHERE r.id = run_id))',
            part || '_read_too', part);
    END LOOP;
END
$$;
CREATE POLICY business_case_supervisor ON business_case FOR SELECT TO vivier_supervisor
    USING (state IN ('submitted', 'accepted', 'published', 'matched', 'running', 'closed', 'withdrawn')
        AND (open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = business_case.id)));
CREATE POLICY round_supervisor ON round FOR SELECT TO vivier_supervisor
    USING (organisation_id = app_organisation() OR EXISTS (SELECT FROM round_cohort c WHERE c.round_id = round.id));
CREATE POLICY round_case_supervisor ON round_case FOR SELECT TO vivier_supervisor, vivier_network
    USING (EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY run_supervisor ON run FOR SELECT TO vivier_supervisor
    USING (organisation_id = app_organisation()
        OR (state = 'published' AND EXISTS (SELECT FROM round_cohort c WHERE c.round_id = run.round_id)));
CREATE POLICY run_document_supervisor ON run_document FOR SELECT TO vivier_supervisor, vivier_network
    USING (EXISTS (SELECT FROM run r WHERE r.id = run_id AND r.organisation_id = app_organisation()));

-- A network's operator reads the network's rounds and runs, and of its schools the cohorts and teams that take part, by name: no student.
CREATE FUNCTION app_network_schools() RETURNS SETOF uuid LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT n.school_id FROM network_school n WHERE n.network_id = app_organisation();
END;
GRANT SELECT ON cohort, team, business_case, business_case_label, business_case_school, business_case_skill, round, round_cohort, round_case,
    round_decision, run, run_document, certificate, case_price, match, run_idle_decision, team_preference, case_preference TO vivier_network;
-- How many are in a team, by ids that name nobody; of the students themselves no policy shows a row.
GRANT SELECT ON team_member, student, cohort_student TO vivier_network;
GRANT EXECUTE ON FUNCTION places_taken, company_places_taken TO vivier_network, vivier_supervisor;
CREATE POLICY round_network ON round FOR SELECT TO vivier_network USING (organisation_id = app_organisation());
CREATE POLICY run_network ON run FOR SELECT TO vivier_network USING (organisation_id = app_organisation());
CREATE POLICY round_cohort_network ON round_cohort FOR SELECT TO vivier_network USING (EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY round_decision_network ON round_decision FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY team_preference_network ON team_preference FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY case_preference_network ON case_preference FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round r WHERE r.id = round_id));
CREATE POLICY match_network ON match FOR SELECT TO vivier_network USING (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY run_idle_decision_network ON run_idle_decision FOR SELECT TO vivier_network USING (EXISTS (SELECT FROM run r WHERE r.id = run_id));
CREATE POLICY cohort_network ON cohort FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round_cohort c WHERE c.cohort_id = cohort.id));
CREATE POLICY team_network ON team FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM round_cohort c WHERE c.cohort_id = team.cohort_id));
CREATE POLICY team_member_network ON team_member FOR SELECT TO vivier_network
    USING (EXISTS (SELECT FROM team t WHERE t.id = team_member.team_id));
CREATE POLICY business_case_school_network ON business_case_school FOR SELECT TO vivier_network
    USING (school_id IN (SELECT app_network_schools()));
CREATE POLICY business_case_network ON business_case FOR SELECT TO vivier_network
    USING (state IN ('published', 'matched', 'running', 'closed')
        AND (open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = business_case.id)));
-- It lets in its own, and reads what they did.
GRANT SELECT (id, sha256, role, organisation_id, account_id, student_id, label, created_at, expires_at, revoked_at, last_used_at), INSERT,
    UPDATE (revoked_at) ON token TO vivier_network;
GRANT INSERT ON membership TO vivier_network;
GRANT SELECT (id, email, role, organisation_id, language, account_id, created_at, expires_at, accepted_at, withdrawn_at), INSERT,
    UPDATE (withdrawn_at) ON invitation TO vivier_network;
GRANT SELECT ON audit_entry TO vivier_network;
GRANT EXECUTE ON FUNCTION account_for TO vivier_network;
CREATE POLICY account_network ON account FOR SELECT TO vivier_network
    USING (id = app_account() OR EXISTS (SELECT FROM membership m WHERE m.account_id = account.id AND m.organisation_id = app_organisation()));
CREATE POLICY membership_network ON membership TO vivier_network USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role = 'network-operator');
CREATE POLICY token_network ON token TO vivier_network USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role = 'network-operator');
CREATE POLICY invitation_network ON invitation TO vivier_network USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role = 'network-operator');
CREATE POLICY audit_entry_network ON audit_entry FOR SELECT TO vivier_network USING (organisation_id = app_organisation());

-- A contributor reads the published cases of the company that invited.
GRANT SELECT ON business_case, business_case_label, business_case_school, business_case_skill TO vivier_contributor;
CREATE POLICY business_case_contributor ON business_case FOR SELECT TO vivier_contributor
    USING (company_id = app_organisation() AND state IN ('published', 'matched', 'running', 'closed'));
