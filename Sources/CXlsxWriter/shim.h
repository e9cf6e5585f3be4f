#include <xlsxwriter.h>

// Of <sys/mman.h>, which shows it to GNU programs alone.
extern int memfd_create(const char *name, unsigned int flags);

/// A file that lies in memory alone and is closed for other programs (MFD_CLOEXEC), or -1.
static inline int vivier_memory_file(void) { return memfd_create("workbook", 1U); }
