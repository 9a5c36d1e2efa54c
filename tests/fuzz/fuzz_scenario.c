/* Any bytes as a scenario file, beside the tables of the small scenario. */
#include "checking.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    checking_write("input.yaml", data, size);
    checking_scenario("input.yaml", NULL);
    return 0;
}
