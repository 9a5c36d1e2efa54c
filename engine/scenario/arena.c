#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct arena_entry {
    struct arena_entry *earlier;
    void *object; /* NULL: the memory that follows */
    void (*release)(void *object);
    _Alignas(max_align_t) unsigned char memory[];
} arena_entry;

struct cb_arena {
    arena_entry *last;
};

cb_status cb_arena_create(cb_arena **arena)
{
    *arena = calloc(1, sizeof **arena);
    return *arena ? CB_OK : CB_ERROR_MEMORY;
}

void cb_arena_free(cb_arena *arena)
{
    if (!arena)
        return;
    for (arena_entry *entry = arena->last, *earlier; entry; entry = earlier) {
        earlier = entry->earlier;
        if (entry->release)
            entry->release(entry->object);
        free(entry);
    }
    free(arena);
}

static arena_entry *arena_add(cb_arena *arena, size_t bytes)
{
    arena_entry *entry = calloc(1, sizeof *entry + (bytes ? bytes : 1));
    if (entry) {
        entry->earlier = arena->last;
        arena->last = entry;
    }
    return entry;
}

void *cb_arena_array(cb_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    arena_entry *entry = arena_add(arena, count * size);
    return entry ? entry->memory : NULL;
}

char *cb_arena_text(cb_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : cb_arena_array(arena, (size_t)length + 1, 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}

cb_status cb_arena_own(cb_arena *arena, void *object, void (*release)(void *object))
{
    arena_entry *entry = arena_add(arena, 0);
    if (!entry) {
        release(object);
        return CB_ERROR_MEMORY;
    }
    entry->object = object;
    entry->release = release;
    return CB_OK;
}
