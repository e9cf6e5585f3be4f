-- Why a company took a case back, and why it would not have a team: both are read by those whom it concerns. Lists of cases by title and
-- by their first day.

ALTER TABLE business_case ADD COLUMN withdrawn_reason text
    CONSTRAINT business_case_withdrawn_reason CHECK (length(withdrawn_reason) BETWEEN 1 AND 1000);
ALTER TABLE case_preference ADD COLUMN reason text
    CONSTRAINT case_preference_reason CHECK (reason IS NULL OR (length(reason) BETWEEN 1 AND 500 AND place IS NULL));
CREATE INDEX business_case_by_title ON business_case (title, id);
CREATE INDEX business_case_by_window ON business_case (from_date, id);
