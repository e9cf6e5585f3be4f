#include "schema.h"

static const unsigned char organisations[] = {
#embed "migrations/0001_organisations.sql"
};
static const unsigned char skills[] = {
#embed "migrations/0002_skills.sql"
};
static const unsigned char students[] = {
#embed "migrations/0003_students.sql"
};
static const unsigned char cases[] = {
#embed "migrations/0004_cases.sql"
};
static const unsigned char rounds[] = {
#embed "migrations/0005_rounds.sql"
};
static const unsigned char prospects[] = {
#embed "migrations/0006_prospects.sql"
};
static const unsigned char readiness[] = {
#embed "migrations/0007_readiness.sql"
};
static const unsigned char preferences[] = {
#embed "migrations/0008_preferences.sql"
};
static const unsigned char guards[] = {
#embed "migrations/0009_guards.sql"
};
static const unsigned char held_skills[] = {
#embed "migrations/0010_held_skills.sql"
};
static const unsigned char publication[] = {
#embed "migrations/0011_publication.sql"
};
static const unsigned char idle_decisions[] = {
#embed "migrations/0012_idle_decisions.sql"
};
static const unsigned char team_member_key[] = {
#embed "migrations/0013_team_member_key.sql"
};
static const unsigned char team_cards[] = {
#embed "migrations/0015_team_cards.sql"
};
static const unsigned char team_locks[] = {
#embed "migrations/0016_team_locks.sql"
};
static const unsigned char branches[] = {
#embed "migrations/0017_branches.sql"
};
static const unsigned char card_names[] = {
#embed "migrations/0018_card_names.sql"
};
static const unsigned char fairness[] = {
#embed "migrations/0019_fairness.sql"
};
static const unsigned char minimums[] = {
#embed "migrations/0020_minimums.sql"
};
static const unsigned char sign_in[] = {
#embed "migrations/0021_sign_in.sql"
};
static const unsigned char alike[] = {
#embed "migrations/0022_alike.sql"
};
static const unsigned char consent_ledger[] = {
#embed "migrations/0023_consent_ledger.sql"
};
static const unsigned char persons[] = {
#embed "migrations/0024_persons.sql"
};
static const unsigned char retention[] = {
#embed "migrations/0025_retention.sql"
};
static const unsigned char roles[] = {
#embed "migrations/0026_roles.sql"
};
static const unsigned char program_tokens[] = {
#embed "migrations/0027_program_tokens.sql"
};
static const unsigned char openid[] = {
#embed "migrations/0028_openid.sql"
};
static const unsigned char memberships[] = {
#embed "migrations/0029_memberships.sql"
};
static const unsigned char delivered_questions[] = {
#embed "migrations/0030_delivered_questions.sql"
};
static const unsigned char published_runs[] = {
#embed "migrations/0031_published_runs.sql"
};
static const unsigned char ledger_moments[] = {
#embed "migrations/0032_ledger_moments.sql"
};
static const unsigned char answers[] = {
#embed "migrations/0033_answers.sql"
};
static const unsigned char audit_concerns[] = {
#embed "migrations/0034_audit_concerns.sql"
};
static const unsigned char token_scopes[] = {
#embed "migrations/0035_token_scopes.sql"
};
static const unsigned char enrolment[] = {
#embed "migrations/0036_enrolment.sql"
};
static const unsigned char roster_files[] = {
#embed "migrations/0038_roster_files.sql"
};
static const unsigned char reminders[] = {
#embed "migrations/0039_reminders.sql"
};
static const unsigned char run_course[] = {
#embed "migrations/0040_run_course.sql"
};
static const unsigned char case_words[] = {
#embed "migrations/0042_case_words.sql"
};
static const unsigned char next_actions[] = {
#embed "migrations/0043_next_actions.sql"
};
static const unsigned char stated_profiles[] = {
#embed "migrations/0044_stated_profiles.sql"
};
static const unsigned char visitors[] = {
#embed "migrations/0045_visitors.sql"
};
static const unsigned char left_out[] = {
#embed "migrations/0046_left_out.sql"
};
static const unsigned char edited_organisations[] = {
#embed "migrations/0047_edited_organisations.sql"
};
static const unsigned char issuers[] = {
#embed "migrations/0048_issuers.sql"
};
static const unsigned char invitation_pace[] = {
#embed "migrations/0049_invitation_pace.sql"
};
static const unsigned char counted_decisions[] = {
#embed "migrations/0050_counted_decisions.sql"
};
static const unsigned char names_found[] = {
#embed "migrations/0051_names_found.sql"
};
static const unsigned char told_looks[] = {
#embed "migrations/0052_told_looks.sql"
};
static const unsigned char place_worths[] = {
#embed "migrations/0053_place_worths.sql"
};
static const unsigned char pool_skill_until[] = {
#embed "migrations/0059_pool_skill_until.sql"
};
static const unsigned char own_days[] = {
#embed "migrations/0064_own_days.sql"
};
static const unsigned char enrolled_in_pieces[] = {
#embed "migrations/0065_enrolled_in_pieces.sql"
};
static const unsigned char cohort_tallies[] = {
#embed "migrations/0066_cohort_tallies.sql"
};
static const unsigned char case_companies[] = {
#embed "migrations/0067_case_companies.sql"
};
static const unsigned char team_sizes[] = {
#embed "migrations/0068_team_sizes.sql"
};
static const unsigned char addresses[] = {
#embed "migrations/0069_addresses.sql"
};
static const unsigned char reach[] = {
#embed "migrations/0070_reach.sql"
};
static const unsigned char own_words[] = {
#embed "migrations/0071_own_words.sql"
};
static const unsigned char cursor_key[] = {
#embed "migrations/0072_cursor_key.sql"
};
static const unsigned char past_cases[] = {
#embed "migrations/0073_past_cases.sql"
};
static const unsigned char letters[] = {
#embed "migrations/0074_letters.sql"
};
static const unsigned char walls[] = {
#embed "migrations/0075_walls.sql"
};
static const unsigned char told_counts[] = {
#embed "migrations/0076_told_counts.sql"
};
static const unsigned char older_runs[] = {
#embed "migrations/0077_older_runs.sql"
};
static const unsigned char roster_pages[] = {
#embed "migrations/0078_roster_pages.sql"
};
static const unsigned char case_companies_alone[] = {
#embed "migrations/0079_case_companies_alone.sql"
};
static const unsigned char owner_becomes_daemon[] = {
#embed "migrations/0080_owner_becomes_daemon.sql"
};
static const unsigned char second_reading[] = {
#embed "migrations/0081_second_reading.sql"
};
static const unsigned char invitation_language[] = {
#embed "migrations/0083_invitation_language.sql"
};
static const unsigned char company_context[] = {
#embed "migrations/0084_company_context.sql"
};
static const unsigned char folded_names[] = {
#embed "migrations/0085_folded_names.sql"
};
static const unsigned char days_of_the_house[] = {
#embed "migrations/0086_days_of_the_house.sql"
};
static const unsigned char letters_behind[] = {
#embed "migrations/0087_letters_behind.sql"
};
static const unsigned char third_reading[] = {
#embed "migrations/0088_third_reading.sql"
};
static const unsigned char backups[] = {
#embed "migrations/0089_backups.sql"
};
static const unsigned char bytes_left[] = {
#embed "migrations/0090_bytes_left.sql"
};
static const unsigned char fourth_reading[] = {
#embed "migrations/0091_fourth_reading.sql"
};
static const unsigned char functions_look[] = {
#embed "migrations/0093_functions_look.sql"
};
static const unsigned char blurred_teams[] = {
#embed "migrations/0094_blurred_teams.sql"
};
static const unsigned char names_apart[] = {
#embed "migrations/0095_names_apart.sql"
};
static const unsigned char names_by_words[] = {
#embed "migrations/0096_names_by_words.sql"
};
static const unsigned char kept_plans[] = {
#embed "migrations/0097_kept_plans.sql"
};
static const unsigned char conflicts_of_interest[] = {
#embed "migrations/0098_conflicts_of_interest.sql"
};
static const unsigned char former_teams[] = {
#embed "migrations/0099_former_teams.sql"
};
static const vivier_embedded_file migrations[] = {
    {"0001_organisations", organisations, sizeof organisations},
    {"0002_skills", skills, sizeof skills},
    {"0003_students", students, sizeof students},
    {"0004_cases", cases, sizeof cases},
    {"0005_rounds", rounds, sizeof rounds},
    {"0006_prospects", prospects, sizeof prospects},
    {"0007_readiness", readiness, sizeof readiness},
    {"0008_preferences", preferences, sizeof preferences},
    {"0009_guards", guards, sizeof guards},
    {"0010_held_skills", held_skills, sizeof held_skills},
    {"0011_publication", publication, sizeof publication},
    {"0012_idle_decisions", idle_decisions, sizeof idle_decisions},
    {"0013_team_member_key", team_member_key, sizeof team_member_key},
    {"0015_team_cards", team_cards, sizeof team_cards},
    {"0016_team_locks", team_locks, sizeof team_locks},
    {"0017_branches", branches, sizeof branches},
    {"0018_card_names", card_names, sizeof card_names},
    {"0019_fairness", fairness, sizeof fairness},
    {"0020_minimums", minimums, sizeof minimums},
    {"0021_sign_in", sign_in, sizeof sign_in},
    {"0022_alike", alike, sizeof alike},
    {"0023_consent_ledger", consent_ledger, sizeof consent_ledger},
    {"0024_persons", persons, sizeof persons},
    {"0025_retention", retention, sizeof retention},
    {"0026_roles", roles, sizeof roles},
    {"0027_program_tokens", program_tokens, sizeof program_tokens},
    {"0028_openid", openid, sizeof openid},
    {"0029_memberships", memberships, sizeof memberships},
    {"0030_delivered_questions", delivered_questions, sizeof delivered_questions},
    {"0031_published_runs", published_runs, sizeof published_runs},
    {"0032_ledger_moments", ledger_moments, sizeof ledger_moments},
    {"0033_answers", answers, sizeof answers},
    {"0034_audit_concerns", audit_concerns, sizeof audit_concerns},
    {"0035_token_scopes", token_scopes, sizeof token_scopes},
    {"0036_enrolment", enrolment, sizeof enrolment},
    {"0038_roster_files", roster_files, sizeof roster_files},
    {"0039_reminders", reminders, sizeof reminders},
    {"0040_run_course", run_course, sizeof run_course},
    {"0042_case_words", case_words, sizeof case_words},
    {"0043_next_actions", next_actions, sizeof next_actions},
    {"0044_stated_profiles", stated_profiles, sizeof stated_profiles},
    {"0045_visitors", visitors, sizeof visitors},
    {"0046_left_out", left_out, sizeof left_out},
    {"0047_edited_organisations", edited_organisations, sizeof edited_organisations},
    {"0048_issuers", issuers, sizeof issuers},
    {"0049_invitation_pace", invitation_pace, sizeof invitation_pace},
    {"0050_counted_decisions", counted_decisions, sizeof counted_decisions},
    {"0051_names_found", names_found, sizeof names_found},
    {"0052_told_looks", told_looks, sizeof told_looks},
    {"0053_place_worths", place_worths, sizeof place_worths},
    {"0059_pool_skill_until", pool_skill_until, sizeof pool_skill_until},
    {"0064_own_days", own_days, sizeof own_days},
    {"0065_enrolled_in_pieces", enrolled_in_pieces, sizeof enrolled_in_pieces},
    {"0066_cohort_tallies", cohort_tallies, sizeof cohort_tallies},
    {"0067_case_companies", case_companies, sizeof case_companies},
    {"0068_team_sizes", team_sizes, sizeof team_sizes},
    {"0069_addresses", addresses, sizeof addresses},
    {"0070_reach", reach, sizeof reach},
    {"0071_own_words", own_words, sizeof own_words},
    {"0072_cursor_key", cursor_key, sizeof cursor_key},
    {"0073_past_cases", past_cases, sizeof past_cases},
    {"0074_letters", letters, sizeof letters},
    {"0075_walls", walls, sizeof walls},
    {"0076_told_counts", told_counts, sizeof told_counts},
    {"0077_older_runs", older_runs, sizeof older_runs},
    {"0078_roster_pages", roster_pages, sizeof roster_pages},
    {"0079_case_companies_alone", case_companies_alone, sizeof case_companies_alone},
    {"0080_owner_becomes_daemon", owner_becomes_daemon, sizeof owner_becomes_daemon},
    {"0081_second_reading", second_reading, sizeof second_reading},
    {"0083_invitation_language", invitation_language, sizeof invitation_language},
    {"0084_company_context", company_context, sizeof company_context},
    {"0085_folded_names", folded_names, sizeof folded_names},
    {"0086_days_of_the_house", days_of_the_house, sizeof days_of_the_house},
    {"0087_letters_behind", letters_behind, sizeof letters_behind},
    {"0088_third_reading", third_reading, sizeof third_reading},
    {"0089_backups", backups, sizeof backups},
    {"0090_bytes_left", bytes_left, sizeof bytes_left},
    {"0091_fourth_reading", fourth_reading, sizeof fourth_reading},
    {"0093_functions_look", functions_look, sizeof functions_look},
    {"0094_blurred_teams", blurred_teams, sizeof blurred_teams},
    {"0095_names_apart", names_apart, sizeof names_apart},
    {"0096_names_by_words", names_by_words, sizeof names_by_words},
    {"0097_kept_plans", kept_plans, sizeof kept_plans},
    {"0098_conflicts_of_interest", conflicts_of_interest, sizeof conflicts_of_interest},
    {"0099_former_teams", former_teams, sizeof former_teams},
};
static const unsigned char demo_cases[] = {
#embed "demo/cases.csv"
};
static const vivier_embedded_file demo_cases_file = {"demo-cases.csv", demo_cases, sizeof demo_cases};
const vivier_embedded_file *vivier_demo_cases(void) { return &demo_cases_file; }

static const unsigned char demo_companies[] = {
#embed "demo/companies.csv"
};
static const vivier_embedded_file demo_companies_file = {"demo-companies.csv", demo_companies, sizeof demo_companies};
const vivier_embedded_file *vivier_demo_companies(void) { return &demo_companies_file; }

const vivier_embedded_file *vivier_migration(size_t index) { return &migrations[index]; }
size_t vivier_migration_count(void) { return sizeof migrations / sizeof migrations[0]; }

// This service uses the ESCO classification of the European Commission.
static const unsigned char starter_skills[] = {
#embed "starter/skills.csv"
};
static const vivier_embedded_file starter = {"skills.csv", starter_skills, sizeof starter_skills};
const vivier_embedded_file *vivier_starter_skills(void) { return &starter; }

static const unsigned char confusables[] = {
#embed "starter/confusables.txt"
};
static const vivier_embedded_file confusables_file = {"confusables.txt", confusables, sizeof confusables};
const vivier_embedded_file *vivier_confusables(void) { return &confusables_file; }
