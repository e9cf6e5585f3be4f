-- People are found by their given names too, and a straight apostrophe finds a curly one: O'Hara is O’Hara.
CREATE INDEX student_by_given_name ON student (school_id, given_name);
CREATE OR REPLACE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(regexp_replace(normalize(lower($1), NFKD), '[\u0300-\u036f]', '', 'g'), '’‘ʼ', '''''''');
-- What stands of a cohort can be put right; whoever edits says which version.
ALTER TABLE cohort ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
