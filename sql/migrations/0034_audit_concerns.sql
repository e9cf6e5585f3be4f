-- A line of the audit log is read by whoever acted and by the organisation whose thing it was: what an operator did there, and what anybody was
-- refused there. And no line changes once it is written: not even the owner of the schema changes one, or ends one before its time.

ALTER TABLE audit_entry ADD concerned_id uuid;
CREATE INDEX audit_entry_by_concerned ON audit_entry (concerned_id, id) WHERE concerned_id IS NOT NULL;

CREATE POLICY programme_owner_reads ON programme FOR SELECT TO CURRENT_USER USING (true);

-- The organisation that the first known id of a line's object belongs to.
CREATE FUNCTION audit_concerned(object text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found text;
    one uuid;
    concerned uuid;
BEGIN
    FOR found IN SELECT m[1] FROM regexp_matches(object, '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})', 'g') m LIMIT 3 LOOP
        one := found::uuid;
        concerned := coalesce(
            (SELECT school_id FROM student WHERE id = one), (SELECT school_id FROM erased_student WHERE id = one),
            (SELECT school_id FROM cohort WHERE id = one), (SELECT school_id FROM team WHERE id = one),
            (SELECT organisation_id FROM round WHERE id = one), (SELECT organisation_id FROM run WHERE id = one),
            (SELECT company_id FROM business_case WHERE id = one), (SELECT school_id FROM consent WHERE id = one),
            (SELECT company_id FROM prospect WHERE id = one), (SELECT school_id FROM roster_import WHERE id = one),
            (SELECT organisation_id FROM token WHERE id = one), (SELECT organisation_id FROM membership WHERE id = one),
            (SELECT organisation_id FROM invitation WHERE id = one), (SELECT organisation_id FROM session WHERE id = one),
            (SELECT school_id FROM programme WHERE id = one), (SELECT id FROM organisation WHERE id = one));
        EXIT WHEN concerned IS NOT NULL;
    END LOOP;
    RETURN concerned;
END
$$;

-- What a company does within its rights is its own business: students read of it in their receipts.
CREATE FUNCTION audit_entry_concerns() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.concerned_id := NULL;
    IF NEW.object IS NOT NULL AND (NEW.organisation_id IS NULL OR NEW.outcome <> 'done') THEN
        NEW.concerned_id := audit_concerned(NEW.object);
    END IF;
    IF NEW.concerned_id = NEW.organisation_id THEN NEW.concerned_id := NULL; END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_entry_concerns BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_concerns();

CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF retention_end('audit', OLD.at) <= now() THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION 'a line of the audit log never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_entry_stays';
END
$$;
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
CREATE TRIGGER audit_entry_stays_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();

REVOKE EXECUTE ON FUNCTION audit_concerned, audit_entry_concerns, audit_entry_stays FROM PUBLIC;

ALTER POLICY audit_entry_school ON audit_entry USING (organisation_id = app_organisation() OR concerned_id = app_organisation());
ALTER POLICY audit_entry_company ON audit_entry USING (organisation_id = app_organisation() OR concerned_id = app_organisation());
ALTER POLICY audit_entry_network ON audit_entry USING (organisation_id = app_organisation() OR concerned_id = app_organisation());
