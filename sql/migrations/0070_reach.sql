-- How far a session and a token reach: not beyond what they were given for, and not beyond whoever gave them.

-- A letter that invites may be passed on: what it opens is the membership that it offered, and the others of the account need a link of
-- their own.
ALTER TABLE session ADD COLUMN by_invitation boolean NOT NULL DEFAULT false;
GRANT SELECT (by_invitation) ON session TO vivier_operator, vivier_school, vivier_company, vivier_student, vivier_network,
    vivier_supervisor, vivier_contributor;

CREATE OR REPLACE FUNCTION accept_invitation(invited bytea, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    taken invitation;
    who uuid;
    entered membership;
    made uuid;
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
    made := open_session_in(entered, secret, browser_name, request);
    UPDATE session SET by_invitation = true WHERE id = made;
    RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION switch_membership(session_id uuid, wanted uuid, secret bytea) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid;
BEGIN
    -- Of several who would change from one session, the first does.
    PERFORM FROM session WHERE id = session_id AND account_id = app_account() AND ended_at IS NULL AND NOT by_invitation FOR UPDATE;
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

-- Whether the caller came by a link of the own, and so reaches all that is the account's; a token and an invitation reach one organisation.
CREATE FUNCTION app_everywhere() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.everywhere', true), '') = 'yes';
ALTER POLICY session_own ON session
    USING (account_id = app_account() AND (organisation_id = app_organisation() OR app_everywhere()));
ALTER POLICY session_self ON session
    USING (account_id = app_account() AND (organisation_id = app_organisation() OR app_everywhere()));

-- Whoever issues a token has seen its secret: what somebody who leaves has issued ends, and what was issued and sent with it.
-- issuer_id: the account in whose name it was issued; of what was issued with a token of nobody's, whoever issued that one.
ALTER TABLE token ADD COLUMN issuer_id uuid, ADD COLUMN issued_with uuid;
CREATE INDEX token_by_issuer ON token (issuer_id) WHERE issuer_id IS NOT NULL;
CREATE INDEX token_by_issuing ON token (issued_with) WHERE issued_with IS NOT NULL;
GRANT SELECT (issuer_id, issued_with) ON token TO vivier_network;
-- Nobody writes down another issuer.
ALTER POLICY token_issuer ON token
    WITH CHECK (issued_by = CASE current_user WHEN 'vivier_school' THEN 'school-admin' WHEN 'vivier_company' THEN 'company-owner'
        WHEN 'vivier_network' THEN 'network-operator' END AND (app_account() IS NULL OR issuer_id = app_account()));
-- The token that it was sent with.
ALTER TABLE invitation ADD COLUMN token_id uuid;
CREATE INDEX invitation_open_by_token ON invitation (token_id) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
GRANT SELECT (token_id) ON invitation TO vivier_operator, vivier_school, vivier_company, vivier_network;

-- Those who invite from one organisation wait for each other too, so that none is counted late.
CREATE OR REPLACE FUNCTION invitation_wait(address text, inviter uuid) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('invitation to ' || lower(address), 0));
    IF inviter IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('invitation from ' || inviter, 0));
    END IF;
    RETURN (SELECT ceil(extract(epoch FROM max(sent.at) + interval '1 hour' - clock_timestamp()))::integer FROM (
        (SELECT i.created_at AS at FROM invitation i
            WHERE lower(i.email) = lower(address) AND i.created_at > clock_timestamp() - interval '1 hour'
            ORDER BY i.created_at DESC OFFSET 4 LIMIT 1)
        UNION ALL
        (SELECT i.created_at FROM invitation i
            WHERE i.organisation_id = inviter AND i.created_at > clock_timestamp() - interval '1 hour'
            ORDER BY i.created_at DESC OFFSET 59 LIMIT 1)) sent);
END
$$;

-- The same is done for whoever is unknown as for a student who comes for the first time, an account included; it is taken back.
CREATE OR REPLACE FUNCTION ask_sign_in(address text, speaks text, link bytea, browser bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM account a JOIN membership m ON m.account_id = a.id WHERE lower(a.email) = lower(address))
        OR EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(address));
    who uuid;
    answer text;
BEGIN
    BEGIN
        who := account_for(address, speaks);
        IF NOT known THEN
            RAISE EXCEPTION 'nobody' USING ERRCODE = 'VV001';
        END IF;
    EXCEPTION WHEN SQLSTATE 'VV001' OR check_violation THEN
        who := NULL;
    END;
    SELECT language INTO answer FROM account WHERE id = who;
    INSERT INTO sign_in_link (sha256, browser_sha256, account_id) VALUES (link, browser, who);
    RETURN answer;
END
$$;
