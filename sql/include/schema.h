#ifndef VIVIER_SCHEMA_H
#define VIVIER_SCHEMA_H
#include <stddef.h>

/// One embedded file: its name and its bytes, which are not terminated by a zero.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} vivier_embedded_file;

/// The migrations in the order in which they apply.
extern const vivier_embedded_file vivier_migrations[];
extern const size_t vivier_migration_count;
#endif
