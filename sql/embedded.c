#include "schema.h"

#define EMBED(symbol, file) static const unsigned char symbol[] = {
static const unsigned char m0001[] = {
#embed "migrations/0001_schools_and_people.sql"
};

const vivier_embedded_file vivier_migrations[] = {
    {"0001_schools_and_people", m0001, sizeof m0001},
};
const size_t vivier_migration_count = sizeof vivier_migrations / sizeof vivier_migrations[0];
