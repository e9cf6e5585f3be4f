-- The order of names is kept beside the students alone, where it is written after a roster is enrolled: two orders of French words among the
-- students themselves were more than half of what a student cost to enrol. Names that are not read yet are put in order when asked for.
DROP INDEX student_by_name;
DROP INDEX student_by_given_name;

-- Also of the names: a list is planned for how many there are.
CREATE OR REPLACE FUNCTION refresh_statistics(few bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT c.oid FROM pg_class c
        WHERE c.oid = ANY (ARRAY['student', 'student_name', 'cohort_student', 'student_skill', 'team', 'team_member', 'pool_skill']::regclass[])
            AND pg_stat_get_mod_since_analyze(c.oid) > greatest(refresh_statistics.few, c.reltuples / 10)
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', part);
    END LOOP;
END
$$;
