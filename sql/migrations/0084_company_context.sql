-- Whoever reads as a company reads for one: without its name in the session nobody of the pool is shown, as with every other role.
ALTER POLICY student_company ON student
    USING (in_pool AND app_organisation() IS NOT NULL
        AND (pool_until > now() OR pool_company_until[array_position(pool_companies, app_organisation())] > now()));
ALTER POLICY pool_skill_company ON pool_skill
    USING (app_organisation() IS NOT NULL
        AND (pool_until > now() OR pool_company_until[array_position(pool_companies, app_organisation())] > now()));
