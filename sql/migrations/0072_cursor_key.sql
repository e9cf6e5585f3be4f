-- The key that closes the cursors of lists: they bear names, and addresses that hold them are written down on their way. One key for all
-- daemons of a database, and for what comes after a restart.
CREATE TABLE house_key (
    purpose text CONSTRAINT house_key_pk PRIMARY KEY CONSTRAINT house_key_purpose CHECK (purpose IN ('cursor')),
    key bytea NOT NULL CONSTRAINT house_key_length CHECK (octet_length(key) = 32)
);
ALTER TABLE house_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE house_key FORCE ROW LEVEL SECURITY;
CREATE POLICY house_key_owner ON house_key TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY house_key_daemon ON house_key FOR SELECT TO vivier_daemon USING (true);
GRANT SELECT ON house_key TO vivier_daemon;
-- Each of the three has 122 random bits.
INSERT INTO house_key (purpose, key)
    SELECT 'cursor', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
