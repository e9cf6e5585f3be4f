-- A card is known by an id of its own, another in each round: who knows a team by its id, as from a match of an earlier round, does not know
-- it again on a card. The ids are drawn from a key that no role can read.

CREATE TABLE card_key (
    single boolean CONSTRAINT card_key_pk PRIMARY KEY DEFAULT true CONSTRAINT card_key_single CHECK (single),
    key bytea NOT NULL CONSTRAINT card_key_length CHECK (octet_length(key) = 32)
);
INSERT INTO card_key (key) VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
ALTER TABLE card_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE card_key FORCE ROW LEVEL SECURITY;
CREATE POLICY card_key_owner ON card_key FOR SELECT TO CURRENT_USER USING (true);

-- The first 128 bits of SHA-256 over the key, the round and the team.
CREATE FUNCTION team_card_id(round uuid, team uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT encode(substr(sha256(k.key || uuid_send(round) || uuid_send(team)), 1, 16), 'hex')::uuid FROM card_key k;
END;
REVOKE EXECUTE ON FUNCTION team_card_id FROM PUBLIC;
GRANT EXECUTE ON FUNCTION team_card_id TO vivier_operator, vivier_school, vivier_company;
