-- What is kept of a student, in one piece for the student; and the end of it. Both functions run as the owner, since no role sees all of it,
-- and ask themselves who may.

-- All that is left of somebody erased: an id that means nothing any more, so that what was published stays what it was.
CREATE TABLE erased_student (
    id uuid CONSTRAINT erased_student_pk PRIMARY KEY,
    school_id uuid NOT NULL CONSTRAINT erased_student_school_fk REFERENCES school (id) ON DELETE CASCADE,
    erased_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erased_student_by_school ON erased_student (school_id, erased_at);
ALTER TABLE erased_student ENABLE ROW LEVEL SECURITY;
ALTER TABLE erased_student FORCE ROW LEVEL SECURITY;
CREATE POLICY erased_student_owner ON erased_student TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON erased_student TO vivier_operator, vivier_school;
CREATE POLICY erased_student_operator ON erased_student FOR SELECT TO vivier_operator USING (true);
CREATE POLICY erased_student_school ON erased_student FOR SELECT TO vivier_school USING (school_id = app_organisation());

DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['organisation', 'cohort', 'cohort_student', 'student_exception', 'team', 'team_member', 'roster_import',
        'roster_import_change', 'person_read', 'prospect', 'prospect_event', 'idempotent_answer', 'business_case'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO CURRENT_USER USING (true)', part || '_owner_reads', part);
    END LOOP;
    FOREACH part IN ARRAY ARRAY['consent_entry', 'audit_entry'] LOOP
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO CURRENT_USER USING (true)', part || '_owner_reads', part);
    END LOOP;
END
$$;
CREATE POLICY idempotent_answer_owner ON idempotent_answer FOR DELETE TO CURRENT_USER USING (true);

-- A token that goes with its student is over at once, as one that is revoked.
CREATE OR REPLACE FUNCTION token_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS DISTINCT FROM NEW.revoked_at OR OLD.expires_at IS DISTINCT FROM NEW.expires_at THEN
        PERFORM pg_notify('token_changed', encode(OLD.sha256, 'hex'));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER token_deleted AFTER DELETE ON token FOR EACH ROW EXECUTE FUNCTION token_changed();

-- Whether the caller may ask for all that is kept of a student: the student, the student's school, an operator.
CREATE FUNCTION may_see_person(who uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM student s WHERE s.id = who AND CASE
        WHEN app_student() IS NOT NULL THEN s.id = app_student()
        WHEN app_organisation() IS NOT NULL THEN s.school_id = app_organisation()
        ELSE true END);
END;

-- All that is kept of a student, a section for each table; NULL where there is no such student for the caller. What companies wrote down is
-- for the student's eyes, and an operator's, not for the school's.
CREATE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    all_of_it boolean := app_student() IS NOT NULL OR app_organisation() IS NULL;
    accounts uuid[];
    addresses text[];
BEGIN
    IF NOT may_see_person(who) THEN
        RETURN NULL;
    END IF;
    accounts := ARRAY(SELECT account_id FROM membership WHERE student_id = who UNION SELECT account_id FROM token WHERE student_id = who);
    addresses := ARRAY(SELECT lower(email) FROM student WHERE id = who UNION SELECT lower(email) FROM account WHERE id = ANY (accounts));
    RETURN jsonb_build_object(
        'format', 'vivier-person/1',
        'exported_at', now(),
        'student', (SELECT to_jsonb(x) FROM (
            SELECT s.id, s.school_id, o.name AS school, s.key, s.given_name, s.family_name, s.email, s.programme, s.graduation, s.languages,
                s.weekly_free, s.hours_per_week, s.not_before, s.not_after, s.city, s.attributes, s.created_at, s.changed_at, s.pool_until,
                s.pool_companies, s.pool_fields, s.pool_company_fields, s.pool_company_until, s.in_pool,
                ARRAY(SELECT concat_ws(' / ', k.label_en, k.label_fr) || ': ' || held % 8 FROM unnest(s.skills) AS held JOIN skill k ON k.id = held / 8)
                    AS skills, s.skills_stated_on, s.labels
            FROM student s JOIN organisation o ON o.id = s.school_id WHERE s.id = who) x),
        'cohort_student', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT c.cohort_id, c.student_id, c.school_id, h.name AS cohort FROM cohort_student c JOIN cohort h ON h.id = c.cohort_id
            WHERE c.student_id = who ORDER BY c.cohort_id) x),
        'student_skill', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT k.student_id, k.skill_id, concat_ws(' / ', s.label_en, s.label_fr) AS skill, k.school_id, k.source, k.level, k.stated_on
            FROM student_skill k JOIN skill s ON s.id = k.skill_id WHERE k.student_id = who ORDER BY k.skill_id, k.source) x),
        'pool_skill', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT p.student_id, p.skill_id, p.level FROM pool_skill p WHERE p.student_id = who ORDER BY p.skill_id) x),
        'student_exception', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT e.id, e.student_id, e.school_id, e.from_date, e.until_date, e.free FROM student_exception e WHERE e.student_id = who
            ORDER BY e.id) x),
        'team_member', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT m.team_id, m.cohort_id, m.student_id, m.school_id, t.name AS team,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('case', b.title, 'fit', a.fit)), '[]') FROM match a
                    JOIN run r ON r.id = a.run_id AND r.state = 'published' JOIN business_case b ON b.id = a.case_id
                    WHERE a.team_id = m.team_id) AS matches
            FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.student_id = who ORDER BY m.team_id) x),
        'roster_import_change', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT c.import_id, c.student_id, c.school_id, c.before, c.changed_at FROM roster_import_change c WHERE c.student_id = who
            ORDER BY c.import_id) x),
        'consent', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT c.id, c.student_id, c.school_id, c.purpose, c.company_id, c.fields, c.text_version, c.recorded_by, c.given_at, c.ends_at,
                c.withdrawn_at FROM consent c WHERE c.student_id = who ORDER BY c.id) x),
        'consent_entry', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT e.school_id, e.number, e.at, e.event, e.consent_id, e.student_id, e.purpose, e.company_id, e.fields, e.text_version,
                e.recorded_by, e.ends_at, encode(e.previous, 'hex') AS previous, encode(e.sha256, 'hex') AS sha256
            FROM consent_entry e WHERE e.student_id = who ORDER BY e.number) x),
        'person_read', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT r.id, r.student_id, r.school_id, r.company_id, o.name AS company, r.kind, r.at, r.request_id
            FROM person_read r JOIN organisation o ON o.id = r.company_id WHERE r.student_id = who ORDER BY r.id) x),
        'prospect', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT p.id, p.company_id, o.name AS company, p.student_id, p.school_id, p.stage, p.case_id, p.note, p.created_at, p.changed_at,
                p.version
            FROM prospect p JOIN organisation o ON o.id = p.company_id WHERE p.student_id = who AND all_of_it ORDER BY p.id) x),
        'prospect_event', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT e.id, e.prospect_id, e.company_id, e.from_stage, e.to_stage, e.note, e.at
            FROM prospect_event e JOIN prospect p ON p.id = e.prospect_id WHERE p.student_id = who AND all_of_it ORDER BY e.id) x),
        'account', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT a.id, a.email, a.language, a.created_at FROM account a WHERE a.id = ANY (accounts) AND all_of_it ORDER BY a.id) x),
        'membership', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT m.id, m.account_id, m.organisation_id, m.role, m.student_id, m.created_at FROM membership m WHERE m.student_id = who) x),
        'token', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT t.id, t.role, t.organisation_id, t.account_id, t.student_id, t.label, t.created_at, t.expires_at, t.revoked_at,
                t.last_used_at
            FROM token t WHERE t.student_id = who ORDER BY t.id) x),
        'session', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT s.id, s.account_id, s.membership_id, s.role, s.organisation_id, s.student_id, s.browser, s.created_at, s.last_seen_at,
                s.expires_at, s.ended_at
            FROM session s WHERE s.student_id = who AND all_of_it ORDER BY s.id) x),
        'sign_in_link', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT l.id, l.account_id, l.asked_at, l.expires_at, l.used_at FROM sign_in_link l WHERE l.account_id = ANY (accounts) AND all_of_it
            ORDER BY l.id) x),
        'invitation', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT i.id, i.email, i.role, i.organisation_id, i.language, i.created_at, i.expires_at, i.accepted_at, i.withdrawn_at
            FROM invitation i WHERE lower(i.email) = ANY (addresses) AND all_of_it ORDER BY i.id) x),
        'audit_entry', (SELECT coalesce(jsonb_agg(x), '[]') FROM (
            SELECT e.id, e.at, e.organisation_id, e.account_id, e.role, e.action, e.object, e.outcome, e.request_id
            FROM audit_entry e WHERE (e.account_id = ANY (accounts) AND all_of_it) OR e.object = who::text ORDER BY e.id) x));
