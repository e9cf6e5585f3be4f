-- Whoever comes without signing in reads the names of organisations and the public cases: what companies published for everybody, under no
-- agreement of secrecy. Nothing of a person, and nothing is written.

DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(8433102001);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vivier_visitor') THEN
        CREATE ROLE vivier_visitor NOLOGIN;
    END IF;
    GRANT vivier_visitor TO vivier_daemon;
END
$$;
GRANT USAGE ON SCHEMA public TO vivier_visitor;
GRANT SELECT ON organisation, company, skill TO vivier_visitor;
CREATE POLICY organisation_visitor ON organisation FOR SELECT TO vivier_visitor USING (true);
CREATE POLICY company_visitor ON company FOR SELECT TO vivier_visitor USING (true);

-- To which schools a case is open no policy tells.
GRANT SELECT ON business_case, business_case_skill, business_case_label, business_case_school TO vivier_visitor;
CREATE POLICY business_case_visitor ON business_case FOR SELECT TO vivier_visitor
    USING (state IN ('published', 'matched', 'running', 'closed') AND open_to_all AND confidentiality = 'open');
CREATE POLICY business_case_skill_visitor ON business_case_skill FOR SELECT TO vivier_visitor
    USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id));
CREATE POLICY business_case_label_visitor ON business_case_label FOR SELECT TO vivier_visitor
    USING (EXISTS (SELECT FROM business_case c WHERE c.id = case_id));
-- Newest first, as the public list shows them.
CREATE INDEX business_case_public ON business_case (published_at DESC, id DESC)
    WHERE state IN ('published', 'matched', 'running', 'closed') AND open_to_all AND confidentiality = 'open';

-- Who looks for an action or a person in the audit reads as many lines as are shown.
CREATE INDEX audit_entry_by_action ON audit_entry (action, id);
CREATE INDEX audit_entry_by_account ON audit_entry (account_id, id) WHERE account_id IS NOT NULL;
