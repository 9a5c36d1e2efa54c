#include "loading.h"

static const cb_source_text *source_of(const cb_scenario *scenario, const char *name)
{
    for (size_t i = 0; i < scenario->source_count; i++)
        if (!strcmp(scenario->sources[i].name, name))
            return &scenario->sources[i];
    fail_msg("no source %s", name);
    return NULL;
}

static void every_file_is_named_without_its_folder(void **state)
{
    (void)state;
    loading l;
    char path[64];
    loading_open(&l);
    assert_int_equal(system("mkdir plans data && mv places.csv people.csv data"), 0);
    loading_write("data/base.yaml", USUAL);
    loading_write("plans/scenario.yaml", "extends: ../data/base.yaml\ntitle: \xc3\xa9t\xc3\xa9\n");
    snprintf(path, sizeof path, "%s/plans/scenario.yaml", l.folder);
    loading_read(&l, path, (cb_scenario_options){0});
    if (l.status)
        fail_msg("%s", l.complaints);
    const cb_scenario *s = l.scenario;
    assert_int_equal(s->source_count, 4);
    assert_string_equal(s->sources[0].name, "scenario.yaml");
    assert_string_equal(s->sources[0].text, "extends: ../data/base.yaml\ntitle: \xc3\xa9t\xc3\xa9\n");
    assert_string_equal(source_of(s, "../data/base.yaml")->text, USUAL);
    assert_null(source_of(s, "../data/places.csv")->text);
    assert_true(source_of(s, "../data/places.csv")->digest != 0);
    assert_true(source_of(s, "../data/people.csv")->digest != source_of(s, "../data/places.csv")->digest);
    assert_null(strstr(s->resolved, "/tmp"));
    loading_close(&l);
}

/* Each by its last part alone, unless that is the name of another: then with as many folders as it takes. */
static void files_elsewhere_have_names_of_their_own(void **state)
{
    (void)state;
    static const char *const names[] = {"base.yaml",      "places.csv",   "x/a/people.csv",
                                        "y/a/people.csv", "b/people.csv", "far/people.csv"};
    loading l;
    char text[1024];
    loading_open(&l);
    assert_int_equal(system("mkdir -p near far/x/a far/y/a far/b && cp people.csv far/x/a && cp people.csv far/y/a && "
                            "cp people.csv far/b && cp people.csv far && cp people.csv near && mv places.csv far"),
                     0);
    loading_write("far/base.yaml", CLOCK PLACES "statuses: [rural, urban]\npopulation: {table: x/a/people.csv}\n"
                                                "variants:\n  y: {population: {table: y/a/people.csv}}\n"
                                                "  b: {population: {table: b/people.csv}}\n"
                                                "  far: {population: {table: people.csv}}\n");
    snprintf(text, sizeof text, "extends: %s/far/base.yaml\nvariants: {near: {population: {table: people.csv}}}\n",
             l.folder);
    loading_write("near/scenario.yaml", text);
    loading_read(&l, "near/scenario.yaml", (cb_scenario_options){0});
    if (l.status)
        fail_msg("%s", l.complaints);
    assert_int_equal(l.scenario->source_count, 8);
    source_of(l.scenario, "scenario.yaml");
    source_of(l.scenario, "people.csv"); /* that of the scenario's own folder */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        source_of(l.scenario, names[i]);
    for (size_t i = 2; i < sizeof names / sizeof *names; i++)
        assert_non_null(strstr(l.scenario->resolved, names[i]));
    assert_null(strstr(l.scenario->resolved, "/tmp"));
    loading_close(&l);
}

static void the_order_of_rows_moves_no_digest(void **state)
{
    (void)state;
    uint64_t digests[2];
    static const char *const tables[] = {"id,name\nA,x\nB,y\n", "name,id\ny,B\nx,A\n"};
    for (size_t i = 0; i < 2; i++) {
        loading l;
        loading_open(&l);
        loading_write("places.csv", tables[i]);
        loading_write("scenario.yaml", CLOCK PLACES "processes: [roads]\n");
        loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
        digests[i] = source_of(l.scenario, "places.csv")->digest;
        loading_close(&l);
    }
    assert_true(digests[0] == digests[1]);
}

static void a_table_that_two_variants_share_is_read_once(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "variants: {a: {parameters: {moving.rate: 1 %/yr}}}\n");
    assert_int_equal(l.scenario->source_count, 3);
    assert_ptr_equal(cb_variant_table(&l.scenario->variants[0], "population")->rows,
                     cb_variant_table(&l.scenario->variants[1], "population")->rows);
    loading_close(&l);
}

static void a_table_of_the_command_line_lies_beside_the_scenario(void **state)
{
    (void)state;
    static const char *const sets[] = {"places.table=here.csv"};
    loading l;
    loading_open(&l);
    assert_int_equal(system("mkdir plans"), 0);
    loading_write("plans/here.csv", "id\nZ\n");
    loading_write("plans/scenario.yaml", CLOCK PLACES "processes: [roads]\n");
    loading_read(&l, "plans/scenario.yaml", (cb_scenario_options){.sets = sets, .set_count = 1});
    if (l.status)
        fail_msg("%s", l.complaints);
    assert_string_equal(l.scenario->places[0].id, "Z");
    assert_int_equal(l.scenario->source_count, 2);
    assert_string_equal(l.scenario->sources[1].name, "here.csv");
    loading_close(&l);
}

static void a_table_that_is_not_there_is_told_once(void **state)
{
    (void)state;
    assert_complaint(CLOCK "places: {table: places.csv}\nstatuses: [rural, urban]\npopulation: {table: lost.csv}\n"
                           "variants: {a: {parameters: {moving.rate: 1 %/yr}}}\n",
                     "cannot read the table `lost.csv`: No such file or directory");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_file_is_named_without_its_folder),
    cmocka_unit_test(files_elsewhere_have_names_of_their_own),
    cmocka_unit_test(the_order_of_rows_moves_no_digest),
    cmocka_unit_test(a_table_that_two_variants_share_is_read_once),
    cmocka_unit_test(a_table_of_the_command_line_lies_beside_the_scenario),
    cmocka_unit_test(a_table_that_is_not_there_is_told_once),
};

CB_SUITE(tests)
