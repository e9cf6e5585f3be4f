-- Letters that bear no secret wait here, written with the change that they tell of, until they are delivered: neither a crash nor a flood of
-- others keeps a warning from its reader. Those with a link that opens something stay in memory, since no secret stands in the database.
CREATE TABLE letter (
    id uuid CONSTRAINT letter_pk PRIMARY KEY DEFAULT uuid_v7(),
    -- In whose name it is written.
    school_id uuid NOT NULL CONSTRAINT letter_school_fk REFERENCES school (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT letter_kind CHECK (kind IN ('address-left', 'file-removed', 'recorded', 'reminder')),
    email text NOT NULL CONSTRAINT letter_email CHECK (length(email) BETWEEN 3 AND 254),
    -- Gone once it is delivered; that it was is kept for an hour, for the pace.
    subject text,
    body text,
    written_at timestamptz NOT NULL DEFAULT now(),
    good_until timestamptz NOT NULL,
    -- Not taken before: whoever takes it has until then to deliver it, and after a crash it is taken again.
    due_at timestamptz NOT NULL DEFAULT now(),
    tries smallint NOT NULL DEFAULT 0,
    sent_at timestamptz,
    CONSTRAINT letter_emptied CHECK ((sent_at IS NULL) = (subject IS NOT NULL) AND (subject IS NULL) = (body IS NULL))
);
-- The same to the same, while it waits, is one letter.
CREATE UNIQUE INDEX letter_once ON letter (lower(email), school_id, kind, md5(body)) WHERE sent_at IS NULL;
CREATE INDEX letter_due ON letter (school_id, due_at) WHERE sent_at IS NULL;
CREATE INDEX letter_pace ON letter (lower(email), school_id, kind) WHERE tries > 0;
CREATE INDEX letter_by_age ON letter (good_until);
ALTER TABLE letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_owner ON letter TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT INSERT (school_id, kind, email, subject, body, good_until) ON letter TO vivier_operator, vivier_school, vivier_student;
CREATE POLICY letter_operator_writes ON letter FOR INSERT TO vivier_operator WITH CHECK (true);
CREATE POLICY letter_school_writes ON letter FOR INSERT TO vivier_school, vivier_student WITH CHECK (school_id = app_organisation());

CREATE FUNCTION letter_written() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NOTIFY letter_written;
    RETURN NULL;
END
$$;
CREATE TRIGGER letter_written AFTER INSERT ON letter FOR EACH STATEMENT EXECUTE FUNCTION letter_written();

-- Takes letters that are due: school by school in turn, so that a thousand of one do not hold up those of another, and three an hour of one
-- kind from one school to one address; what is more waits. Each try has longer than the one before.
CREATE FUNCTION take_letters(most integer) RETURNS TABLE (
        letter_id uuid, letter_email text, letter_subject text, letter_body text, letter_written timestamptz, letter_until timestamptz)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one letter;
    candidates uuid[];
    told integer;
    free_at timestamptz;
BEGIN
    candidates := ARRAY(SELECT d.id FROM (
        SELECT l.id, l.due_at, row_number() OVER (PARTITION BY s.id ORDER BY l.due_at, l.id) AS turn
        FROM school s CROSS JOIN LATERAL (
            SELECT x.id, x.due_at FROM letter x
            WHERE x.school_id = s.id AND x.sent_at IS NULL AND x.due_at <= clock_timestamp() AND x.good_until > clock_timestamp()
            ORDER BY x.due_at LIMIT most) l) d
        ORDER BY d.turn, d.due_at LIMIT most);
    FOR one IN SELECT l.* FROM letter l
        WHERE l.id = ANY (candidates) AND l.sent_at IS NULL AND l.due_at <= clock_timestamp() ORDER BY l.id FOR UPDATE SKIP LOCKED
    LOOP
        IF one.tries = 0 THEN
            SELECT count(*), min(coalesce(l.sent_at, clock_timestamp())) INTO told, free_at FROM letter l
                WHERE lower(l.email) = lower(one.email) AND l.school_id = one.school_id AND l.kind = one.kind AND l.tries > 0
                    AND (l.sent_at IS NULL OR l.sent_at > clock_timestamp() - interval '1 hour');
            IF told >= 3 THEN
                UPDATE letter l SET due_at = free_at + interval '1 hour' WHERE l.id = one.id;
                CONTINUE;
            END IF;
        END IF;
        UPDATE letter l SET tries = least(l.tries + 1, 1000), due_at = clock_timestamp() + CASE one.tries
            WHEN 0 THEN interval '2 minutes' WHEN 1 THEN interval '10 minutes' WHEN 2 THEN interval '30 minutes' ELSE interval '2 hours' END
            WHERE l.id = one.id;
        letter_id := one.id;
        letter_email := one.email;
        letter_subject := one.subject;
        letter_body := one.body;
        letter_written := one.written_at;
        letter_until := one.good_until;
        RETURN NEXT;
    END LOOP;
END
$$;

CREATE FUNCTION letter_was_sent(sent uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE letter SET sent_at = clock_timestamp(), subject = NULL, body = NULL WHERE id = sent AND sent_at IS NULL;
END;

-- That nobody will ever take.
CREATE FUNCTION letter_was_refused(refused uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM letter WHERE id = refused AND sent_at IS NULL;
END;

-- Gives how many were never delivered.
CREATE FUNCTION forget_old_letters() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    WITH gone AS (
        DELETE FROM letter WHERE good_until <= now() OR sent_at < now() - interval '1 hour' RETURNING sent_at)
    SELECT count(*) FROM gone WHERE sent_at IS NULL;
END;

CREATE FUNCTION letters_waiting() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT count(*) FROM letter WHERE sent_at IS NULL;
END;
REVOKE EXECUTE ON FUNCTION letter_written, take_letters, letter_was_sent, letter_was_refused, forget_old_letters, letters_waiting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_letters, letter_was_sent, letter_was_refused, forget_old_letters TO vivier_daemon;
GRANT EXECUTE ON FUNCTION letters_waiting TO vivier_operator;
