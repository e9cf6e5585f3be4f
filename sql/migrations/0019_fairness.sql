-- A fairest round compares teams by the fit of their case, or by the place that they give it.

ALTER TABLE round
    ADD COLUMN fairness text NOT NULL DEFAULT 'fit' CONSTRAINT round_fairness CHECK (fairness IN ('fit', 'rank')),
    ADD CONSTRAINT round_fairness_policy CHECK (fairness = 'fit' OR policy = 'fairest');
ALTER TABLE run
    ADD COLUMN fairness text NOT NULL DEFAULT 'fit' CONSTRAINT run_fairness CHECK (fairness IN ('fit', 'rank')),
    ADD CONSTRAINT run_fairness_policy CHECK (fairness = 'fit' OR policy = 'fairest');
