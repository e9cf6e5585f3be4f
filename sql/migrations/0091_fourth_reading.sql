-- What a role writes into the audit is of its own organisation. The daemon and operators write of every one.
ALTER POLICY audit_entry_append ON audit_entry TO vivier_daemon, vivier_operator;
ALTER POLICY audit_entry_append_too ON audit_entry
    TO vivier_school, vivier_company, vivier_student, vivier_network, vivier_supervisor, vivier_contributor
    WITH CHECK (organisation_id IS NOT DISTINCT FROM app_organisation());

-- Whoever comes the first time from a provider of identities speaks as their browser.
DROP FUNCTION sign_in_verified(text, uuid, bytea, text, text);
CREATE FUNCTION sign_in_verified(address text, home uuid, speaks text, secret bytea, browser_name text, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
    chosen membership;
    made uuid;
BEGIN
    IF EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(address) AND (home IS NULL OR s.school_id = home)) THEN
        who := account_for(address, speaks);
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
REVOKE EXECUTE ON FUNCTION sign_in_verified FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sign_in_verified TO vivier_daemon;
