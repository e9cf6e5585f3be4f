-- People sign in by a link that is sent to their address, once, in the browser that asked; programs have tokens. Of every secret only the
-- SHA-256 is kept.

CREATE POLICY membership_owner ON membership TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY token_owner ON token FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY audit_entry_owner ON audit_entry FOR INSERT TO CURRENT_USER WITH CHECK (true);

-- A student's membership is that of one student of the school.
ALTER TABLE membership
    ADD COLUMN id uuid NOT NULL DEFAULT uuid_v7() CONSTRAINT membership_id_once UNIQUE,
    ADD COLUMN student_id uuid,
    ADD CONSTRAINT membership_student_fk FOREIGN KEY (student_id, organisation_id) REFERENCES student (id, school_id) ON DELETE CASCADE;
UPDATE membership m SET student_id = (
    SELECT t.student_id FROM token t WHERE t.account_id = m.account_id AND t.organisation_id = m.organisation_id AND t.role = 'student'
    ORDER BY t.id DESC LIMIT 1) WHERE role = 'student';
DELETE FROM membership WHERE role = 'student' AND student_id IS NULL;
ALTER TABLE membership ADD CONSTRAINT membership_has_student CHECK ((role = 'student') = (student_id IS NOT NULL));
CREATE INDEX membership_by_student ON membership (student_id);
CREATE INDEX student_by_email ON student (lower(email));
-- Everyone reads the own memberships.
CREATE POLICY membership_own ON membership FOR SELECT TO vivier_school, vivier_company USING (account_id = app_account());

CREATE TABLE sign_in_link (
    id uuid CONSTRAINT sign_in_link_pk PRIMARY KEY DEFAULT uuid_v7(),
    sha256 bytea NOT NULL CONSTRAINT sign_in_link_sha256_once UNIQUE CONSTRAINT sign_in_link_sha256 CHECK (octet_length(sha256) = 32),
    -- Of the cookie of the browser that asked: no other can use the link.
    browser_sha256 bytea NOT NULL CONSTRAINT sign_in_link_browser CHECK (octet_length(browser_sha256) = 32),
    account_id uuid NOT NULL CONSTRAINT sign_in_link_account_fk REFERENCES account (id) ON DELETE CASCADE,
    asked_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
    used_at timestamptz
);
CREATE INDEX sign_in_link_by_account ON sign_in_link (account_id);
CREATE INDEX sign_in_link_by_age ON sign_in_link (expires_at);

