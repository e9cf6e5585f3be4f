-- A case may run with a minimum of teams or not at all. Which cases then run is decided branch by branch, and what is proven may leave a gap.

ALTER TABLE business_case
    ADD COLUMN minimum integer NOT NULL DEFAULT 0 CONSTRAINT business_case_minimum CHECK (minimum BETWEEN 0 AND capacity);
ALTER TABLE certificate
    DROP CONSTRAINT certificate_kind,
    ADD CONSTRAINT certificate_kind CHECK (kind IN ('lp-dual', 'branches', 'no-blocking-pair', 'leximin-chain')),
    -- How far the objective may be from the best, at most.
    ADD COLUMN gap bigint NOT NULL DEFAULT 0 CONSTRAINT certificate_gap CHECK (gap >= 0 AND (gap = 0 OR kind = 'branches'));
