/* Reads the value of one key by its kind. */
#ifndef CB_KEY_READ_H
#define CB_KEY_READ_H

#include "loader.h"

typedef struct cb_key_reading {
    cb_loader *loader;
    const cb_key *key;
    const cb_yaml *node; /* the value */
    void *member;        /* where it goes */
} cb_key_reading;

cb_status cb_key_read(const cb_key_reading *reading) CB_MUST_USE;
/* "a list", "nothing": what a node is, for messages. */
const char *cb_yaml_kind_text(const cb_yaml *node);

#endif
