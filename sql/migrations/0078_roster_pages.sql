-- All that storing a file in hand would do, person by person, so that it can be leafed through before it is done: a row holds a page of people.
CREATE TABLE roster_file_page (
    roster_id uuid NOT NULL CONSTRAINT roster_file_page_roster_fk REFERENCES roster_file (id) ON DELETE CASCADE,
    school_id uuid NOT NULL,
    account_id uuid NOT NULL,
    state text NOT NULL CONSTRAINT roster_file_page_state CHECK (state IN ('new', 'changed', 'unchanged')),
    -- From 1, in the order of the file.
    page integer NOT NULL,
    rows jsonb NOT NULL CONSTRAINT roster_file_page_rows CHECK (jsonb_typeof(rows) = 'array'),
    CONSTRAINT roster_file_page_pk PRIMARY KEY (roster_id, state, page)
);
CREATE INDEX roster_file_page_by_school ON roster_file_page (school_id);
CREATE INDEX roster_file_page_by_account ON roster_file_page (account_id);

ALTER TABLE roster_file_page ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_file_page FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON roster_file_page TO vivier_operator, vivier_school;
CREATE POLICY roster_file_page_operator ON roster_file_page TO vivier_operator
    USING (account_id = app_account()) WITH CHECK (account_id = app_account());
CREATE POLICY roster_file_page_school ON roster_file_page TO vivier_school
    USING (school_id = app_organisation() AND account_id = app_account())
    WITH CHECK (school_id = app_organisation() AND account_id = app_account());
CREATE POLICY roster_file_page_owner ON roster_file_page TO CURRENT_USER USING (true);
