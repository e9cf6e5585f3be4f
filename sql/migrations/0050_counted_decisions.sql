-- How many decisions of people a run was computed under: its proof holds given them, and says so. Not known of runs before.
ALTER TABLE run
    ADD COLUMN pinned_count integer CONSTRAINT run_pinned_count CHECK (pinned_count >= 0),
    ADD COLUMN banned_count integer CONSTRAINT run_banned_count CHECK (banned_count >= 0);

-- Names in the order in which people count: Équipe 2 stands before Équipe 10.
CREATE COLLATION numbered (provider = icu, locale = 'fr-u-kn-true');
CREATE INDEX team_numbered ON team (cohort_id, name COLLATE numbered);
