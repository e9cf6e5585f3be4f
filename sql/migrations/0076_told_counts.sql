-- Counts of the talent pool are blurred, the more so the more an organisation has asked in a day: no number of questions then tells whether one
-- person is among those counted. The blur is drawn from a key, the organisation, the question and the count, so that asking again adds nothing.
ALTER TABLE house_key DROP CONSTRAINT house_key_purpose, ADD CONSTRAINT house_key_purpose CHECK (purpose IN ('cursor', 'count'));
ALTER POLICY house_key_daemon ON house_key USING (purpose = 'cursor');
INSERT INTO house_key (purpose, key)
    SELECT 'count', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- Which questions were answered within a day.
CREATE TABLE told_count (
    organisation_id uuid NOT NULL CONSTRAINT told_count_organisation_fk REFERENCES organisation (id) ON DELETE CASCADE,
    question bytea NOT NULL CONSTRAINT told_count_question CHECK (octet_length(question) = 32),
    -- How many others had been answered before it.
    place integer NOT NULL,
    told_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT told_count_pk PRIMARY KEY (organisation_id, question)
);
CREATE INDEX told_count_by_age ON told_count (told_at);
ALTER TABLE told_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE told_count FORCE ROW LEVEL SECURITY;
CREATE POLICY told_count_owner ON told_count TO CURRENT_USER USING (true) WITH CHECK (true);

-- Notes that the caller's organisation is told how many a question finds, and gives what the blur is made of.
CREATE FUNCTION tell_count(asked bytea, many integer, OUT nth integer, OUT is_new boolean, OUT draw bytea)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- One at a time, or many at once would all be the first.
    PERFORM pg_advisory_xact_lock(hashtextextended('counts told to ' || app_organisation(), 0));
    DELETE FROM told_count t WHERE t.organisation_id = app_organisation() AND t.told_at < now() - interval '1 day';
    SELECT t.place INTO nth FROM told_count t WHERE t.organisation_id = app_organisation() AND t.question = asked;
    is_new := NOT FOUND;
    IF is_new THEN
        nth := (SELECT count(*) FROM told_count t WHERE t.organisation_id = app_organisation());
        INSERT INTO told_count (organisation_id, question, place) VALUES (app_organisation(), asked, nth);
    END IF;
    draw := (SELECT sha256(k.key || uuid_send(app_organisation()) || asked || int4send(many)) FROM house_key k WHERE k.purpose = 'count');
END
$$;

CREATE FUNCTION forget_told_counts() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM told_count WHERE told_at < now() - interval '1 day';
END;
REVOKE EXECUTE ON FUNCTION tell_count, forget_told_counts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_count TO vivier_company;
GRANT EXECUTE ON FUNCTION forget_told_counts TO vivier_daemon;
