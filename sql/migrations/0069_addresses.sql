-- An address stands for a person for as long as something says so: a membership, a token that still works, a student's file. What is left
-- of it after that has a clock, and goes at once with a student who is erased.

-- The addresses that a student's file had before: letters lie under them, and what is the student's goes from there too. Nobody reads it but
-- the student, in an export.
CREATE TABLE former_address (
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    email text NOT NULL CONSTRAINT former_address_email CHECK (length(email) BETWEEN 3 AND 254),
    left_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT former_address_pk PRIMARY KEY (student_id, email),
    CONSTRAINT former_address_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX former_address_by_address ON former_address (lower(email));
ALTER TABLE former_address ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_address FORCE ROW LEVEL SECURITY;
CREATE POLICY former_address_owner ON former_address TO CURRENT_USER USING (true) WITH CHECK (true);
INSERT INTO former_address (student_id, school_id, email)
    SELECT c.student_id, c.school_id, c.before->>'email' FROM roster_import_change c JOIN student s ON s.id = c.student_id
    WHERE lower(c.before->>'email') <> lower(s.email)
    ON CONFLICT DO NOTHING;

-- Since when nothing holds the account any more.
ALTER TABLE account ADD COLUMN idle_since timestamptz;
CREATE FUNCTION account_is_held(a account) RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (SELECT FROM membership m WHERE m.account_id = a.id)
        OR EXISTS (SELECT FROM token t WHERE t.account_id = a.id AND t.revoked_at IS NULL AND t.expires_at > now())
        OR EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(a.email));
REVOKE EXECUTE ON FUNCTION account_is_held FROM PUBLIC;

CREATE POLICY token_owner_ends ON token FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);

-- Whoever read the mail of an address that is no longer the student's is no longer the student: not in a session, not by a token, and not by
-- the answer to a question that was sent there, which is asked again at the new address. An account that nothing holds goes too, with the
-- tokens of it that are over. Each row is found by an index: an import that changes many addresses runs this for each of them, by plans that
-- were made while a table was still empty.
CREATE OR REPLACE FUNCTION student_address_left() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO former_address (student_id, school_id, email) VALUES (NEW.id, NEW.school_id, OLD.email)
            ON CONFLICT ON CONSTRAINT former_address_pk DO UPDATE SET left_at = excluded.left_at;
        DELETE FROM former_address f WHERE f.student_id = NEW.id AND lower(f.email) = lower(NEW.email);
        DELETE FROM membership m USING account a
            WHERE m.student_id = NEW.id AND a.id = m.account_id AND lower(a.email) <> lower(NEW.email);
        UPDATE token t SET revoked_at = now() FROM account a
            WHERE t.student_id = NEW.id AND t.revoked_at IS NULL AND a.id = t.account_id AND lower(a.email) <> lower(NEW.email);
        DELETE FROM retention_question q WHERE q.student_id = NEW.id AND q.answered_at IS NULL;
    END IF;
    DELETE FROM account a WHERE lower(a.email) = lower(OLD.email) AND NOT account_is_held(a);
    RETURN NULL;
END
$$;
-- Tokens of those whose membership ended so before.
UPDATE token t SET revoked_at = now()
    WHERE t.role = 'student' AND t.revoked_at IS NULL AND t.account_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM membership m WHERE m.account_id = t.account_id AND m.student_id = t.student_id);

-- An answer that spoke of somebody who is erased is kept no more, but that the work was done is: a repetition does not do it again.
CREATE POLICY idempotent_answer_owner_empties ON idempotent_answer FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
-- From now on no answer is kept that shows a person: it is read anew (Recalled). What is kept from before cannot be.
UPDATE idempotent_answer SET body = NULL
    WHERE operation IN ('addProspect', 'moveProspect', 'lockTeam', 'unlockTeam', 'invite', 'readOutcome', 'readCalendarLink');

