-- A case is over with its last day in the time of the house, which the daemon knows and the database need not.
DROP FUNCTION close_past_cases();
CREATE FUNCTION close_past_cases(today date) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE business_case SET state = 'closed' WHERE state = 'published' AND until_date < close_past_cases.today;
END;
REVOKE EXECUTE ON FUNCTION close_past_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_past_cases TO vivier_daemon;
