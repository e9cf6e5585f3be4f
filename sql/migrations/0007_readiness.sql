-- The daemon says whether it is ready: it may read which migrations the database stands at.
GRANT SELECT ON schema_migration TO vivier_daemon;
