-- Nothing is kept longer than its purpose needs it. A clock for each purpose; a question before it runs out; and what nobody answered is
-- erased. CNIL, recruitment guide (2023): two years after the last contact with a candidate.

CREATE TABLE retention_rule (
    purpose text CONSTRAINT retention_rule_pk PRIMARY KEY
        CONSTRAINT retention_rule_purpose CHECK (purpose IN ('talent-pool', 'case-company', 'prospect', 'student', 'receipt', 'audit')),
    months integer NOT NULL CONSTRAINT retention_rule_months CHECK (months BETWEEN 1 AND 120),
    -- How many days before the end the person is asked; 0 where there is nobody to ask.
    ask_days integer NOT NULL CONSTRAINT retention_rule_ask_days CHECK (ask_days BETWEEN 0 AND 180),
    -- GDPR, article 6(1).
    legal_basis text NOT NULL CONSTRAINT retention_rule_legal_basis CHECK (legal_basis IN
        ('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests')),
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT retention_rule_asks CHECK ((purpose IN ('receipt', 'audit')) = (ask_days = 0)),
    CONSTRAINT retention_rule_in_time CHECK (ask_days < months * 28)
);
INSERT INTO retention_rule (purpose, months, ask_days, legal_basis) VALUES
    ('talent-pool', 24, 30, 'consent'), ('case-company', 24, 30, 'consent'), ('prospect', 24, 30, 'consent'),
    ('student', 36, 60, 'contract'), ('receipt', 36, 0, 'legal-obligation'), ('audit', 12, 0, 'legitimate-interests');
ALTER TABLE retention_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_rule_owner ON retention_rule TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY retention_rule_read ON retention_rule FOR SELECT TO vivier_operator, vivier_school, vivier_company, vivier_student USING (true);
CREATE POLICY retention_rule_set ON retention_rule FOR UPDATE TO vivier_operator USING (true);
GRANT SELECT ON retention_rule TO vivier_operator, vivier_school, vivier_company, vivier_student;
GRANT UPDATE (months, ask_days, legal_basis, changed_at) ON retention_rule TO vivier_operator;

-- When the person last said that a file may stay.
ALTER TABLE prospect ADD COLUMN kept_at timestamptz;
ALTER TABLE student ADD COLUMN kept_at timestamptz;

