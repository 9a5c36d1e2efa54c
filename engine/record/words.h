/* Chunks in the words of a user: the members as the file labels them, the variant by its name. */
#ifndef CB_WORDS_H
#define CB_WORDS_H

#include "journal.h"

#define CB_WORDS_SIZE 160

/* "members 16 to 23", "member 17": those of chunks [first, last). */
void cb_words_members(char *text, size_t size, const cb_manifest *manifest, size_t first, size_t last);
/* "members 16 to 23 of variant plan" */
void cb_words_chunk(char *text, size_t size, const cb_manifest *manifest, cb_chunk_key key);

#endif
