-- A team that goes takes its members' rows along by team and cohort. Before the first statistics of a fresh import the key of (cohort, student)
-- looked as good for that, and each team read the whole cohort: twenty thousand teams took a minute to undo.
ALTER TABLE team_member DROP CONSTRAINT team_member_pk,
    ADD CONSTRAINT team_member_pk PRIMARY KEY (team_id, cohort_id, student_id);