-- A question that went to a student: of a consent, of a company's file, or of the school's.
CREATE TABLE retention_question (
    id uuid CONSTRAINT retention_question_pk PRIMARY KEY DEFAULT uuid_v7(),
    -- Of the secret in the letter's link.
    sha256 bytea NOT NULL CONSTRAINT retention_question_sha256_once UNIQUE CONSTRAINT retention_question_sha256 CHECK (octet_length(sha256) = 32),
    student_id uuid NOT NULL,
    school_id uuid NOT NULL,
    consent_id uuid CONSTRAINT retention_question_consent_fk REFERENCES consent (id) ON DELETE CASCADE,
    prospect_id uuid CONSTRAINT retention_question_prospect_fk REFERENCES prospect (id) ON DELETE CASCADE,
    asked_at timestamptz NOT NULL DEFAULT now(),
    -- When it is erased, unless the answer is to keep it.
    due_at timestamptz NOT NULL,
    answered_at timestamptz,
    answer text CONSTRAINT retention_question_answer CHECK (answer IN ('keep', 'end')),
    CONSTRAINT retention_question_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CONSTRAINT retention_question_one CHECK (consent_id IS NULL OR prospect_id IS NULL),
    CONSTRAINT retention_question_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
-- One open question of a thing at a time.
CREATE UNIQUE INDEX retention_question_open ON retention_question (student_id, consent_id, prospect_id) NULLS NOT DISTINCT
    WHERE answered_at IS NULL;
CREATE INDEX retention_question_by_consent ON retention_question (consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX retention_question_by_prospect ON retention_question (prospect_id) WHERE prospect_id IS NOT NULL;
ALTER TABLE retention_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_question FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_question_owner ON retention_question TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY retention_question_operator ON retention_question FOR SELECT TO vivier_operator USING (true);
CREATE POLICY retention_question_school ON retention_question FOR SELECT TO vivier_school USING (school_id = app_organisation());
GRANT SELECT (id, student_id, school_id, consent_id, prospect_id, asked_at, due_at, answered_at, answer) ON retention_question
    TO vivier_operator, vivier_school;

CREATE INDEX consent_by_end ON consent (ends_at) WHERE withdrawn_at IS NULL;
CREATE INDEX person_read_by_age ON person_read (at);
CREATE INDEX audit_entry_by_age ON audit_entry (at);

CREATE POLICY consent_owner_decides ON consent FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY prospect_owner_decides ON prospect FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY prospect_owner_ends ON prospect FOR DELETE TO CURRENT_USER USING (true);
CREATE POLICY person_read_owner_ends ON person_read FOR DELETE TO CURRENT_USER USING (true);
CREATE POLICY audit_entry_owner_ends ON audit_entry FOR DELETE TO CURRENT_USER USING (true);

-- A consent that lives on past its end is told from one that somebody altered.
ALTER TABLE consent_entry DROP CONSTRAINT consent_entry_event, ADD CONSTRAINT consent_entry_event
    CHECK (event IN ('given', 'renewed', 'withdrawn', 'ended', 'changed', 'erased'));
CREATE OR REPLACE FUNCTION consent_entered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c consent;
    was consent;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR c IN SELECT * FROM changed ORDER BY school_id, id LOOP
            SELECT * INTO was FROM before b WHERE b.id = c.id;
            CONTINUE WHEN was IS NOT DISTINCT FROM c;
            PERFORM append_consent_entry(c, CASE
                WHEN was.withdrawn_at IS NULL AND c.withdrawn_at = c.ends_at THEN 'ended'
                WHEN was.withdrawn_at IS NULL AND c.withdrawn_at IS NOT NULL THEN 'withdrawn'
                WHEN was.withdrawn_at IS NULL AND c.ends_at > was.ends_at THEN 'renewed'
                ELSE 'changed' END);
        END LOOP;
    ELSE
        FOR c IN SELECT * FROM changed ORDER BY school_id, id LOOP
            PERFORM append_consent_entry(c, CASE TG_OP WHEN 'INSERT' THEN 'given' ELSE 'erased' END);
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION retention_end(what text, since timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT since + make_interval(months => r.months) FROM retention_rule r WHERE r.purpose = what;
END;

-- A consent ends when its purpose's clock does.
CREATE FUNCTION consent_clock() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.ends_at := retention_end(NEW.purpose, NEW.given_at);
    RETURN NEW;
END
$$;
ALTER TABLE consent ALTER COLUMN ends_at SET DEFAULT '-infinity';
CREATE TRIGGER consent_clock BEFORE INSERT ON consent FOR EACH ROW WHEN (NEW.ends_at = '-infinity') EXECUTE FUNCTION consent_clock();

-- When a school's file about a student was last of use: the end of the newest cohort, the last change, the last sign-in, the last yes.
CREATE FUNCTION student_last_use(s student) RETURNS timestamptz LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT greatest(s.changed_at, s.kept_at,
        (SELECT max(c.ends_on)::timestamptz FROM cohort_student m JOIN cohort c ON c.id = m.cohort_id WHERE m.student_id = s.id),
        (SELECT max(x.last_seen_at) FROM session x JOIN membership m ON m.id = x.membership_id WHERE m.student_id = s.id));
END;

-- What is to be asked now, as a row for each letter; nothing that is being asked already, and nothing that a company may not see any more.
CREATE FUNCTION questions_due(most integer)
    RETURNS TABLE (student_id uuid, consent_id uuid, prospect_id uuid, email text, language text, company text, purpose text, due_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT s.id, d.consent_id, d.prospect_id, s.email, coalesce(a.language, 'fr'), o.name, d.purpose, greatest(d.ends, now() + d.notice)
    FROM (
        SELECT c.student_id, c.id AS consent_id, NULL::uuid AS prospect_id, c.company_id, c.purpose, c.ends_at AS ends,
            interval '0' AS notice
        FROM consent c JOIN retention_rule r ON r.purpose = c.purpose
        WHERE c.withdrawn_at IS NULL AND c.ends_at > now() AND c.ends_at <= now() + make_interval(days => r.ask_days)
        UNION ALL
        SELECT p.student_id, NULL, p.id, p.company_id, 'prospect', retention_end('prospect', greatest(p.changed_at, p.kept_at)),
            make_interval(days => r.ask_days)
        FROM prospect p JOIN retention_rule r ON r.purpose = 'prospect'
        WHERE retention_end('prospect', greatest(p.changed_at, p.kept_at)) <= now() + make_interval(days => r.ask_days)
        UNION ALL
        SELECT x.id, NULL, NULL, NULL, 'student', retention_end('student', student_last_use(x)), make_interval(days => r.ask_days)
        FROM student x JOIN retention_rule r ON r.purpose = 'student'
        WHERE x.changed_at <= now() - make_interval(months => r.months) + make_interval(days => r.ask_days)
            AND retention_end('student', student_last_use(x)) <= now() + make_interval(days => r.ask_days)
    ) d
    JOIN student s ON s.id = d.student_id
    LEFT JOIN organisation o ON o.id = d.company_id
    LEFT JOIN account a ON lower(a.email) = lower(s.email)
    WHERE NOT EXISTS (SELECT FROM retention_question q WHERE q.student_id = d.student_id AND q.answered_at IS NULL
        AND q.consent_id IS NOT DISTINCT FROM d.consent_id AND q.prospect_id IS NOT DISTINCT FROM d.prospect_id)
    ORDER BY 8, 1 LIMIT most;
END;

-- False where somebody else asks it already.
CREATE FUNCTION note_question(secret bytea, student uuid, consent uuid, prospect uuid, due timestamptz) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO retention_question (sha256, student_id, school_id, consent_id, prospect_id, due_at)
        SELECT secret, s.id, s.school_id, consent, prospect, due FROM student s WHERE s.id = student
        ON CONFLICT DO NOTHING;
    RETURN FOUND;
END
$$;

-- What a question is about; no row where it was answered or its time is over.
CREATE FUNCTION look_at_question(secret bytea) RETURNS TABLE (purpose text, company text, due_at timestamptz, months integer, language text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT r.purpose, o.name, q.due_at, r.months, coalesce(a.language, 'fr')
    FROM retention_question q
        JOIN student s ON s.id = q.student_id
        LEFT JOIN consent c ON c.id = q.consent_id
        LEFT JOIN prospect p ON p.id = q.prospect_id
        JOIN retention_rule r ON r.purpose = coalesce(c.purpose, CASE WHEN p.id IS NOT NULL THEN 'prospect' END, 'student')
        LEFT JOIN organisation o ON o.id = coalesce(c.company_id, p.company_id)
        LEFT JOIN account a ON lower(a.email) = lower(s.email)
    WHERE q.sha256 = secret AND q.answered_at IS NULL AND q.due_at > now() AND (c.id IS NULL OR c.withdrawn_at IS NULL);
END;

-- Takes the answer, once; false where there is nothing to answer any more. A school's file can only be kept by it: it ends when its time
-- does, or when the school ends it.
CREATE FUNCTION answer_question(secret bytea, keeps boolean, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    q retention_question;
BEGIN
    UPDATE retention_question x SET answered_at = now(), answer = CASE WHEN keeps THEN 'keep' ELSE 'end' END
        WHERE x.sha256 = secret AND x.answered_at IS NULL AND x.due_at > now()
            AND (keeps OR x.consent_id IS NOT NULL OR x.prospect_id IS NOT NULL)
        RETURNING * INTO q;
    IF q.id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        VALUES (q.school_id, 'student', CASE WHEN keeps THEN 'keepFile' ELSE 'endFile' END,
            coalesce(q.consent_id, q.prospect_id, q.student_id)::text, 'done', request);
    IF q.consent_id IS NOT NULL THEN
        IF keeps THEN
            UPDATE consent c SET ends_at = greatest(c.ends_at, retention_end(c.purpose, now())) WHERE c.id = q.consent_id AND c.withdrawn_at IS NULL;
        ELSE
            UPDATE consent c SET withdrawn_at = now() WHERE c.id = q.consent_id AND c.withdrawn_at IS NULL;
        END IF;
    ELSIF q.prospect_id IS NOT NULL THEN
        IF keeps THEN
            UPDATE prospect SET kept_at = now() WHERE id = q.prospect_id;
        ELSE
            DELETE FROM prospect WHERE id = q.prospect_id;
        END IF;
    ELSE
        UPDATE student SET kept_at = now() WHERE id = q.student_id;
    END IF;
    RETURN true;
END
$$;

-- The end of a student, without asking who asks: for the two that do.
CREATE FUNCTION end_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone student;
    accounts uuid[];
BEGIN
    SELECT * INTO gone FROM student WHERE id = who FOR UPDATE;
    IF gone.id IS NULL THEN
        RETURN NULL;
    END IF;
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
CREATE OR REPLACE FUNCTION erase_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF app_student() IS NOT NULL OR NOT may_see_person(who) THEN
        RETURN NULL;
    END IF;
    RETURN end_student(who);
END
$$;

-- Ends what is over, as much of each kind as is said, and tells how much it was: consents, companies' files, receipts, lines of the audit;
-- and the addresses of the students who went. A company's file also ends thirty days after nothing allows it any more.
CREATE FUNCTION end_what_is_over(most integer, OUT consents bigint, OUT prospects bigint, OUT receipts bigint, OUT lines bigint, OUT students text[])
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who uuid;
BEGIN
    UPDATE consent SET withdrawn_at = ends_at WHERE id IN (
        SELECT c.id FROM consent c WHERE c.withdrawn_at IS NULL AND c.ends_at <= now() ORDER BY c.ends_at LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS consents = ROW_COUNT;
    DELETE FROM prospect WHERE id IN (
        SELECT q.prospect_id FROM retention_question q JOIN prospect p ON p.id = q.prospect_id
        WHERE q.answered_at IS NULL AND q.due_at <= now() AND retention_end('prospect', greatest(p.changed_at, p.kept_at)) <= now()
        LIMIT most);
    GET DIAGNOSTICS prospects = ROW_COUNT;
    DELETE FROM prospect WHERE id IN (
        SELECT p.id FROM prospect p
        WHERE NOT EXISTS (SELECT FROM consent c WHERE c.student_id = p.student_id AND c.purpose = 'talent-pool'
            AND (c.company_id IS NULL OR c.company_id = p.company_id)
            AND coalesce(c.withdrawn_at, c.ends_at) > now() - interval '30 days')
        LIMIT most);
    GET DIAGNOSTICS lines = ROW_COUNT;
    prospects := prospects + lines;
    DELETE FROM person_read WHERE id IN (SELECT r.id FROM person_read r WHERE retention_end('receipt', r.at) <= now() LIMIT most);
    GET DIAGNOSTICS receipts = ROW_COUNT;
    DELETE FROM audit_entry WHERE id IN (SELECT e.id FROM audit_entry e WHERE retention_end('audit', e.at) <= now() LIMIT most);
    GET DIAGNOSTICS lines = ROW_COUNT;
    students := '{}';
    FOR who IN
        SELECT q.student_id FROM retention_question q JOIN student s ON s.id = q.student_id
        WHERE q.consent_id IS NULL AND q.prospect_id IS NULL AND q.answered_at IS NULL AND q.due_at <= now()
            AND retention_end('student', student_last_use(s)) <= now()
        LIMIT most
    LOOP
        students := students || end_student(who);
    END LOOP;
    -- Of what was of use again since it was asked, and of consents that ended.
    DELETE FROM retention_question q WHERE q.answered_at IS NULL AND q.due_at <= now() AND (q.consent_id IS NOT NULL
        OR EXISTS (SELECT FROM prospect p WHERE p.id = q.prospect_id
            AND retention_end('prospect', greatest(p.changed_at, p.kept_at)) > now())
        OR (q.prospect_id IS NULL AND EXISTS (SELECT FROM student s WHERE s.id = q.student_id
            AND retention_end('student', student_last_use(s)) > now())));
    DELETE FROM retention_question q WHERE q.due_at < now() - interval '1 year';
END
$$;

-- An export holds the questions too.
ALTER FUNCTION person_file RENAME TO person_rows;
CREATE FUNCTION person_file(who uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.rows || jsonb_build_object(
        'student', p.rows->'student' || (SELECT jsonb_build_object('kept_at', s.kept_at) FROM student s WHERE s.id = who),
        'prospect', (SELECT coalesce(jsonb_agg(e.x || jsonb_build_object('kept_at', f.kept_at)), '[]')
            FROM jsonb_array_elements(p.rows->'prospect') AS e (x) JOIN prospect f ON f.id = (e.x->>'id')::uuid),
        'retention_question', (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]') FROM (
            SELECT q.id, q.student_id, q.school_id, q.consent_id, q.prospect_id, q.asked_at, q.due_at, q.answered_at, q.answer
            FROM retention_question q WHERE q.student_id = who ORDER BY q.id) x))
    FROM (SELECT person_rows(who) AS rows) p WHERE p.rows IS NOT NULL;
END;
REVOKE EXECUTE ON FUNCTION person_rows FROM vivier_operator, vivier_school, vivier_student;
REVOKE EXECUTE ON FUNCTION person_file FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person_file TO vivier_operator, vivier_school, vivier_student;

REVOKE EXECUTE ON FUNCTION consent_clock, questions_due, note_question, look_at_question, answer_question, end_student, end_what_is_over
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION questions_due, note_question, look_at_question, answer_question, end_what_is_over TO vivier_daemon;
