-- What stands of an organisation can be put right: by operators, and by those who answer for it. Whoever edits says which version.
ALTER TABLE organisation ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (changed_at) ON organisation TO vivier_school, vivier_company;
