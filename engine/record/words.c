#include "words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int64_t member_label(const cb_manifest *manifest, size_t index)
{
    size_t member = cb_manifest_find_dimension(manifest, "member");
    const cb_dimension *dimension = &manifest->dimensions[member];
    return dimension->type == CB_SCALE_INTEGER ? dimension->integers[index] : (int64_t)index;
}

void cb_words_members(char *text, size_t size, const cb_manifest *manifest, size_t first, size_t last)
{
    size_t members = cb_manifest_members(manifest), begin = first * CB_CHUNK_MEMBERS, end = last * CB_CHUNK_MEMBERS;
    end = end < members ? end : members;
    if (end <= begin)
        snprintf(text, size, "no members");
    else if (end == begin + 1)
        snprintf(text, size, "member %" PRId64, member_label(manifest, begin));
    else
        snprintf(text, size, "members %" PRId64 " to %" PRId64, member_label(manifest, begin),
                 member_label(manifest, end - 1));
}

void cb_words_chunk(char *text, size_t size, const cb_manifest *manifest, cb_chunk_key key)
{
    const cb_variable *variable = &manifest->variables[key.variable];
    const cb_dimension *first = &manifest->dimensions[variable->dims[0]];
    cb_words_members(text, size, manifest, key.chunk, key.chunk + 1);
    size_t used = strlen(text);
    if (!strcmp(first->name, "variant") && first->type == CB_SCALE_TEXT)
        snprintf(text + used, size - used, " of variant %s", first->texts[key.variant]);
}
