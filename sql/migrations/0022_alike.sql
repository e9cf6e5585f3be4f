-- Whoever asks for a link of somebody unknown is answered after the same work: a row is kept in both cases, and without an account nobody
-- can use it. Otherwise the time of the answer would tell who is known.

ALTER TABLE sign_in_link ALTER COLUMN account_id DROP NOT NULL;

CREATE OR REPLACE FUNCTION ask_sign_in(address text, speaks text, link bytea, browser bytea) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known boolean := EXISTS (SELECT FROM account a JOIN membership m ON m.account_id = a.id WHERE lower(a.email) = lower(address))
        OR EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(address));
    who uuid;
    answer text;
BEGIN
    IF known THEN
        who := account_for(address, speaks);
        SELECT language INTO answer FROM account WHERE id = who;
    END IF;
    INSERT INTO sign_in_link (sha256, browser_sha256, account_id) VALUES (link, browser, who);
    RETURN answer;
END
$$;

CREATE OR REPLACE FUNCTION use_sign_in(link bytea, browser bytea, secret bytea, browser_name text, request text) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
BEGIN
    UPDATE sign_in_link SET used_at = now()
        WHERE sha256 = link AND browser_sha256 = browser AND account_id IS NOT NULL AND used_at IS NULL AND expires_at > now()
        RETURNING account_id INTO who;
    IF who IS NULL THEN
        RETURN CASE
            WHEN EXISTS (SELECT FROM sign_in_link WHERE sha256 = link AND browser_sha256 <> browser AND used_at IS NULL AND expires_at > now())
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
