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
const vivier_embedded_file *vivier_migration(size_t index);
size_t vivier_migration_count(void);
#endif
