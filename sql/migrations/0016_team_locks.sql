-- A team that the school has locked stays as it is whenever teams are formed anew.
ALTER TABLE team ADD COLUMN locked boolean NOT NULL DEFAULT false;