-- Who is signed in, where, as what. Role, organisation and student are those of the membership: the daemon reads a session before it
-- knows who asks, and nothing else.
CREATE TABLE session (
    id uuid CONSTRAINT session_pk PRIMARY KEY DEFAULT uuid_v7(),
    sha256 bytea NOT NULL CONSTRAINT session_sha256_once UNIQUE CONSTRAINT session_sha256 CHECK (octet_length(sha256) = 32),
    account_id uuid NOT NULL CONSTRAINT session_account_fk REFERENCES account (id) ON DELETE CASCADE,
    membership_id uuid NOT NULL CONSTRAINT session_membership_fk REFERENCES membership (id) ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT session_role CHECK (role IN ('operator', 'school-admin', 'company', 'recruiter', 'student')),
    organisation_id uuid,
    student_id uuid,
    -- What the browser called itself, in a few words.
    browser text NOT NULL DEFAULT '' CONSTRAINT session_browser CHECK (length(browser) <= 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '14 days',
    ended_at timestamptz,
    CONSTRAINT session_has_organisation CHECK ((role = 'operator') = (organisation_id IS NULL)),
    CONSTRAINT session_has_student CHECK ((role = 'student') = (student_id IS NOT NULL))
);
CREATE INDEX session_by_account ON session (account_id, id);
CREATE INDEX session_by_membership ON session (membership_id);
CREATE INDEX session_by_age ON session (expires_at);

CREATE TABLE invitation (
    id uuid CONSTRAINT invitation_pk PRIMARY KEY DEFAULT uuid_v7(),
    sha256 bytea NOT NULL CONSTRAINT invitation_sha256_once UNIQUE CONSTRAINT invitation_sha256 CHECK (octet_length(sha256) = 32),
    email text NOT NULL CONSTRAINT invitation_email CHECK (length(email) BETWEEN 3 AND 254 AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    role text NOT NULL CONSTRAINT invitation_role CHECK (role IN ('operator', 'school-admin', 'company', 'recruiter')),
    organisation_id uuid CONSTRAINT invitation_organisation_fk REFERENCES organisation (id) ON DELETE CASCADE,
    language text NOT NULL CONSTRAINT invitation_language CHECK (language IN ('fr', 'en')),
    -- Who invited.
    account_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '14 days',
    accepted_at timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT invitation_has_organisation CHECK ((role = 'operator') = (organisation_id IS NULL)),
    CONSTRAINT invitation_one_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX invitation_by_organisation ON invitation (organisation_id, id);

-- What the daemon remembers of a session ends with it, as that of a token does.
CREATE FUNCTION session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.expires_at IS DISTINCT FROM NEW.expires_at THEN
        PERFORM pg_notify('token_changed', encode(OLD.sha256, 'hex'));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER session_changed AFTER UPDATE OR DELETE ON session FOR EACH ROW EXECUTE FUNCTION session_changed();

DO $$
DECLARE
    private text;
BEGIN
    FOREACH private IN ARRAY ARRAY['sign_in_link', 'session', 'invitation'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', private);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', private);
        EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', private || '_owner', private);
    END LOOP;
END
$$;
GRANT SELECT, UPDATE (last_seen_at) ON session TO vivier_daemon;
CREATE POLICY session_daemon ON session FOR SELECT TO vivier_daemon USING (true);
CREATE POLICY session_daemon_use ON session FOR UPDATE TO vivier_daemon USING (true);
GRANT SELECT (id, account_id, membership_id, role, organisation_id, student_id, browser, created_at, last_seen_at, expires_at, ended_at),
    UPDATE (ended_at) ON session TO vivier_operator, vivier_school, vivier_company, vivier_student;
CREATE POLICY session_own ON session TO vivier_school, vivier_company, vivier_student USING (account_id = app_account());
-- Where something is wrong, an operator ends anybody's.
CREATE POLICY session_operator ON session TO vivier_operator USING (true);
GRANT SELECT (id, email, role, organisation_id, language, account_id, created_at, expires_at, accepted_at, withdrawn_at),
    INSERT, UPDATE (withdrawn_at) ON invitation TO vivier_operator, vivier_school, vivier_company;
CREATE POLICY invitation_operator ON invitation TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY invitation_school ON invitation TO vivier_school USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role = 'school-admin');
CREATE POLICY invitation_company ON invitation TO vivier_company USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company', 'recruiter'));

-- Before anybody is known: what follows runs as the owner, does one thing each, and tells no more than that.

-- Keeps a link for an address that is somebody's here: of an account with a membership, or of a student whom a school enrolled with it.
-- Gives the language to write in; NULL where there is nobody to write to.
CREATE FUNCTION ask_sign_in(address text, speaks text, link bytea, browser bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM account a JOIN membership m ON m.account_id = a.id WHERE lower(a.email) = lower(address))
        OR EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(address));
    answer text;
BEGIN
    IF known THEN
        INSERT INTO sign_in_link (sha256, browser_sha256, account_id) VALUES (link, browser, account_for(address, speaks));
        SELECT language INTO answer FROM account WHERE lower(email) = lower(address);
    END IF;
    RETURN answer;
END
$$;

-- A session of an account in one of its memberships: the one it was in last, else its oldest; NULL where it has none.
CREATE FUNCTION open_session(who uuid, secret bytea, browser_name text, request text) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    chosen membership;
    made uuid;
BEGIN
    SELECT m.* INTO chosen FROM membership m
        LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s WHERE s.membership_id = m.id) used ON true
        WHERE m.account_id = who ORDER BY used.at DESC NULLS LAST, m.created_at, m.id LIMIT 1;
    IF chosen.id IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser)
        VALUES (secret, who, chosen.id, chosen.role, chosen.organisation_id, chosen.student_id, browser_name) RETURNING id INTO made;
    INSERT INTO audit_entry (organisation_id, account_id, role, action, object, outcome, request_id)
        VALUES (chosen.organisation_id, who, chosen.role, 'signIn', made::text, 'done', request);
    RETURN made;
