-- A token may be narrowed to some of what its role may. NULL: all of it.

ALTER TABLE token ADD permissions text[]
    CONSTRAINT token_permissions CHECK (cardinality(permissions) BETWEEN 1 AND 60 AND NOT 'manageTokens' = ANY (permissions));
GRANT SELECT (permissions) ON token TO vivier_student, vivier_network, vivier_supervisor, vivier_contributor;
