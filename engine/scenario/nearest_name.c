/* "did you mean": the nearest of some names by edit distance, where swapped neighbours count as one edit and the case
 * of a letter as none. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "diagnostics.h"

#define LONGEST_WORD 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Distance of optimal string alignment; both words shorter than LONGEST_WORD. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST_WORD + 1], lengths[2] = {strlen(a), strlen(b)};
    for (size_t j = 0; j <= lengths[1]; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= lengths[0]; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= lengths[1]; j++) {
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return rows[lengths[0] % 3][lengths[1]];
}

const char *cb_nearest_name(const char *word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t length = strlen(word), best = length / 3 + 1;
    for (size_t i = 0; i < count && length && length < LONGEST_WORD; i++) {
        if (!names[i] || strlen(names[i]) >= LONGEST_WORD)
            continue;
        size_t distance = edit_distance(word, names[i]);
        if (distance < best) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}
