-- When a student was last asked by letter for what a round needs: at most once a day.

CREATE TABLE reminder (
    student_id uuid CONSTRAINT reminder_pk PRIMARY KEY,
    school_id uuid NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reminder_student_fk FOREIGN KEY (student_id, school_id) REFERENCES student (id, school_id) ON DELETE CASCADE
);
CREATE INDEX reminder_by_age ON reminder (sent_at);
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (sent_at) ON reminder TO vivier_operator, vivier_school;
CREATE POLICY reminder_operator ON reminder TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY reminder_school ON reminder TO vivier_school USING (school_id = app_organisation()) WITH CHECK (school_id = app_organisation());
CREATE POLICY reminder_owner ON reminder TO CURRENT_USER USING (true);

-- After its day a reminder says nothing any more.
CREATE FUNCTION forget_old_reminders() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM reminder WHERE sent_at < now() - interval '1 day';
END;
REVOKE EXECUTE ON FUNCTION forget_old_reminders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_old_reminders TO vivier_daemon;
