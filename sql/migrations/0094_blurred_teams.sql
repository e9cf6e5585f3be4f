-- What the blur of numbers of teams is made of: the same for the same company, question and number, on whatever day, so that asking again adds
-- nothing. It writes nothing, since companies count while they type; for the operator alone, since whoever knew it could undo the blur.
CREATE FUNCTION team_count_draws(asker uuid, asked text[], many integer[]) RETURNS TABLE (nth integer, draw bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT q.nth::integer,
        sha256(k.key || convert_to('teams', 'UTF8') || uuid_send(asker) || sha256(convert_to(q.question, 'UTF8')) || int4send(q.found))
    FROM house_key k, unnest(asked, many) WITH ORDINALITY AS q (question, found, nth) WHERE k.purpose = 'count';
END;
REVOKE EXECUTE ON FUNCTION team_count_draws FROM PUBLIC;
GRANT EXECUTE ON FUNCTION team_count_draws TO vivier_operator;
