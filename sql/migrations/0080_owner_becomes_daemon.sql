-- Whoever migrates and is no superuser made the daemon's role, and is no member of it for that (PostgreSQL 15); from 16 on a member who may not
-- become it. With one address of the database the daemon logs in as the owner and takes the role, so that the owner must be able to.
DO $$
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT vivier_daemon TO %I', current_user);
    END IF;
EXCEPTION
    -- Another owner of the same cluster made it: the operator grants it, as the guide says.
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'vivier_daemon is not granted to %', current_user;
END
$$;
