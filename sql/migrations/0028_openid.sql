-- People sign in with a provider of their school or company. The daemon remembers which browser went to which provider, by digests alone;
-- what the provider's answer is held against is drawn from the secrets that only the browser has.

CREATE TABLE provider_request (
    sha256 bytea CONSTRAINT provider_request_pk PRIMARY KEY CONSTRAINT provider_request_sha256 CHECK (octet_length(sha256) = 32),
    browser_sha256 bytea NOT NULL CONSTRAINT provider_request_browser CHECK (octet_length(browser_sha256) = 32),
    provider text NOT NULL CONSTRAINT provider_request_provider CHECK (length(provider) BETWEEN 1 AND 40),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '10 minutes'
);
CREATE INDEX provider_request_by_age ON provider_request (expires_at);
ALTER TABLE provider_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE provider_request FORCE ROW LEVEL SECURITY;
CREATE POLICY provider_request_owner ON provider_request TO CURRENT_USER USING (true) WITH CHECK (true);

CREATE FUNCTION ask_provider(state bytea, browser bytea, named text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM provider_request WHERE expires_at < now();
    INSERT INTO provider_request (sha256, browser_sha256, provider) VALUES (state, browser, named);
END;

-- Whether this browser went to this provider with this state in the last ten minutes; once.
CREATE FUNCTION take_provider(state bytea, browser bytea, named text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM provider_request WHERE sha256 = state AND browser_sha256 = browser AND provider = named AND expires_at > now();
    RETURN FOUND;
END
$$;

-- A provider that speaks for one organisation lets nobody into another: its sessions stay there.
ALTER TABLE session ADD COLUMN bound_to uuid;
CREATE OR REPLACE FUNCTION switch_membership(session_id uuid, wanted uuid, secret bytea) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid;
BEGIN
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser, expires_at, bound_to)
        SELECT secret, s.account_id, m.id, m.role, m.organisation_id, m.student_id, s.browser, s.expires_at, s.bound_to
        FROM session s JOIN membership m ON m.account_id = s.account_id
        WHERE s.id = session_id AND s.account_id = app_account() AND s.ended_at IS NULL AND s.expires_at > now() AND m.id = wanted
            AND (s.bound_to IS NULL OR m.organisation_id = s.bound_to)
        RETURNING id INTO made;
    IF made IS NOT NULL THEN
        UPDATE session SET ended_at = now() WHERE id = session_id;
    END IF;
    RETURN made;
END
$$;

-- A session for whoever a provider says that it is, in a membership of the one organisation that it speaks for, or of any where it is not
-- bound to one; false where nobody has the address there.
CREATE FUNCTION sign_in_verified(address text, home uuid, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
    chosen membership;
    made uuid;
BEGIN
    IF EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(address) AND (home IS NULL OR s.school_id = home)) THEN
        who := account_for(address, 'fr');
        INSERT INTO membership (account_id, organisation_id, role, student_id)
            SELECT who, s.school_id, 'student', s.id FROM student s
            WHERE lower(s.email) = lower(address) AND (home IS NULL OR s.school_id = home) ORDER BY s.id
            ON CONFLICT ON CONSTRAINT membership_once DO NOTHING;
    ELSE
        SELECT id INTO who FROM account WHERE lower(email) = lower(address);
    END IF;
    SELECT m.* INTO chosen FROM membership m
        LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s WHERE s.membership_id = m.id) used ON true
        WHERE m.account_id = who AND (home IS NULL OR m.organisation_id = home)
        ORDER BY used.at DESC NULLS LAST, m.created_at, m.id LIMIT 1;
    IF chosen.id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser, bound_to)
        VALUES (secret, who, chosen.id, chosen.role, chosen.organisation_id, chosen.student_id, browser_name, home) RETURNING id INTO made;
    INSERT INTO audit_entry (organisation_id, account_id, role, action, object, outcome, request_id)
        VALUES (chosen.organisation_id, who, chosen.role, 'signIn', made::text, 'done', request);
    RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION ask_provider, take_provider, sign_in_verified FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ask_provider, take_provider, sign_in_verified TO vivier_daemon;
