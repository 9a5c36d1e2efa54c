/* What every fallible function returns, and what each code means to a user.
 *
 * The list is the only place where a code, its text and its exit status stand together. */
#ifndef CB_STATUS_H
#define CB_STATUS_H

#define CB_STATUS_LIST(ENTRY)                                                                                          \
    ENTRY(CB_OK, 0, "done")                                                                                            \
    ENTRY(CB_ERROR_MEMORY, 1, "out of memory")                                                                         \
    ENTRY(CB_ERROR_IO, 1, "reading or writing failed")                                                                 \
    ENTRY(CB_ERROR_NUMBERS, 1, "a number left its bounds")                                                             \
    ENTRY(CB_ERROR_INPUT, 2, "the input is not valid")                                                                 \
    ENTRY(CB_ERROR_USAGE, 2, "the command line is not valid")

#define CB_STATUS_ENUM(code, exit_status, text) code,
typedef enum cb_status { CB_STATUS_LIST(CB_STATUS_ENUM) CB_STATUS_COUNT } cb_status;
#undef CB_STATUS_ENUM

#define CB_MUST_USE            __attribute__((warn_unused_result))
#define CB_PRINTF(text, first) __attribute__((format(printf, text, first)))

/* A short text for a code, never NULL. */
const char *cb_status_text(cb_status status);
/* The process exit status a code stands for: 0 done, 1 the work failed, 2 bad input or usage. */
int cb_status_exit(cb_status status);

#endif
