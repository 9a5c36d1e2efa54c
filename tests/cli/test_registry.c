#include "suite.h"

#include <stdlib.h>

#include "registry.h"

static void test_both_instruction_sets_have_the_same_processes(void **state)
{
    size_t native_count, avx2_count;
    (void)state;
    unsetenv("CONURB_ISA");
    const cb_process *const *native = cb_registry(&native_count);
    setenv("CONURB_ISA", "avx2", 1);
    const cb_process *const *avx2 = cb_registry(&avx2_count);
    unsetenv("CONURB_ISA");
    assert_int_equal(native_count, avx2_count);
    assert_true(avx2_count > 0);
    for (size_t i = 0; i < avx2_count; i++)
        assert_string_equal(native[i]->name, avx2[i]->name);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        assert_true(native != avx2);
}

static void test_every_process_is_whole(void **state)
{
    size_t count;
    (void)state;
    const cb_process *const *processes = cb_registry(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(processes[i]->name && *processes[i]->name);
        assert_true(processes[i]->doc && *processes[i]->doc);
        assert_true(processes[i]->reference && *processes[i]->reference);
        assert_true(processes[i]->prepare || processes[i]->step);
        size_t needed = 0;
        while (processes[i]->needs && needed < count && strcmp(processes[needed]->name, processes[i]->needs))
            needed++;
        assert_true(needed < count);
    }
    assert_null(processes[count]);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_instruction_sets_have_the_same_processes),
                                          cmocka_unit_test(test_every_process_is_whole)};
CB_SUITE(tests)
