-- What one more place on a case is worth: found by optimising again, where the price of the certificate only bounds it. Nothing where a run
-- holds too many pairs for that.
ALTER TABLE case_price
    ADD COLUMN worth_teams integer,
    ADD COLUMN worth_fit bigint,
    ADD CONSTRAINT case_price_worth CHECK ((worth_teams IS NULL) = (worth_fit IS NULL));
-- Teams count before fit, of which a run has less than 2^40.
ALTER TABLE case_price ADD COLUMN rank bigint GENERATED ALWAYS AS (coalesce(worth_teams * 1099511627776 + worth_fit, price)) STORED;
DROP INDEX case_price_by_price;
CREATE INDEX case_price_by_rank ON case_price (run_id, rank DESC, case_id);
