-- What one organisation does ends only what hangs on it: walls between those who share an address, around what is frozen, and around sessions
-- from before.

-- An invitation is its organisation's, and the address on it its reader's. Closed by the link, which only the letter bears, the address can go
-- with a person who is erased, and whoever holds the letter still comes in.
ALTER TABLE invitation ADD COLUMN sealed_email bytea;

DROP FUNCTION look_at_invitation(bytea);
CREATE FUNCTION look_at_invitation(secret bytea)
    RETURNS TABLE (email text, sealed_email bytea, role text, organisation text, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT i.email, CASE WHEN i.email = 'erased@invalid' THEN i.sealed_email END, i.role, o.name, i.language
    FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation_id
    WHERE i.sha256 = secret AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now();
END;

-- opened: the address, where it was erased and the link opened it.
DROP FUNCTION accept_invitation(bytea, bytea, text, text);
CREATE FUNCTION accept_invitation(invited bytea, opened text, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    taken invitation;
    who uuid;
    entered membership;
    made uuid;
BEGIN
    UPDATE invitation SET accepted_at = now(), email = CASE WHEN email = 'erased@invalid' THEN opened ELSE email END, sealed_email = NULL
        WHERE sha256 = invited AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now() RETURNING * INTO taken;
    IF taken.id IS NULL THEN
        RETURN false;
    END IF;
    who := account_for(taken.email, taken.language);
    INSERT INTO membership (account_id, organisation_id, role) VALUES (who, taken.organisation_id, taken.role)
        ON CONFLICT ON CONSTRAINT membership_once DO NOTHING;
    SELECT m.* INTO entered FROM membership m
        WHERE m.account_id = who AND m.role = taken.role AND m.organisation_id IS NOT DISTINCT FROM taken.organisation_id;
    made := open_session_in(entered, secret, browser_name, request);
    UPDATE session SET by_invitation = true WHERE id = made;
    RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION look_at_invitation, accept_invitation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION look_at_invitation, accept_invitation TO vivier_daemon;

-- The end of a student, without asking who asks. The account goes unless it is held by something else. With an address that is nobody's here any
-- more go the invitations of the student's own school to it, and the school is told of those that were open; those of others stay theirs, without
-- the address. One from before it was closed by its link has nothing but the address, and ends as well.
-- Gives the addresses whose letters go from the folder, one a line: none that is somebody else's too; NULL where there is no such student.
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
    -- What the school wrote and has not delivered, unless another of its students has or had the address.
    DELETE FROM letter l WHERE l.school_id = gone.school_id AND lower(l.email) = ANY (addresses)
        AND NOT EXISTS (SELECT FROM student s WHERE s.school_id = gone.school_id AND lower(s.email) = lower(l.email))
        AND NOT EXISTS (SELECT FROM former_address f WHERE f.school_id = gone.school_id AND lower(f.email) = lower(l.email));
    addresses := ARRAY(SELECT x FROM unnest(addresses) AS x
        WHERE NOT EXISTS (SELECT FROM account a WHERE lower(a.email) = x)
            AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = x)
            AND NOT EXISTS (SELECT FROM former_address f WHERE lower(f.email) = x));
    WITH taken AS (
        DELETE FROM invitation i WHERE lower(i.email) = ANY (addresses) AND (i.organisation_id = gone.school_id
            OR (i.sealed_email IS NULL AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()))
        RETURNING i.id, i.organisation_id, i.accepted_at IS NULL AS open)
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        SELECT organisation_id, 'student', 'eraseInvitation', id::text, 'done', 'erasure of ' || who FROM taken WHERE open;
    UPDATE invitation i SET email = 'erased@invalid',
        sealed_email = CASE WHEN i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now() THEN i.sealed_email END
        WHERE lower(i.email) = ANY (addresses);
    RETURN array_to_string(addresses, E'\n');
END
$$;

-- What keeps frozen things frozen fires for whoever sets session_replication_role = replica too. A dump makes triggers after the rows, and says
-- ENABLE ALWAYS of these again.
DO $$
DECLARE
    guard record;
BEGIN
    FOR guard IN SELECT t.tgrelid::regclass AS place, t.tgname AS name FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND p.pronamespace = 'public'::regnamespace AND p.prosrc LIKE '%restrict\_violation%' AND t.tgenabled <> 'A'
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guard.place, guard.name);
    END LOOP;
END
$$;

-- Sessions that were opened by an invitation before it was written down that they were (0070), and those that came of them by a change of
-- membership and so end when they would have, cannot be told from others of the same account: they end, and people sign in again.
UPDATE session s SET ended_at = now()
    FROM account a, (SELECT applied_at FROM schema_migration WHERE name LIKE '0070%') reach
    WHERE a.id = s.account_id AND s.ended_at IS NULL AND NOT s.by_invitation AND s.bound_to IS NULL AND s.expires_at <= reach.applied_at + interval '14 days'
        AND EXISTS (SELECT FROM invitation i WHERE lower(i.email) = lower(a.email) AND i.accepted_at <= s.expires_at - interval '14 days');
