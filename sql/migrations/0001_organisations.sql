-- Who takes part, who may act for them, and what was done.
--
-- Every request runs as one of four database roles that the daemon's login role may become for one transaction and does not inherit.
-- Its context arrives by set_config('app.…', …, true); a setting that was reset reads as '', hence nullif.

DO $$
DECLARE
    wanted text;
BEGIN
    -- Roles belong to the cluster, not to the database: another database may have made them.
    PERFORM pg_advisory_xact_lock(8433102001);
    FOREACH wanted IN ARRAY ARRAY['vivier_operator', 'vivier_school', 'vivier_company', 'vivier_student'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vivier_daemon') THEN
        CREATE ROLE vivier_daemon LOGIN NOINHERIT;
    END IF;
    GRANT vivier_operator, vivier_school, vivier_company, vivier_student TO vivier_daemon;
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO vivier_operator, vivier_school', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student;

CREATE FUNCTION app_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.organisation', true), '')::uuid;
CREATE FUNCTION app_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.account', true), '')::uuid;
CREATE FUNCTION app_student() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.student', true), '')::uuid;

-- RFC 9562 version 7: 48 bits of milliseconds, then random bits, so that new rows stand together in an index.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
    RETURN encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid;

-- Lower case, without accents: what two spellings of one name share. ICU does the work; PostgreSQL's unaccent is not immutable.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(normalize(lower($1), NFKD), '[\u0300-\u036f]', '', 'g');

CREATE TABLE organisation (
    id uuid CONSTRAINT organisation_pk PRIMARY KEY DEFAULT uuid_v7(),
    kind text NOT NULL CONSTRAINT organisation_kind CHECK (kind IN ('school', 'company', 'network')),
    name text NOT NULL CONSTRAINT organisation_name CHECK (length(name) BETWEEN 1 AND 200 AND name = btrim(name)),
    city text CONSTRAINT organisation_city CHECK (length(city) BETWEEN 1 AND 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organisation_id_kind UNIQUE (id, kind)
);
CREATE INDEX organisation_by_name ON organisation (kind, name, id);

CREATE TABLE school (
    id uuid CONSTRAINT school_pk PRIMARY KEY,
    kind text NOT NULL DEFAULT 'school' CONSTRAINT school_kind CHECK (kind = 'school'),
    uai text CONSTRAINT school_uai_once UNIQUE CONSTRAINT school_uai CHECK (uai ~ '^[0-9]{7}[A-Z]$'),
    time_zone text NOT NULL DEFAULT 'Europe/Paris' CONSTRAINT school_time_zone CHECK (length(time_zone) BETWEEN 1 AND 60),
    CONSTRAINT school_organisation_fk FOREIGN KEY (id, kind) REFERENCES organisation (id, kind) ON DELETE CASCADE
);

CREATE TABLE company (
    id uuid CONSTRAINT company_pk PRIMARY KEY,
    kind text NOT NULL DEFAULT 'company' CONSTRAINT company_kind CHECK (kind = 'company'),
    siret text CONSTRAINT company_siret_once UNIQUE CONSTRAINT company_siret CHECK (siret ~ '^[0-9]{14}$'),
    sector text CONSTRAINT company_sector CHECK (length(sector) BETWEEN 1 AND 100),
    -- How many teams the company takes over all its cases; NULL when only its cases bound it.
    capacity integer CONSTRAINT company_capacity CHECK (capacity BETWEEN 0 AND 100000),
    CONSTRAINT company_organisation_fk FOREIGN KEY (id, kind) REFERENCES organisation (id, kind) ON DELETE CASCADE
);

-- A consortium: several schools that share cases and rounds.
CREATE TABLE network_school (
    network_id uuid NOT NULL CONSTRAINT network_school_network_fk REFERENCES organisation (id) ON DELETE CASCADE,
    school_id uuid NOT NULL CONSTRAINT network_school_school_fk REFERENCES school (id) ON DELETE CASCADE,
    CONSTRAINT network_school_pk PRIMARY KEY (network_id, school_id)
);
CREATE INDEX network_school_by_school ON network_school (school_id);

CREATE TABLE account (
    id uuid CONSTRAINT account_pk PRIMARY KEY DEFAULT uuid_v7(),
    email text NOT NULL CONSTRAINT account_email CHECK (length(email) BETWEEN 3 AND 254 AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    language text NOT NULL DEFAULT 'fr' CONSTRAINT account_language CHECK (language IN ('fr', 'en')),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_email_once ON account (lower(email));

CREATE TABLE membership (
    account_id uuid NOT NULL CONSTRAINT membership_account_fk REFERENCES account (id) ON DELETE CASCADE,
    organisation_id uuid CONSTRAINT membership_organisation_fk REFERENCES organisation (id) ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT membership_role CHECK (role IN ('operator', 'school-admin', 'company', 'recruiter', 'student')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT membership_has_organisation CHECK ((role = 'operator') = (organisation_id IS NULL)),
    CONSTRAINT membership_once UNIQUE NULLS NOT DISTINCT (account_id, organisation_id, role)
);
CREATE INDEX membership_by_organisation ON membership (organisation_id);

-- A secret of 256 random bits for a program or a person; only its SHA-256 is kept.
CREATE TABLE token (
    id uuid CONSTRAINT token_pk PRIMARY KEY DEFAULT uuid_v7(),
    sha256 bytea NOT NULL CONSTRAINT token_sha256_once UNIQUE CONSTRAINT token_sha256 CHECK (octet_length(sha256) = 32),
    role text NOT NULL CONSTRAINT token_role CHECK (role IN ('operator', 'school-admin', 'company', 'recruiter', 'student')),
    organisation_id uuid CONSTRAINT token_organisation_fk REFERENCES organisation (id) ON DELETE CASCADE,
    account_id uuid CONSTRAINT token_account_fk REFERENCES account (id) ON DELETE CASCADE,
    student_id uuid,
    label text NOT NULL DEFAULT '' CONSTRAINT token_label CHECK (length(label) <= 100),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CONSTRAINT token_has_organisation CHECK ((role = 'operator') = (organisation_id IS NULL)),
    CONSTRAINT token_has_student CHECK ((role = 'student') = (student_id IS NOT NULL))
);
CREATE INDEX token_by_organisation ON token (organisation_id, id);
CREATE INDEX token_by_account ON token (account_id);
CREATE INDEX token_by_student ON token (student_id);

-- Append-only: who asked for what, and what came of it, refusals included.
CREATE TABLE audit_entry (
    id uuid CONSTRAINT audit_entry_pk PRIMARY KEY DEFAULT uuid_v7(),
    at timestamptz NOT NULL DEFAULT now(),
    organisation_id uuid,
    account_id uuid,
    token_id uuid,
    role text NOT NULL,
    action text NOT NULL CONSTRAINT audit_entry_action CHECK (length(action) BETWEEN 1 AND 80),
    object text CONSTRAINT audit_entry_object CHECK (length(object) <= 200),
    outcome text NOT NULL CONSTRAINT audit_entry_outcome CHECK (outcome IN ('done', 'denied', 'refused')),
    request_id text NOT NULL
);
CREATE INDEX audit_entry_by_organisation ON audit_entry (organisation_id, id);

-- An answer already given to a request that carried an Idempotency-Key.
CREATE TABLE idempotent_answer (
    token_id uuid NOT NULL CONSTRAINT idempotent_answer_token_fk REFERENCES token (id) ON DELETE CASCADE,
    operation text NOT NULL,
    key text NOT NULL CONSTRAINT idempotent_answer_key CHECK (length(key) BETWEEN 1 AND 255),
    body_sha256 bytea NOT NULL,
    status integer,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotent_answer_pk PRIMARY KEY (token_id, operation, key)
);
CREATE INDEX idempotent_answer_by_age ON idempotent_answer (created_at);

-- A program that holds a token waits for its end: the daemon drops it from memory when it hears this.
CREATE FUNCTION token_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.revoked_at IS DISTINCT FROM NEW.revoked_at OR OLD.expires_at IS DISTINCT FROM NEW.expires_at THEN
        PERFORM pg_notify('token_changed', encode(OLD.sha256, 'hex'));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER token_changed AFTER UPDATE ON token FOR EACH ROW EXECUTE FUNCTION token_changed();

-- Names of organisations are public: a school reads which companies there are, a company which schools.
GRANT SELECT ON organisation, school, company, network_school TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student;
GRANT INSERT, UPDATE, DELETE ON organisation, school, company, network_school TO vivier_operator;
GRANT UPDATE (name, city) ON organisation TO vivier_school, vivier_company;
GRANT UPDATE (sector, siret, capacity) ON company TO vivier_company;
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation_read ON organisation FOR SELECT
    TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student USING (true);
CREATE POLICY organisation_operator ON organisation TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY organisation_own ON organisation FOR UPDATE TO vivier_school, vivier_company USING (id = app_organisation());
ALTER TABLE company ENABLE ROW LEVEL SECURITY;
ALTER TABLE company FORCE ROW LEVEL SECURITY;
CREATE POLICY company_read ON company FOR SELECT
    TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student USING (true);
CREATE POLICY company_operator ON company TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY company_own ON company FOR UPDATE TO vivier_company USING (id = app_organisation());

ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON account, membership TO vivier_operator;
GRANT SELECT ON account, membership TO vivier_school, vivier_company, vivier_student;
GRANT INSERT ON membership TO vivier_school, vivier_company;
CREATE POLICY account_operator ON account TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY account_school ON account FOR SELECT TO vivier_school
    USING (id = app_account() OR EXISTS (
        SELECT FROM membership m WHERE m.account_id = account.id AND m.organisation_id = app_organisation()));
CREATE POLICY account_company ON account FOR SELECT TO vivier_company
    USING (id = app_account() OR EXISTS (
        SELECT FROM membership m WHERE m.account_id = account.id AND m.organisation_id = app_organisation()));
-- One person may have tokens of two organisations, neither of which may see the other's accounts: hence this function. It gives the
-- account of an address, made where there is none, and does not tell which of the two it was.
CREATE POLICY account_owner ON account TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE FUNCTION account_for(address text, speaks text) RETURNS uuid
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    INSERT INTO account (email, language) VALUES (address, speaks)
    ON CONFLICT (lower(email)) DO UPDATE SET language = account.language RETURNING id;
END;
REVOKE EXECUTE ON FUNCTION account_for FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_for TO vivier_operator, vivier_school, vivier_company;
CREATE POLICY account_student ON account FOR SELECT TO vivier_student USING (id = app_account());

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_operator ON membership TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY membership_school ON membership TO vivier_school
    USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role IN ('school-admin', 'student'));
CREATE POLICY membership_company ON membership TO vivier_company
    USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company', 'recruiter'));
CREATE POLICY membership_student ON membership FOR SELECT TO vivier_student USING (account_id = app_account());

ALTER TABLE token ENABLE ROW LEVEL SECURITY;
ALTER TABLE token FORCE ROW LEVEL SECURITY;
-- Before it knows who asks, the daemon reads tokens and nothing else.
GRANT SELECT ON token TO vivier_daemon;
GRANT UPDATE (last_used_at) ON token TO vivier_daemon;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON token TO vivier_operator, vivier_school, vivier_company;
-- A student reads until when the own token lasts.
GRANT SELECT (id, role, organisation_id, account_id, student_id, label, created_at, expires_at, revoked_at, last_used_at) ON token
    TO vivier_student;
CREATE POLICY token_daemon ON token FOR SELECT TO vivier_daemon USING (true);
CREATE POLICY token_daemon_use ON token FOR UPDATE TO vivier_daemon USING (true);
CREATE POLICY token_operator ON token TO vivier_operator USING (true) WITH CHECK (true);
CREATE POLICY token_school ON token TO vivier_school
    USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role IN ('school-admin', 'student'));
CREATE POLICY token_company ON token TO vivier_company
    USING (organisation_id = app_organisation())
    WITH CHECK (organisation_id = app_organisation() AND role IN ('company', 'recruiter'));

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
GRANT INSERT ON audit_entry TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student;
GRANT SELECT ON audit_entry TO vivier_operator, vivier_school, vivier_company;
CREATE POLICY audit_entry_append ON audit_entry FOR INSERT
    TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student WITH CHECK (true);
CREATE POLICY audit_entry_operator ON audit_entry FOR SELECT TO vivier_operator USING (true);
CREATE POLICY audit_entry_school ON audit_entry FOR SELECT TO vivier_school USING (organisation_id = app_organisation());
CREATE POLICY audit_entry_company ON audit_entry FOR SELECT TO vivier_company USING (organisation_id = app_organisation());

ALTER TABLE idempotent_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotent_answer FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotent_answer TO vivier_daemon;
CREATE POLICY idempotent_answer_daemon ON idempotent_answer TO vivier_daemon USING (true) WITH CHECK (true);
