/* What both fuzz targets do: put a file into a folder that holds the small scenario, and check a scenario there as
 * `conurb check` does, from its text over every process's prepare to a block of members. */
#ifndef CB_FUZZ_CHECKING_H
#define CB_FUZZ_CHECKING_H

#include <stddef.h>
#include <stdint.h>

/* Writes `data` as the file `name` of the folder. */
void checking_write(const char *name, const uint8_t *data, size_t size);
/* The path of a file of the folder; overwritten by the next call. */
const char *checking_path(const char *name);
/* Checks the scenario `name` with one override ("key=value"), or NULL. Aborts where the engine breaks its word: a
 * refusal without a complaint, a scenario beside one, or a failure that is not one of the input. */
void checking_scenario(const char *name, const char *set);

#endif
