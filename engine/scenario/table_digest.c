/* A number for the set of rows of a file: sums of hashes, so that the order of rows and of columns does not matter. */
#include "table.h"

/* FNV-1a over a text and its end. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    } while (*text++);
    return hash;
}

/* Mixes all bits into all bits (the finaliser of MurmurHash3), so that sums of hashes stay apart. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    x = (x ^ x >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return x ^ x >> 33;
}

static uint64_t hash_cell(const char *column, const char *cell)
{
    return mix(hash_text(hash_text(UINT64_C(0xCBF29CE484222325), column), cell));
}

uint64_t cb_csv_digest(const cb_csv *csv)
{
    uint64_t digest = 0;
    for (size_t c = 0; c < csv->columns; c++)
        digest += hash_cell(csv->header[c], "");
    for (size_t row = 0; row < csv->rows; row++) {
        uint64_t sum = 0;
        for (size_t c = 0; c < csv->columns; c++)
            sum += hash_cell(csv->header[c], csv->cells[row * csv->columns + c]);
        digest += mix(sum);
    }
    return digest;
}
