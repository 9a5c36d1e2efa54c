/* Memory that lives as long as a scenario: everything a load makes is handed to one arena and freed with it. */
#ifndef CB_ARENA_H
#define CB_ARENA_H

#include <stddef.h>

#include "status.h"

typedef struct cb_arena cb_arena;

cb_status cb_arena_create(cb_arena **arena) CB_MUST_USE;
/* Frees all memory and releases all objects, the last made first. */
void cb_arena_free(cb_arena *arena);

/* `count` zeroed entries of `size` bytes (at least one byte); NULL: out of memory. */
void *cb_arena_array(cb_arena *arena, size_t count, size_t size);
/* A formatted text; NULL: out of memory. */
char *cb_arena_text(cb_arena *arena, const char *format, ...) CB_PRINTF(2, 3);
/* Calls `release(object)` when the arena is freed, or at once when there is no memory to remember it. */
cb_status cb_arena_own(cb_arena *arena, void *object, void (*release)(void *object)) CB_MUST_USE;

#endif
