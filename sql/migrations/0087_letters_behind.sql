-- Takes letters that are due: school by school in turn, so that a thousand of one do not hold up those of another, and three an hour of one
-- kind from one school to one address; what is more waits, and what is behind it goes, however much waits in front. Each try has longer than the
-- one before.
DROP FUNCTION take_letters(integer);
CREATE FUNCTION take_letters(most integer) RETURNS TABLE (letter_id uuid, letter_email text, letter_subject text, letter_body text,
        letter_written timestamptz, letter_until timestamptz)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one letter;
    candidates uuid[];
    told integer;
    free_at timestamptz;
    taken integer := 0;
    is_moving boolean := true;
    wide integer := most;
    began timestamptz := clock_timestamp();
BEGIN
    -- What a look puts off, the next one does not find, and each is wider than the one before: it passes over what those have put off. Where there
    -- is too much of it for one call, it is put off all the same, and the next call begins behind it.
    LOOP
        EXIT WHEN taken >= most OR NOT is_moving OR clock_timestamp() > began + interval '5 seconds';
        is_moving := false;
        candidates := ARRAY(SELECT d.id FROM (
            SELECT l.id, l.due_at, row_number() OVER (PARTITION BY s.id ORDER BY l.due_at, l.id) AS turn
            FROM school s CROSS JOIN LATERAL (
                SELECT x.id, x.due_at FROM letter x
                WHERE x.school_id = s.id AND x.sent_at IS NULL AND x.due_at <= clock_timestamp() AND x.good_until > clock_timestamp()
                ORDER BY x.due_at LIMIT wide) l) d
            ORDER BY d.turn, d.due_at LIMIT wide);
        wide := least(wide * 2, 4096);
        FOR one IN SELECT l.* FROM unnest(candidates) WITH ORDINALITY c (id, place) JOIN letter l ON l.id = c.id
            WHERE l.sent_at IS NULL AND l.due_at <= clock_timestamp() ORDER BY c.place FOR UPDATE OF l SKIP LOCKED
        LOOP
            EXIT WHEN taken >= most OR clock_timestamp() > began + interval '5 seconds';
            is_moving := true;
            IF one.tries = 0 THEN
                SELECT count(*), min(coalesce(l.sent_at, clock_timestamp())) INTO told, free_at FROM letter l
                    WHERE lower(l.email) = lower(one.email) AND l.school_id = one.school_id AND l.kind = one.kind AND l.tries > 0
                        AND (l.sent_at IS NULL OR l.sent_at > clock_timestamp() - interval '1 hour');
                IF told >= 3 THEN
                    -- A thousand others of its kind to the address with it, or a flood would take up every look.
                    UPDATE letter l SET due_at = free_at + interval '1 hour' WHERE l.id = one.id;
                    UPDATE letter l SET due_at = free_at + interval '1 hour' WHERE l.id IN (
                        SELECT x.id FROM letter x
                        WHERE lower(x.email) = lower(one.email) AND x.school_id = one.school_id AND x.kind = one.kind AND x.sent_at IS NULL
                            AND x.tries = 0 AND x.due_at <= clock_timestamp()
                        LIMIT 1000 FOR UPDATE SKIP LOCKED);
                    CONTINUE;
                END IF;
            END IF;
            UPDATE letter l SET tries = least(l.tries + 1, 1000), due_at = clock_timestamp() + CASE one.tries
                WHEN 0 THEN interval '2 minutes' WHEN 1 THEN interval '10 minutes' WHEN 2 THEN interval '30 minutes' ELSE interval '2 hours' END
                WHERE l.id = one.id;
            taken := taken + 1;
            letter_id := one.id;
            letter_email := one.email;
            letter_subject := one.subject;
            letter_body := one.body;
            letter_written := one.written_at;
            letter_until := one.good_until;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION take_letters FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_letters TO vivier_daemon;

-- The end of a student, without asking who asks. The account goes unless it is held by something else. With an address that is nobody's here any
-- more go the invitations of the student's own school to it, and the school is told of those that were open; those of others stay theirs, without
-- the address. One from before it was closed by its link has nothing but the address, and ends as well.
-- Gives the addresses whose letters go from the folder, one a line: none that is somebody else's too, and all letters to it, whoever wrote them,
-- where the migration before spoke of the school's alone. NULL where there is no such student.
CREATE OR REPLACE FUNCTION end_student(who uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone student;
    accounts uuid[];
    addresses text[];
BEGIN
    SELECT * INTO gone FROM student WHERE id = who FOR UPDATE;
    IF gone.id IS NULL THEN
        RETURN NULL;
    END IF;
    accounts := ARRAY(SELECT account_id FROM membership WHERE student_id = who
        UNION SELECT account_id FROM token WHERE student_id = who AND account_id IS NOT NULL);
    addresses := ARRAY(SELECT lower(gone.email)
        UNION SELECT lower(f.email) FROM former_address f WHERE f.student_id = who
        UNION SELECT lower(a.email) FROM account a WHERE a.id = ANY (accounts));
    INSERT INTO erased_student (id, school_id) VALUES (who, gone.school_id) ON CONFLICT DO NOTHING;
    DELETE FROM student WHERE id = who;
    DELETE FROM account a WHERE lower(a.email) = ANY (addresses) AND NOT account_is_held(a);
    -- What the school wrote and has not delivered, unless another of its students has or had the address.
    DELETE FROM letter l WHERE l.school_id = gone.school_id AND lower(l.email) = ANY (addresses)
        AND NOT EXISTS (SELECT FROM student s WHERE s.school_id = gone.school_id AND lower(s.email) = lower(l.email))
        AND NOT EXISTS (SELECT FROM former_address f WHERE f.school_id = gone.school_id AND lower(f.email) = lower(l.email));
    addresses := ARRAY(SELECT x FROM unnest(addresses) AS x
        WHERE NOT EXISTS (SELECT FROM account a WHERE lower(a.email) = x)
            AND NOT EXISTS (SELECT FROM student s WHERE lower(s.email) = x)
            AND NOT EXISTS (SELECT FROM former_address f WHERE lower(f.email) = x));
    -- They bear the id or the whole address, as JSON writes it. An address that is somebody else's too stays in the answers that others were given.
    UPDATE idempotent_answer i SET body = NULL WHERE position(convert_to(who::text, 'UTF8') IN i.body) > 0
        OR (position(convert_to(to_json(gone.email)::text, 'UTF8') IN i.body) > 0 AND (lower(gone.email) = ANY (addresses)
            OR EXISTS (SELECT FROM token t WHERE t.id = i.token_id AND (t.organisation_id IS NULL OR t.organisation_id = gone.school_id))));
    WITH taken AS (
        DELETE FROM invitation i WHERE lower(i.email) = ANY (addresses) AND (i.organisation_id = gone.school_id
            OR (i.sealed_email IS NULL AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()))
        RETURNING i.id, i.organisation_id, i.accepted_at IS NULL AS open)
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        SELECT organisation_id, 'student', 'eraseInvitation', id::text, 'done', 'erasure of ' || who FROM taken WHERE open;
    UPDATE invitation i SET email = 'erased@invalid',
        sealed_email = CASE WHEN i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now() THEN i.sealed_email END
        WHERE lower(i.email) = ANY (addresses);
    RETURN array_to_string(addresses, E'\n');
END
$$;
