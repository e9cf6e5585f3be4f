-- An invitation from the terminal may name no language: then its page is in that of the browser which opens it, and the account that it makes
-- has the one that accounts are made with.
ALTER TABLE invitation ALTER COLUMN language DROP NOT NULL;

CREATE OR REPLACE FUNCTION account_for(address text, speaks text) RETURNS uuid
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    INSERT INTO account (email, language) VALUES (address, coalesce(speaks, 'fr'))
    ON CONFLICT (lower(email)) DO UPDATE SET language = account.language RETURNING id;
END;
