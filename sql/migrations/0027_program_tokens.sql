-- A program that bears a supervisor's or a contributor's token has no account: it too asks who it is.

ALTER POLICY token_self ON token
    USING (organisation_id = app_organisation() AND account_id IS NOT DISTINCT FROM app_account() AND role IN ('supervisor', 'contributor'));
