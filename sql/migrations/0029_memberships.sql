-- Memberships end: at the hands of whoever may let in, and those of a student with the address that they stand on. A sign-in is written down
-- where it leads; one session makes one other.

GRANT DELETE ON membership TO vivier_school, vivier_company, vivier_network;
GRANT SELECT ON membership TO vivier_network;
CREATE INDEX membership_by_time ON membership (id, organisation_id);

-- Whoever read the mail of an address that is no longer the student's is no longer the student. An account that nothing holds goes too.
CREATE FUNCTION student_address_left() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM membership m USING account a
            WHERE m.student_id = NEW.id AND a.id = m.account_id AND lower(a.email) <> lower(NEW.email);
    END IF;
    DELETE FROM account a WHERE lower(a.email) = lower(OLD.email)
        AND NOT EXISTS (SELECT FROM membership m WHERE m.account_id = a.id)
        AND NOT EXISTS (SELECT FROM token t WHERE t.account_id = a.id)
        AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(a.email));
    RETURN NULL;
END
$$;
CREATE TRIGGER student_address_changed AFTER UPDATE OF email ON student
    FOR EACH ROW WHEN (lower(OLD.email) <> lower(NEW.email)) EXECUTE FUNCTION student_address_left();
CREATE TRIGGER student_address_gone AFTER DELETE ON student FOR EACH ROW EXECUTE FUNCTION student_address_left();

-- Memberships that stand on an address from before are over.
DELETE FROM membership m USING account a, student s
    WHERE m.student_id = s.id AND a.id = m.account_id AND lower(a.email) <> lower(s.email);

-- A session in a membership, and the line that says so where it leads.
CREATE FUNCTION open_session_in(entered membership, secret bytea, browser_name text, request text) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid;
BEGIN
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser)
        VALUES (secret, entered.account_id, entered.id, entered.role, entered.organisation_id, entered.student_id, browser_name)
        RETURNING id INTO made;
    INSERT INTO audit_entry (organisation_id, account_id, role, action, object, outcome, request_id)
        VALUES (entered.organisation_id, entered.account_id, entered.role, 'signIn', made::text, 'done', request);
    RETURN made;
END
$$;

CREATE OR REPLACE FUNCTION open_session(who uuid, secret bytea, browser_name text, request text) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    chosen membership;
BEGIN
    SELECT m.* INTO chosen FROM membership m
        LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s WHERE s.membership_id = m.id) used ON true
        WHERE m.account_id = who ORDER BY used.at DESC NULLS LAST, m.created_at, m.id LIMIT 1;
    RETURN CASE WHEN chosen.id IS NOT NULL THEN open_session_in(chosen, secret, browser_name, request) END;
END
$$;

CREATE OR REPLACE FUNCTION accept_invitation(invited bytea, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    taken invitation;
    who uuid;
    entered membership;
BEGIN
    UPDATE invitation SET accepted_at = now()
        WHERE sha256 = invited AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now() RETURNING * INTO taken;
    IF taken.id IS NULL THEN
        RETURN false;
    END IF;
    who := account_for(taken.email, taken.language);
    INSERT INTO membership (account_id, organisation_id, role) VALUES (who, taken.organisation_id, taken.role)
        ON CONFLICT ON CONSTRAINT membership_once DO NOTHING;
    SELECT m.* INTO entered FROM membership m
        WHERE m.account_id = who AND m.role = taken.role AND m.organisation_id IS NOT DISTINCT FROM taken.organisation_id;
    PERFORM open_session_in(entered, secret, browser_name, request);
    RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION switch_membership(session_id uuid, wanted uuid, secret bytea) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid;
BEGIN
    -- Of several who would change from one session, the first does.
    PERFORM FROM session WHERE id = session_id AND account_id = app_account() AND ended_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser, expires_at, bound_to)
        SELECT secret, s.account_id, m.id, m.role, m.organisation_id, m.student_id, s.browser, s.expires_at, s.bound_to
        FROM session s JOIN membership m ON m.account_id = s.account_id
        WHERE s.id = session_id AND s.ended_at IS NULL AND s.expires_at > now() AND m.id = wanted
            AND (s.bound_to IS NULL OR m.organisation_id = s.bound_to)
        RETURNING id INTO made;
    IF made IS NOT NULL THEN
        UPDATE session SET ended_at = now() WHERE id = session_id;
    END IF;
    RETURN made;
END
$$;

-- Answers that name somebody else who is called alike stay. An invitation that another organisation sent goes with the address, and the
-- organisation is told.
CREATE OR REPLACE FUNCTION end_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone student;
    accounts uuid[];
BEGIN
    SELECT * INTO gone FROM student WHERE id = who FOR UPDATE;
    IF gone.id IS NULL THEN
        RETURN NULL;
    END IF;
    accounts := ARRAY(SELECT account_id FROM membership WHERE student_id = who
        UNION SELECT account_id FROM token WHERE student_id = who AND account_id IS NOT NULL
        UNION SELECT id FROM account WHERE lower(email) = lower(gone.email));
    INSERT INTO erased_student (id, school_id) VALUES (who, gone.school_id) ON CONFLICT DO NOTHING;
    DELETE FROM student WHERE id = who;
    DELETE FROM account a WHERE a.id = ANY (accounts) AND NOT EXISTS (SELECT FROM membership m WHERE m.account_id = a.id)
        AND NOT EXISTS (SELECT FROM token t WHERE t.account_id = a.id)
        AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(a.email));
    -- Answers that were kept for a retry and speak of the person: they bear the id or the whole address, as JSON writes it.
    DELETE FROM idempotent_answer i WHERE position(convert_to(who::text, 'UTF8') IN i.body) > 0
        OR position(convert_to(to_json(gone.email)::text, 'UTF8') IN i.body) > 0;
    WITH taken AS (
        DELETE FROM invitation i WHERE lower(i.email) = lower(gone.email) AND i.accepted_at IS NULL RETURNING i.id, i.organisation_id)
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        SELECT organisation_id, 'student', 'eraseInvitation', id::text, 'done', 'erasure of ' || who FROM taken;
    RETURN gone.email;
END
$$;

REVOKE EXECUTE ON FUNCTION student_address_left, open_session_in FROM PUBLIC;
