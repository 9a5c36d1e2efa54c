/* The order of processes that are made for each case. */
#include "loading.h"

#define PROCESS(letter, field_list, use_list)                                                                          \
    {                                                                                                                  \
        .name = letter, .doc = letter, .reference = "none", .fields = field_list, .uses = use_list                     \
    }
#define FIELD(of, sort)                                                                                                \
    {                                                                                                                  \
        .name = of, .unit = "1", .long_name = of, .axes = "place", .kind = sort                                        \
    }

static loading ordered(const cb_process *const *processes, size_t count, const char *line)
{
    loading l;
    char yaml[256];
    loading_open(&l);
    snprintf(yaml, sizeof yaml, CLOCK PLACES "%s", line);
    loading_write("scenario.yaml", yaml);
    cb_scenario_options options = {.processes = processes, .process_count = count};
    assert_int_equal(cb_diagnostics_create(&l.diagnostics), CB_OK);
    l.status = cb_scenario_load("scenario.yaml", &options, l.diagnostics, &l.scenario);
    loading_print(&l);
    return l;
}

static void assert_order(const cb_process *const *processes, size_t count, const char *line, const char *order)
{
    char text[64] = "";
    loading l = ordered(processes, count, line);
    if (l.status)
        fail_msg("%s", l.complaints);
    for (size_t p = 0; p < l.scenario->process_count; p++)
        strcat(text, l.scenario->processes[p]->name);
    assert_string_equal(text, order);
    loading_close(&l);
}

static const cb_field rate[] = {FIELD("rate", CB_SCRATCH), {0}}, stock[] = {FIELD("stock", CB_STATE), {0}},
                      other[] = {FIELD("other", CB_FLOW), {0}}, pile[] = {FIELD("pile", CB_STATE), {0}};
static const cb_use writes_rate[] = {{"rate", CB_WRITE}, {0}}, reads_rate[] = {{"rate", CB_READ}, {0}};
static const cb_process plain_a = PROCESS("a", NULL, NULL), plain_b = PROCESS("b", NULL, NULL);

static void ties_go_by_name(void **state)
{
    (void)state;
    const cb_process c = PROCESS("c", NULL, NULL);
    const cb_process *const processes[] = {&c, &plain_b, &plain_a};
    assert_order(processes, 3, "", "abc");
    assert_order(processes, 3, "processes: [c, a]\n", "ac");
}

static void writers_come_before_readers(void **state)
{
    (void)state;
    const cb_process z = PROCESS("z", rate, writes_rate), c = PROCESS("c", NULL, reads_rate);
    const cb_process *const processes[] = {&c, &z, &plain_a};
    assert_order(processes, 3, "", "azc");
    /* the field of a process that is not chosen is no reason to wait */
    assert_order(processes, 3, "processes: [c, a]\n", "ac");
}

/* The one writer of people reads rates that others make out of the people they find. */
static void who_must_come_first_reads_a_state_as_the_step_found_it(void **state)
{
    (void)state;
    static const cb_use writer[] = {{"stock", CB_WRITE}, {"rate", CB_READ}, {0}};
    static const cb_use maker[] = {{"stock", CB_READ}, {"rate", CB_WRITE}, {0}};
    static const cb_use viewer[] = {{"stock", CB_READ}, {0}};
    const cb_process w = PROCESS("c", stock, writer), m = PROCESS("m", rate, maker), v = PROCESS("a", NULL, viewer);
    const cb_process *const processes[] = {&v, &w, &m};
    assert_order(processes, 3, "", "mca");
}

static void states_alone_never_make_a_cycle(void **state)
{
    (void)state;
    static const cb_use one[] = {{"stock", CB_WRITE}, {"pile", CB_READ}, {0}};
    static const cb_use two[] = {{"pile", CB_WRITE}, {"stock", CB_READ}, {0}};
    const cb_process a = PROCESS("a", stock, one), b = PROCESS("b", pile, two);
    const cb_process *const processes[] = {&b, &a};
    assert_order(processes, 2, "", "ab");
}

