/* The values of a chunk as HDF5's shuffle and deflate filters store them: bytes by significance, then a zlib stream. */
#ifndef CB_CHUNK_H
#define CB_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* To the nearest multiple of 2^-10, ties to even: off by at most 2^-11. NaN, infinities and what has no such digits
 * stay as they are. */
double cb_chunk_round(double value);

/* *bytes is malloc'ed and the caller's: `head` bytes left free, then *size compressed bytes. The same values give the
 * same bytes. */
cb_status cb_chunk_encode(const double *values, size_t count, bool round, size_t head, void **bytes,
                          size_t *size) CB_MUST_USE;
/* CB_ERROR_INPUT where the bytes are not exactly `count` values. */
cb_status cb_chunk_decode(const void *bytes, size_t size, double *values, size_t count) CB_MUST_USE;

/* CRC-32, as gzip has it. */
uint32_t cb_chunk_checksum(const void *bytes, size_t size);

#endif
