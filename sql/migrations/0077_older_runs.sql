-- A run is older than the pins and bans of its round as soon as one is made or taken back: what is gone leaves no row to tell of it.
ALTER TABLE round ADD COLUMN decided_at timestamptz;
ALTER TABLE round NO FORCE ROW LEVEL SECURITY;
ALTER TABLE round_decision NO FORCE ROW LEVEL SECURITY;
UPDATE round r SET decided_at = d.at
FROM (SELECT round_id, max(created_at) AS at FROM round_decision GROUP BY round_id) d WHERE d.round_id = r.id AND r.state = 'open';
ALTER TABLE round FORCE ROW LEVEL SECURITY;
ALTER TABLE round_decision FORCE ROW LEVEL SECURITY;

CREATE FUNCTION round_follows_decisions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE round SET decided_at = clock_timestamp() WHERE id IN (SELECT c.round_id FROM changed c) AND state = 'open';
    RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION round_follows_decisions FROM PUBLIC;
CREATE TRIGGER round_follows_new_decision AFTER INSERT ON round_decision REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION round_follows_decisions();
CREATE TRIGGER round_follows_lifted_decision AFTER DELETE ON round_decision REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION round_follows_decisions();

-- Until PostgreSQL comes by, once a minute, a roster of a hundred thousand is planned for as if the tables were empty: its pages took a quarter
-- of a second. Looks at the tables that rosters fill whenever so many rows of one, and a tenth of it, have changed.
CREATE FUNCTION refresh_statistics(few bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT c.oid FROM pg_class c
        WHERE c.oid = ANY (ARRAY['student', 'cohort_student', 'student_skill', 'team', 'team_member', 'pool_skill']::regclass[])
            AND pg_stat_get_mod_since_analyze(c.oid) > greatest(refresh_statistics.few, c.reltuples / 10)
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', part);
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION refresh_statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics TO vivier_daemon;
