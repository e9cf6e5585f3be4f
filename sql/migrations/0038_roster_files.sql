-- The file of a roster while somebody looks at what it would do: one an account, for an hour at most, gone once it is stored or dropped.

CREATE TABLE roster_file (
    id uuid CONSTRAINT roster_file_pk PRIMARY KEY DEFAULT uuid_v7(),
    school_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    -- Who brought it, and nobody else sees it.
    account_id uuid NOT NULL CONSTRAINT roster_file_account_fk REFERENCES account (id) ON DELETE CASCADE,
    file_name text NOT NULL CONSTRAINT roster_file_name CHECK (length(file_name) <= 300),
    bytes bytea NOT NULL CONSTRAINT roster_file_bytes CHECK (octet_length(bytes) <= 67108864),
    -- Column → field, as somebody has said it.
    mapping jsonb NOT NULL DEFAULT '{}' CONSTRAINT roster_file_mapping CHECK (jsonb_typeof(mapping) = 'object'),
    -- Of OneRoster: which identifier is the key.
    key text NOT NULL DEFAULT 'auto' CONSTRAINT roster_file_key CHECK (key IN ('auto', 'identifier', 'sourcedId')),
    -- What storing it would do, as it was last found.
    preview jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT roster_file_once UNIQUE (account_id),
    CONSTRAINT roster_file_cohort_fk FOREIGN KEY (cohort_id, school_id) REFERENCES cohort (id, school_id) ON DELETE CASCADE
);
-- Most of it is packed already, or is read at once: to pack it again would cost seconds.
ALTER TABLE roster_file ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX roster_file_by_cohort ON roster_file (cohort_id);
CREATE INDEX roster_file_by_school ON roster_file (school_id);
CREATE INDEX roster_file_by_age ON roster_file (created_at);

ALTER TABLE roster_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE roster_file FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE (mapping, key, preview), DELETE ON roster_file TO vivier_operator, vivier_school;
CREATE POLICY roster_file_operator ON roster_file TO vivier_operator
    USING (account_id = app_account() AND created_at > now() - interval '1 hour')
    WITH CHECK (account_id = app_account());
CREATE POLICY roster_file_school ON roster_file TO vivier_school
    USING (school_id = app_organisation() AND account_id = app_account() AND created_at > now() - interval '1 hour')
    WITH CHECK (school_id = app_organisation() AND account_id = app_account());
CREATE POLICY roster_file_owner ON roster_file TO CURRENT_USER USING (true);

-- One file an account, whichever school it was brought for.
CREATE FUNCTION roster_file_brought() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM roster_file WHERE account_id = NEW.account_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER roster_file_brought BEFORE INSERT ON roster_file FOR EACH ROW EXECUTE FUNCTION roster_file_brought();

-- A file that waits may speak of whoever is erased: what is kept for the student's school goes with the student.
CREATE FUNCTION student_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM roster_file WHERE school_id = NEW.school_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER erased_student_roster_files AFTER INSERT ON erased_student FOR EACH ROW EXECUTE FUNCTION student_gone();

CREATE FUNCTION forget_old_roster_files() RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    DELETE FROM roster_file WHERE created_at < now() - interval '1 hour';
END;
REVOKE EXECUTE ON FUNCTION roster_file_brought, student_gone, forget_old_roster_files FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_old_roster_files TO vivier_daemon;
