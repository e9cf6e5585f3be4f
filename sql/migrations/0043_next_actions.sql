-- What a company will do next about a prospect, and by when.

ALTER TABLE prospect
    ADD COLUMN next_action text CONSTRAINT prospect_next_action CHECK (length(next_action) BETWEEN 1 AND 200),
    ADD COLUMN next_on date;

-- An export of the student holds both. The function is changed where it stands, so that whatever else was added to it stays.
DO $$
DECLARE
    before text := pg_get_functiondef('person_rows'::regproc);
    after text := replace(before, 'p.case_id, p.note,', 'p.case_id, p.note, p.next_action, p.next_on,');
BEGIN
    IF after = before THEN
        RAISE EXCEPTION 'person_rows names no note of prospects';
    END IF;
    EXECUTE after;
END
$$;
