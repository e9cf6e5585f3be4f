-- Whoever reads as a company reads for one: that goes for what a person agreed to as for the person.
ALTER POLICY consent_company ON consent
    USING (app_organisation() IS NOT NULL AND withdrawn_at IS NULL AND ends_at > now()
        AND (company_id IS NULL OR company_id = app_organisation()));

-- How far its own cases are given away a company reads off its own matches; of the cases of others it asks nothing.
REVOKE EXECUTE ON FUNCTION places_taken, company_places_taken FROM vivier_company;
