-- How a run came to its result: the best that was found and what was proven to be out of reach, as time went by. None of it is part of the
-- result, which is the same however long it takes.
ALTER TABLE run ADD COLUMN course jsonb NOT NULL DEFAULT '[]' CONSTRAINT run_course CHECK (jsonb_typeof(course) = 'array');