END
$$;

-- Erases a student and everything that is the student's; the account too, unless it is also somebody else's here. What was published, the
-- ledger and the audit log keep an id that nothing leads back from.
-- Gives the address that letters may have gone to; NULL where there is no such student for the caller.
CREATE FUNCTION erase_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone student;
    accounts uuid[];
BEGIN
    IF app_student() IS NOT NULL OR NOT may_see_person(who) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO gone FROM student WHERE id = who FOR UPDATE;
    accounts := ARRAY(SELECT account_id FROM membership WHERE student_id = who
        UNION SELECT account_id FROM token WHERE student_id = who AND account_id IS NOT NULL
        UNION SELECT id FROM account WHERE lower(email) = lower(gone.email));
    INSERT INTO erased_student (id, school_id) VALUES (who, gone.school_id) ON CONFLICT DO NOTHING;
    DELETE FROM student WHERE id = who;
    DELETE FROM account a WHERE a.id = ANY (accounts) AND NOT EXISTS (SELECT FROM membership m WHERE m.account_id = a.id)
        AND NOT EXISTS (SELECT FROM token t WHERE t.account_id = a.id)
        AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = lower(a.email));
    -- Answers that were kept for a retry and may speak of the person.
    DELETE FROM idempotent_answer i WHERE position(convert_to(who::text, 'UTF8') IN i.body) > 0
        OR position(convert_to(gone.email, 'UTF8') IN i.body) > 0 OR position(convert_to(gone.family_name, 'UTF8') IN i.body) > 0;
    DELETE FROM invitation i WHERE lower(i.email) = lower(gone.email) AND i.accepted_at IS NULL;
    RETURN gone.email;
END
$$;
REVOKE EXECUTE ON FUNCTION may_see_person, person_file, erase_student FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_file TO vivier_operator, vivier_school, vivier_student;
GRANT EXECUTE ON FUNCTION erase_student TO vivier_operator, vivier_school;
