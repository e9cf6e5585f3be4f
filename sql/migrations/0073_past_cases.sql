-- A case that nobody was given is over with its window: no round offers it any more.
CREATE FUNCTION close_past_cases() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE business_case SET state = 'closed' WHERE state = 'published' AND until_date < current_date;
END;
REVOKE EXECUTE ON FUNCTION close_past_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_past_cases TO vivier_daemon;
CREATE POLICY business_case_owner ON business_case TO CURRENT_USER USING (true);
CREATE INDEX business_case_by_end ON business_case (until_date) WHERE state = 'published';
