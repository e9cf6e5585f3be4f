-- Whoever reads as a company reads for one: that goes for what a person agreed to as for the person.
ALTER POLICY consent_company ON consent
    USING (app_organisation() IS NOT NULL AND withdrawn_at IS NULL AND ends_at > now()
        AND (company_id IS NULL OR company_id = app_organisation()));

-- How far its own cases are given away a company reads off its own matches; of the cases of others it asks nothing.
REVOKE EXECUTE ON FUNCTION places_taken, company_places_taken FROM vivier_company;

-- An account that an invitation makes speaks as the invitation, or as the browser of whoever accepts it.
DROP FUNCTION accept_invitation(bytea, text, bytea, text, text);
CREATE FUNCTION accept_invitation(invited bytea, opened text, speaks text, secret bytea, browser_name text, request text) RETURNS boolean
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
    who := account_for(taken.email, coalesce(taken.language, speaks));
    INSERT INTO membership (account_id, organisation_id, role) VALUES (who, taken.organisation_id, taken.role)
        ON CONFLICT ON CONSTRAINT membership_once DO NOTHING;
    SELECT m.* INTO entered FROM membership m
        WHERE m.account_id = who AND m.role = taken.role AND m.organisation_id IS NOT DISTINCT FROM taken.organisation_id;
    made := open_session_in(entered, secret, browser_name, request);
    UPDATE session SET by_invitation = true WHERE id = made;
    RETURN true;
END
$$;
REVOKE EXECUTE ON FUNCTION accept_invitation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_invitation TO vivier_daemon;

-- What the object of a line is the identity of: `student`, `case`. Null where it is more than one thing, or none, and in lines from before.
ALTER TABLE audit_entry ADD COLUMN object_kind text CONSTRAINT audit_entry_object_kind CHECK (length(object_kind) BETWEEN 1 AND 40);
