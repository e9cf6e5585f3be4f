-- A question about a consent that was withdrawn meanwhile takes no answer; and an answer takes the student first, as the erasure of the student
-- does, so that neither waits for what the other has.

CREATE OR REPLACE FUNCTION answer_question(secret bytea, keeps boolean, request text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    q retention_question;
BEGIN
    PERFORM FROM student s WHERE s.id = (SELECT x.student_id FROM retention_question x WHERE x.sha256 = secret) FOR NO KEY UPDATE;
    UPDATE retention_question x SET answered_at = now(), answer = CASE WHEN keeps THEN 'keep' ELSE 'end' END
        WHERE x.sha256 = secret AND x.answered_at IS NULL AND x.due_at > now()
            AND (keeps OR x.consent_id IS NOT NULL OR x.prospect_id IS NOT NULL)
            AND (x.consent_id IS NULL OR EXISTS (SELECT FROM consent c WHERE c.id = x.consent_id AND c.withdrawn_at IS NULL))
        RETURNING * INTO q;
    IF q.id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO audit_entry (organisation_id, role, action, object, outcome, request_id)
        VALUES (q.school_id, 'student', CASE WHEN keeps THEN 'keepFile' ELSE 'endFile' END,
            coalesce(q.consent_id, q.prospect_id, q.student_id)::text, 'done', request);
    IF q.consent_id IS NOT NULL THEN
        IF keeps THEN
            UPDATE consent c SET ends_at = greatest(c.ends_at, retention_end(c.purpose, now())) WHERE c.id = q.consent_id AND c.withdrawn_at IS NULL;
        ELSE
            UPDATE consent c SET withdrawn_at = now() WHERE c.id = q.consent_id AND c.withdrawn_at IS NULL;
        END IF;
    ELSIF q.prospect_id IS NOT NULL THEN
        IF keeps THEN
            UPDATE prospect SET kept_at = now() WHERE id = q.prospect_id;
        ELSE
            DELETE FROM prospect WHERE id = q.prospect_id;
        END IF;
    ELSE
        UPDATE student SET kept_at = now() WHERE id = q.student_id;
    END IF;
    RETURN true;
END
$$;