END
$$;

-- Uses a link up and opens a session: 'done'; 'other-browser', and then the link is still good in the one that asked; or 'over'.
CREATE FUNCTION use_sign_in(link bytea, browser bytea, secret bytea, browser_name text, request text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
BEGIN
    UPDATE sign_in_link SET used_at = now()
        WHERE sha256 = link AND browser_sha256 = browser AND used_at IS NULL AND expires_at > now() RETURNING account_id INTO who;
    IF who IS NULL THEN
        RETURN CASE WHEN EXISTS (SELECT FROM sign_in_link WHERE sha256 = link AND used_at IS NULL AND expires_at > now())
            THEN 'other-browser' ELSE 'over' END;
    END IF;
    -- Whoever reads the mail of a student's address is that student.
    INSERT INTO membership (account_id, organisation_id, role, student_id)
        SELECT who, s.school_id, 'student', s.id FROM account a JOIN student s ON lower(s.email) = lower(a.email) WHERE a.id = who
        ORDER BY s.id
        ON CONFLICT ON CONSTRAINT membership_once DO NOTHING;
    RETURN CASE WHEN open_session(who, secret, browser_name, request) IS NULL THEN 'over' ELSE 'done' END;
END
$$;

-- What an invitation offers; no row where it is over.
CREATE FUNCTION look_at_invitation(secret bytea) RETURNS TABLE (email text, role text, organisation text, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT i.email, i.role, o.name, i.language FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation_id
    WHERE i.sha256 = secret AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now();
END;

-- Makes whoever holds an invitation a member and opens a session; false where it is over.
CREATE FUNCTION accept_invitation(invited bytea, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    taken invitation;
    who uuid;
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
    made := open_session(who, secret, browser_name, request);
    -- In what was offered, whatever the account was in before.
    UPDATE session s SET membership_id = m.id, role = m.role, organisation_id = m.organisation_id, student_id = m.student_id
        FROM membership m WHERE s.id = made AND m.account_id = who AND m.role = taken.role
            AND m.organisation_id IS NOT DISTINCT FROM taken.organisation_id;
    RETURN true;
END
$$;

-- Ends the session of the caller and opens one in another of the account's memberships; NULL where it has no such.
CREATE FUNCTION switch_membership(session_id uuid, wanted uuid, secret bytea) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    made uuid;
BEGIN
    INSERT INTO session (sha256, account_id, membership_id, role, organisation_id, student_id, browser, expires_at)
        SELECT secret, s.account_id, m.id, m.role, m.organisation_id, m.student_id, s.browser, s.expires_at
        FROM session s JOIN membership m ON m.account_id = s.account_id
        WHERE s.id = session_id AND s.account_id = app_account() AND s.ended_at IS NULL AND s.expires_at > now() AND m.id = wanted
        RETURNING id INTO made;
    IF made IS NOT NULL THEN
        UPDATE session SET ended_at = now() WHERE id = session_id;
    END IF;
    RETURN made;
END
$$;

-- What has been over for long is forgotten.
CREATE FUNCTION forget_old_sign_ins() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM sign_in_link WHERE expires_at < now() - interval '1 day';
    DELETE FROM session WHERE expires_at < now() - interval '30 days' OR ended_at < now() - interval '30 days';
    DELETE FROM invitation WHERE expires_at < now() - interval '90 days' AND accepted_at IS NULL;
END;

REVOKE EXECUTE ON FUNCTION ask_sign_in, open_session, use_sign_in, look_at_invitation, accept_invitation, switch_membership, forget_old_sign_ins
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ask_sign_in, use_sign_in, look_at_invitation, accept_invitation, forget_old_sign_ins TO vivier_daemon;
GRANT EXECUTE ON FUNCTION switch_membership TO vivier_operator, vivier_school, vivier_company, vivier_student;
