/* Names a user asks for that are not there. */
#ifndef CB_NAMES_H
#define CB_NAMES_H

#include "journal.h"

/* CB_ERROR_USAGE: "`what` 'word' is not in this file; did you mean 'x'? It has: a, b, c". A list too long for a fault
 * ends with the number of names left out. */
cb_status cb_names_unknown(cb_fault *fault, const char *what, const char *word, const char *const *names, size_t count);

#endif
