-- What acts as its owner looks who asks: of what belongs to others a function tells no more than the tables do. And small numbers of teams are
-- not told to those who rank among them.

-- A student's word is known to the student and to the school.
CREATE OR REPLACE FUNCTION student_has_spoken(who uuid, what text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT FROM student s JOIN student o ON o.school_id = s.school_id AND lower(o.email) = lower(s.email)
        WHERE s.id = who AND (app_student() IS NULL OR s.id = app_student())
            AND (app_organisation() IS NULL OR s.school_id = app_organisation())
            AND (o.declined_at IS NOT NULL
                OR EXISTS (SELECT FROM consent c WHERE c.student_id = o.id AND c.purpose = what AND c.recorded_by = 'student'
                    AND coalesce(c.withdrawn_at, now()) < c.ends_at)
                OR EXISTS (SELECT FROM consent_entry e WHERE e.student_id = o.id AND e.purpose = what AND e.event = 'withdrawn'
                    AND coalesce(e.acted_by, 'student') = 'student')));
END;

-- Whoever takes part in a round holds it open: its school or network, the schools and students of its cohorts, companies that were shown teams.
-- For everybody else there is no such round.
CREATE OR REPLACE FUNCTION round_held_open(held uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT r.state = 'open' FROM round r WHERE r.id = held AND CASE
        WHEN app_student() IS NOT NULL THEN EXISTS (SELECT FROM round_cohort c WHERE c.round_id = r.id AND (
            EXISTS (SELECT FROM cohort_student s WHERE s.cohort_id = c.cohort_id AND s.student_id = app_student())
            OR EXISTS (SELECT FROM team_member m WHERE m.cohort_id = c.cohort_id AND m.student_id = app_student())))
        WHEN app_organisation() IS NOT NULL THEN r.organisation_id = app_organisation()
            OR EXISTS (SELECT FROM round_cohort c WHERE c.round_id = r.id AND c.school_id = app_organisation())
            OR EXISTS (SELECT FROM team_card t WHERE t.round_id = r.id AND t.company_id = app_organisation())
        ELSE true END
    FOR SHARE OF r;
END;

-- How long an organisation waits before it invites again is for it to ask, and for operators.
CREATE OR REPLACE FUNCTION invitation_wait(address text, inviter uuid) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF inviter IS DISTINCT FROM app_organisation() AND current_setting('role') <> 'vivier_operator' THEN
        RAISE EXCEPTION 'not the organisation of the caller' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('invitation to ' || lower(address), 0));
    IF inviter IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('invitation from ' || inviter, 0));
    END IF;
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

-- A number of teams as it is told to those who are not to tell one team from it: to the nearest five, nothing below five.
CREATE FUNCTION told_teams(many bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN many >= 5 THEN (many + 2) / 5 * 5 END;

-- While a team ranks, its members see about how much each case is asked for. No row where it is by fewer than five: nor is none told from few.
CREATE OR REPLACE FUNCTION round_demand(asked uuid) RETURNS TABLE (case_id uuid, ranked_by integer, ranked_first_by integer)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT p.case_id, told_teams(count(*)), told_teams(count(*) FILTER (WHERE p.place = 1))
    FROM team_preference p
    WHERE p.round_id = asked AND EXISTS (SELECT FROM team_member m JOIN team t ON t.id = m.team_id
        JOIN round_cohort c ON c.cohort_id = t.cohort_id AND c.round_id = asked WHERE m.student_id = app_student())
    GROUP BY p.case_id HAVING count(*) >= 5;
END;

-- What the functions read as the owner, whom FORCE binds too.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'team_card_owner' AND polrelid = 'team_card'::regclass) THEN
        CREATE POLICY team_card_owner ON team_card FOR SELECT TO CURRENT_USER USING (true);
    END IF;
END
$$;
