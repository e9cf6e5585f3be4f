-- Nobody is written to again and again by invitations, whoever invites: five letters an hour to an address, sixty from an organisation.

CREATE INDEX invitation_by_address ON invitation (lower(email), created_at);
CREATE INDEX invitation_by_inviter ON invitation (organisation_id, created_at);

-- In how many seconds another may go out; NULL: now. Those who invite the same address wait for each other.
CREATE FUNCTION invitation_wait(address text, inviter uuid) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('invitation to ' || lower(address), 0));
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
REVOKE EXECUTE ON FUNCTION invitation_wait FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invitation_wait TO vivier_operator, vivier_school, vivier_company, vivier_network;
