-- A student states the days that differ from the usual week, as a calendar has them: the own ones, and no others.
GRANT INSERT (student_id, school_id, from_date, until_date, free), DELETE ON student_exception TO vivier_student;
CREATE POLICY student_exception_state ON student_exception FOR INSERT TO vivier_student
    WITH CHECK (student_id = app_student() AND school_id = app_organisation());
CREATE POLICY student_exception_take_back ON student_exception FOR DELETE TO vivier_student USING (student_id = app_student());