static void a_cycle_is_refused_with_its_names(void **state)
{
    (void)state;
    static const cb_use one[] = {{"rate", CB_WRITE}, {"other", CB_READ}, {0}};
    static const cb_use two[] = {{"other", CB_WRITE}, {"rate", CB_READ}, {0}};
    const cb_process x = PROCESS("x", rate, one), y = PROCESS("y", other, two);
    const cb_process *const processes[] = {&plain_a, &x, &plain_b, &y};
    loading l = ordered(processes, 4, "processes: [a, y, x]\n");
    assert_int_equal(l.status, CB_ERROR_INPUT);
    assert_non_null(strstr(l.complaints, "in a circle: x -> y -> x"));
    loading_close(&l);
}

static void names_are_checked(void **state)
{
    (void)state;
    assert_complaint(CLOCK PLACES "processes: [road]\n", "there is no process `road`; did you mean `roads`?");
    assert_complaint(CLOCK PLACES "processes: [roads, roads]\n", "the process `roads` is named twice");
    assert_complaint(CLOCK PLACES "processes: []\n", "the list of processes is empty");
    assert_complaint(CLOCK PLACES "processes: roads\n", "a list is expected");
}

static void who_lacks_a_status_stays_out_unless_it_is_chosen(void **state)
{
    (void)state;
    cb_process r = PROCESS("r", NULL, NULL), b = PROCESS("b", NULL, NULL);
    const cb_process *const processes[] = {&r, &plain_a, &b};
    r.statuses = "registered unregistered";
    b.statuses = "rural";
    assert_order(processes, 3, "", "a");
    assert_order(processes, 3, "statuses: [rural]\n", "a"); /* nobody to tell them from */
    assert_order(processes, 3, "statuses: [rural, urban]\n", "ab");
    assert_order(processes, 3, "statuses: [urban, unregistered, registered]\n", "ar");
    assert_order(processes, 3, "statuses: [rural, unregistered, register]\n", "ab");
    loading l = ordered(processes, 3, "statuses: [rural, urban]\nprocesses: [a, b, r]\n");
    assert_int_equal(l.status, CB_ERROR_INPUT);
    assert_non_null(strstr(l.complaints, "scenario.yaml:4:19: error: the process `r` needs two statuses or more, with "
                                         "[registered unregistered] among them: add what is missing to `statuses`, or "
                                         "leave `r` out of `processes`\n"));
    loading_close(&l);
}

static void who_acts_for_another_process_needs_it(void **state)
{
    (void)state;
    cb_process r = PROCESS("r", NULL, NULL);
    const cb_process *const processes[] = {&r, &plain_a, &plain_b};
    r.needs = "a";
    assert_order(processes, 3, "", "abr");
    assert_order(processes, 3, "processes: [r, a]\n", "ar");
    loading l = ordered(processes, 3, "processes: [b, r]\n");
    assert_int_equal(l.status, CB_ERROR_INPUT);
    assert_non_null(strstr(
        l.complaints, "scenario.yaml:3:16: error: the process `r` needs the process `a`: add `a` to `processes`\n"));
    loading_close(&l);
}

static void all_are_chosen_when_none_is_named(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    assert_int_equal(l.scenario->process_count, 3);
    assert_string_equal(l.scenario->processes[0]->name, "moving");
    assert_string_equal(l.scenario->processes[1]->name, "people");
    assert_string_equal(l.scenario->processes[2]->name, "roads");
    assert_ptr_equal(l.scenario->known, fake_processes);
    loading_close(&l);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ties_go_by_name),
    cmocka_unit_test(writers_come_before_readers),
    cmocka_unit_test(who_must_come_first_reads_a_state_as_the_step_found_it),
    cmocka_unit_test(states_alone_never_make_a_cycle),
    cmocka_unit_test(a_cycle_is_refused_with_its_names),
    cmocka_unit_test(names_are_checked),
    cmocka_unit_test(who_lacks_a_status_stays_out_unless_it_is_chosen),
    cmocka_unit_test(who_acts_for_another_process_needs_it),
    cmocka_unit_test(all_are_chosen_when_none_is_named),
};

CB_SUITE(tests)