-- The end of a student, without asking who asks. The account goes unless it is held by something else, and with an address that is nobody's
-- here any more go the invitations to it; those who invited are told of what was still open.
-- Gives the addresses whose letters go as well, one a line: none that is somebody else's too; NULL where there is no such student.
CREATE OR REPLACE FUNCTION end_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone student;
    accounts uuid[];
    addresses text[];
BEGIN
    SELECT * INTO gone FROM student WHERE id = who FOR UPDATE;
    IF gone.id IS NULL THEN
        RETURN NULL;
    END IF;
    accounts := ARRAY(SELECT account_id FROM membership WHERE student_id = who
        UNION SELECT account_id FROM token WHERE student_id = who AND account_id IS NOT NULL);
    addresses := ARRAY(SELECT lower(gone.email)
        UNION SELECT lower(f.email) FROM former_address f WHERE f.student_id = who
        UNION SELECT lower(a.email) FROM account a WHERE a.id = ANY (accounts));
    INSERT INTO erased_student (id, school_id) VALUES (who, gone.school_id) ON CONFLICT DO NOTHING;
    DELETE FROM student WHERE id = who;
    DELETE FROM account a WHERE lower(a.email) = ANY (addresses) AND NOT account_is_held(a);
    -- They bear the id or the whole address, as JSON writes it.
    UPDATE idempotent_answer i SET body = NULL WHERE position(convert_to(who::text, 'UTF8') IN i.body) > 0
        OR position(convert_to(to_json(gone.email)::text, 'UTF8') IN i.body) > 0;
    addresses := ARRAY(SELECT x FROM unnest(addresses) AS x
        WHERE NOT EXISTS (SELECT FROM account a WHERE lower(a.email) = x)
            AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = x)
            AND NOT EXISTS (SELECT FROM former_address f WHERE lower(f.email) = x));
    WITH taken AS (
        DELETE FROM invitation i WHERE lower(i.email) = ANY (addresses) RETURNING i.id, i.organisation_id, i.accepted_at IS NULL AS open)
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        SELECT organisation_id, 'student', 'eraseInvitation', id::text, 'done', 'erasure of ' || who FROM taken WHERE open;
    RETURN array_to_string(addresses, E'\n');
END
$$;

-- What has been over for long is forgotten. An account that nothing holds is named by the audit for as long as its lines are kept.
CREATE OR REPLACE FUNCTION forget_old_sign_ins() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM sign_in_link WHERE expires_at < now() - interval '1 day';
    DELETE FROM session WHERE expires_at < now() - interval '30 days' OR ended_at < now() - interval '30 days';
    DELETE FROM invitation WHERE expires_at < now() - interval '90 days';
    UPDATE account a SET idle_since = CASE WHEN account_is_held(a) THEN NULL ELSE now() END
        WHERE (a.idle_since IS NULL) <> account_is_held(a);
    DELETE FROM account a WHERE a.idle_since IS NOT NULL AND retention_end('audit', a.idle_since) <= now() AND NOT account_is_held(a);
END;

ALTER FUNCTION person_file RENAME TO person_rows_at_address;
CREATE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'account', (SELECT coalesce(jsonb_agg(e.x || jsonb_build_object('idle_since', a.idle_since)), '[]')
            FROM jsonb_array_elements(p.rows->'account') AS e (x) JOIN account a ON a.id = (e.x->>'id')::uuid),
        'former_address', (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
            SELECT f.student_id, f.school_id, f.email, f.left_at FROM former_address f WHERE f.student_id = who ORDER BY f.left_at, f.email) x))
    FROM (SELECT person_rows_at_address(who) AS rows) p WHERE p.rows IS NOT NULL;
END;
REVOKE EXECUTE ON FUNCTION person_rows_at_address FROM vivier_operator, vivier_school, vivier_student;
REVOKE EXECUTE ON FUNCTION person_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_file TO vivier_operator, vivier_school, vivier_student;
