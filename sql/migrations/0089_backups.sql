-- What is kept of a backup where the operator looks: that it was made, until when it may be restored and how much is in it; where the file lies
-- is not known here. Whoever makes it is the owner, and writes it down when the file is whole.
CREATE TABLE backup (
    id uuid CONSTRAINT backup_pk PRIMARY KEY DEFAULT uuid_v7(),
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    row_count bigint NOT NULL CONSTRAINT backup_row_count CHECK (row_count >= 0),
    sealed boolean NOT NULL,
    CONSTRAINT backup_life CHECK (expires_at > made_at)
);
CREATE INDEX backup_by_age ON backup (made_at);
ALTER TABLE backup ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup FORCE ROW LEVEL SECURITY;
GRANT SELECT ON backup TO vivier_operator;
CREATE POLICY backup_operator ON backup FOR SELECT TO vivier_operator USING (true);
CREATE POLICY backup_owner ON backup TO CURRENT_USER USING (true) WITH CHECK (true);

-- Letters that should be out: a first try failed, or nobody takes them although their time has come.
CREATE FUNCTION letters_overdue() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT count(*) FROM letter
    WHERE sent_at IS NULL AND good_until > now() AND (tries > 1 OR due_at < now() - interval '10 minutes');
END;
REVOKE EXECUTE ON FUNCTION letters_overdue FROM PUBLIC;
GRANT EXECUTE ON FUNCTION letters_overdue TO vivier_operator;
