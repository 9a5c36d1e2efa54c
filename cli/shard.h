/* Which part of a run this process does: --shard I/N, or the place in a Slurm job array. */
#ifndef CB_SHARD_H
#define CB_SHARD_H

#include "options.h"

/* 1 of 1 where neither says otherwise; a job array is ignored where --member names one member. Refuses an array whose
 * ids leave something out, or that is not as Slurm sets it. */
cb_status cb_shard_choose(const cb_arguments *arguments, size_t *shard, size_t *shards) CB_MUST_USE;

#endif
