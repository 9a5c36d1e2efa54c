#include "chunk.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEFLATE_LEVEL 1 /* noisy doubles do not get smaller at higher levels, only slower */
#define STEPS         1024.0
#define NO_DIGITS     0x1p42 /* from here on doubles are multiples of 2^-10 */

double cb_chunk_round(double value)
{
    if (!(fabs(value) < NO_DIGITS))
        return value;
    return rint(value * STEPS) / STEPS + 0.0; /* no negative zero */
}

static void shuffle(const double *values, size_t count, bool round, uint8_t *bytes)
{
    for (size_t i = 0; i < count; i++) {
        double value = round ? cb_chunk_round(values[i]) : values[i];
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        for (size_t b = 0; b < sizeof bits; b++)
            bytes[b * count + i] = (uint8_t)(bits >> (8 * b));
    }
}

static void unshuffle(const uint8_t *bytes, size_t count, double *values)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = 0;
        for (size_t b = 0; b < sizeof bits; b++)
            bits |= (uint64_t)bytes[b * count + i] << (8 * b);
        memcpy(&values[i], &bits, sizeof bits);
    }
}

cb_status cb_chunk_encode(const double *values, size_t count, bool round, size_t head, void **bytes, size_t *size)
{
    cb_status status = CB_ERROR_MEMORY;
    size_t raw = count * sizeof *values;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    size_t bound = compressor ? libdeflate_zlib_compress_bound(compressor, raw) : 0;
    uint8_t *shuffled = malloc(raw + 1), *made = malloc(head + bound + 1);
    if (!compressor || !shuffled || !made)
        goto out;
    shuffle(values, count, round, shuffled);
    *size = libdeflate_zlib_compress(compressor, shuffled, raw, made + head, bound);
    void *shorter = realloc(made, head + *size);
    *bytes = shorter ? shorter : made;
    made = NULL;
    status = CB_OK;
out:
    free(made);
    free(shuffled);
    if (compressor)
        libdeflate_free_compressor(compressor);
    return status;
}

cb_status cb_chunk_decode(const void *bytes, size_t size, double *values, size_t count)
{
    cb_status status = CB_ERROR_MEMORY;
    size_t raw = count * sizeof *values;
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    uint8_t *shuffled = malloc(raw + 1);
    if (decompressor && shuffled) {
        /* Without a place for the size, a stream of another size is an error. */
        enum libdeflate_result result = libdeflate_zlib_decompress(decompressor, bytes, size, shuffled, raw, NULL);
        status = result == LIBDEFLATE_SUCCESS ? CB_OK : CB_ERROR_INPUT;
    }
    if (!status)
        unshuffle(shuffled, count, values);
    free(shuffled);
    if (decompressor)
        libdeflate_free_decompressor(decompressor);
    return status;
}

uint32_t cb_chunk_checksum(const void *bytes, size_t size)
{
    return libdeflate_crc32(0, bytes, size);
}
