-- A decision may say that a conflict of interest keeps a team from a case: another gate than a ban, and shown as what it is.
ALTER TABLE round_decision DROP CONSTRAINT round_decision_kind,
    ADD CONSTRAINT round_decision_kind CHECK (kind IN ('pin', 'ban', 'conflict'));
ALTER TABLE run_idle_decision DROP CONSTRAINT run_idle_decision_kind,
    ADD CONSTRAINT run_idle_decision_kind CHECK (kind IN ('pin', 'ban', 'conflict'));
