#ifndef VIVIER_ASSETS_H
#define VIVIER_ASSETS_H
#include <stddef.h>

/// One file of the folder `css` or `js`: its name and its bytes, which are not terminated by a zero.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} vivier_asset;

/// The style sheets in the order in which they apply; NULL beyond the last.
const vivier_asset *vivier_style(size_t index);

/// The scripts in the order in which they run; NULL beyond the last. Pages work without any of them.
const vivier_asset *vivier_script(size_t index);

/// The programs with which anybody checks a published run, the one to begin with first; NULL beyond the last.
const vivier_asset *vivier_checker(size_t index);
#endif
