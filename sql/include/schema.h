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

/// The skills that a new service knows before any import: what business schools teach and small companies ask for, in English and French.
///
/// CSV in UTF-8: `uri,kind,label_en,label_fr,synonyms_en,synonyms_fr,broader`, the lists separated by `|`. Entries are ESCO concepts under
/// their ESCO URIs with labels of our own, and a few `urn:vivier:skill:` ones that ESCO lacks. No label or synonym stands for two skills.
const vivier_embedded_file *vivier_starter_skills(void);

/// What the demonstration posts: forty cases in the form that `vivier case import` takes, and the companies (`name,city,sector`) behind them.
const vivier_embedded_file *vivier_demo_cases(void);
const vivier_embedded_file *vivier_demo_companies(void);

/// What characters look like, by Unicode's own table: `SOURCE;TARGET …` a line, code points in hexadecimal, sources in order.
const vivier_embedded_file *vivier_confusables(void);
#endif
