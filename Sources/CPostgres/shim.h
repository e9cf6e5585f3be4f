#include <libpq-fe.h>

// Swift does not import character constants with a usable type; these are the fields of an error that it reads.
static const int VIVIER_DIAG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int VIVIER_DIAG_SQLSTATE = PG_DIAG_SQLSTATE;
static const int VIVIER_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int VIVIER_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int VIVIER_DIAG_HINT = PG_DIAG_MESSAGE_HINT;
static const int VIVIER_DIAG_POSITION = PG_DIAG_STATEMENT_POSITION;
static const int VIVIER_DIAG_CONTEXT = PG_DIAG_CONTEXT;
static const int VIVIER_DIAG_TABLE = PG_DIAG_TABLE_NAME;
static const int VIVIER_DIAG_COLUMN = PG_DIAG_COLUMN_NAME;
static const int VIVIER_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;
static const int VIVIER_DIAG_FUNCTION = PG_DIAG_SOURCE_FUNCTION;

/// Ends a batch. From version 17 on libpq can do it without a system call of its own, so that one flush sends many batches.
static inline int vivier_pipeline_sync(PGconn *connection) {
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
    return PQsendPipelineSync(connection);
#else
    return PQpipelineSync(connection);
#endif
}

static void vivier_ignore_notice(void *context, const PGresult *notice) {
    (void)context;
    (void)notice;
}

/// Without this libpq prints every notice of the server to standard error.
static inline void vivier_silence_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, vivier_ignore_notice, 0);
}
