-- A student's own yes comes from the student's own session. What is said with a token that somebody else issued for a student is recorded as
-- said by whoever issued it.

-- NULL: issued before this was kept, and so taken for the organisation's own.
ALTER TABLE token ADD issued_by text CONSTRAINT token_issued_by CHECK (issued_by IN ('operator', 'network-operator', 'school-admin',
    'company-owner'));

ALTER TABLE consent DROP CONSTRAINT consent_recorded_by,
    ADD CONSTRAINT consent_recorded_by CHECK (recorded_by IN ('student', 'school', 'operator'));

-- Who stands behind what is said in a student's name: the student, where nobody else is named.
CREATE FUNCTION app_recorder() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('app.recorder', true), ''), 'student');

ALTER POLICY consent_student_give ON consent WITH CHECK (student_id = app_student() AND recorded_by = app_recorder());
CREATE POLICY consent_school_records ON consent AS RESTRICTIVE FOR INSERT TO vivier_school WITH CHECK (recorded_by = 'school');

-- Nobody writes down another issuer.
CREATE POLICY token_issuer ON token AS RESTRICTIVE FOR INSERT TO vivier_school, vivier_company, vivier_network
    WITH CHECK (issued_by = CASE current_user WHEN 'vivier_school' THEN 'school-admin' WHEN 'vivier_company' THEN 'company-owner'
        WHEN 'vivier_network' THEN 'network-operator' END);

-- A token makes nobody a member: an invitation does, which whoever is invited accepts. Operators alone may.
REVOKE INSERT ON membership FROM vivier_school, vivier_company, vivier_network;
REVOKE EXECUTE ON FUNCTION account_for FROM vivier_school, vivier_company, vivier_network;

-- Who issued the token that a line names, its readers see.
GRANT SELECT (issued_by) ON token TO vivier_network;
