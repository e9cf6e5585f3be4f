-- The skills referential: ESCO URIs, labels in French and English, synonyms, broader relations. Public reference data.

CREATE TABLE skill (
    id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT skill_pk PRIMARY KEY,
    uri text NOT NULL CONSTRAINT skill_uri_once UNIQUE CONSTRAINT skill_uri CHECK (length(uri) BETWEEN 1 AND 300),
    kind text NOT NULL DEFAULT 'skill' CONSTRAINT skill_kind CHECK (kind IN ('skill', 'knowledge')),
    label_en text CONSTRAINT skill_label_en CHECK (length(label_en) BETWEEN 1 AND 300),
    label_fr text CONSTRAINT skill_label_fr CHECK (length(label_fr) BETWEEN 1 AND 300),
    -- Where the entry came from last: 'starter', or the name and version of the imported file.
    source text NOT NULL CONSTRAINT skill_source CHECK (length(source) BETWEEN 1 AND 100),
    CONSTRAINT skill_has_label CHECK (label_en IS NOT NULL OR label_fr IS NOT NULL)
);

CREATE TABLE skill_synonym (
    skill_id integer NOT NULL CONSTRAINT skill_synonym_skill_fk REFERENCES skill (id) ON DELETE CASCADE,
    language text NOT NULL CONSTRAINT skill_synonym_language CHECK (language IN ('fr', 'en')),
    label text NOT NULL CONSTRAINT skill_synonym_label CHECK (length(label) BETWEEN 1 AND 300),
    CONSTRAINT skill_synonym_pk PRIMARY KEY (skill_id, language, label)
);

CREATE TABLE skill_broader (
    skill_id integer NOT NULL CONSTRAINT skill_broader_skill_fk REFERENCES skill (id) ON DELETE CASCADE,
    broader_id integer NOT NULL CONSTRAINT skill_broader_broader_fk REFERENCES skill (id) ON DELETE CASCADE,
    CONSTRAINT skill_broader_pk PRIMARY KEY (skill_id, broader_id),
    CONSTRAINT skill_broader_not_itself CHECK (skill_id <> broader_id)
);
CREATE INDEX skill_broader_by_broader ON skill_broader (broader_id);

GRANT SELECT ON skill, skill_synonym, skill_broader
    TO vivier_daemon, vivier_operator, vivier_school, vivier_company, vivier_student;
GRANT INSERT, UPDATE, DELETE ON skill, skill_synonym, skill_broader TO vivier_operator;
