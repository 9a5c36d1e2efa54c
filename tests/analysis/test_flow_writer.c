#include "flow_writer.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "complaints.h"
#include "printed.h"

/* A production-constrained fit as it could be: place A is the base, C has no flows. */
static char *places[] = {"A", "B", "C"}, *labels[] = {"ln_people", "km"};
static uint32_t origin[] = {0, 1}, destination[] = {1, 0};
static double flow[] = {10.0, 20.0}, fitted[] = {11.0, 19.0}, coefficient[] = {0.8, -0.005}, error[] = {0.1, 0.001},
              robust[] = {0.2, 0.002}, effect[] = {0.0, 1.5, NAN}, effect_error[] = {NAN, 0.3, NAN};
static const cb_flow_form form = {.cost = "km", .constraint_name = "production"};
static const cb_flow_table table = {.data = {.count = 2, .places = 3, .covariates = 2},
                                    .places = places,
                                    .labels = labels,
                                    .origin = origin,
                                    .destination = destination,
                                    .flow = flow};
static const cb_flow_fit fit = {.covariates = 2,
                                .places = 3,
                                .parameters = 4,
                                .iterations = 6,
                                .constant = 2.5,
                                .constant_error = 0.4,
                                .coefficient = coefficient,
                                .error = error,
                                .robust_error = robust,
                                .origin = {effect, effect_error},
                                .fitted = fitted};
static const cb_flow_report report = {
    .file = "it's.csv", .form = &form, .table = &table, .fit = &fit, .statistics = {.deviance = 1.25, .d2 = NAN}};

static double number_at(const json_t *root, const char *object, const char *key)
{
    const json_t *value = json_object_get(json_object_get(root, object), key);
    assert_true(json_is_number(value));
    return json_number_value(value);
}

static void json_has_every_parameter_and_flow(void **state)
{
    printed p;
    (void)state;
    assert_int_equal(cb_flow_print_json(&report, printed_open(&p)), CB_OK);
    json_t *root = json_loads(printed_close(&p), 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_object_size(json_object_get(root, "params")), 4);
    assert_true(number_at(root, "params", "const") == 2.5 && number_at(root, "params", "origin_B") == 1.5);
    assert_true(number_at(root, "std_err", "origin_B") == 0.3 && number_at(root, "robust_std_err", "km") == 0.002);
    assert_true(json_real_value(json_object_get(root, "deviance")) == 1.25);
    assert_true(json_is_null(json_object_get(root, "D2")));
    const json_t *row = json_array_get(json_object_get(root, "fitted"), 1);
    assert_string_equal(json_string_value(json_object_get(row, "origin")), "B");
    assert_true(json_real_value(json_object_get(row, "fitted")) == 19.0);
    json_decref(root);
    free(p.text);
}

static void page_has_value_and_errors(void **state)
{
    printed p;
    (void)state;
    cb_flow_print(&report, printed_open(&p));
    printed_close(&p);
    assert_non_null(strstr(p.text, "it's.csv: 2 flows between 3 places, constraint production, 6 steps"));
    assert_non_null(strstr(p.text, "  origin_B                            1.5            0.3              -\n"));
    assert_non_null(strstr(p.text, "  km                               -0.005          0.001          0.002\n"));
    assert_null(strstr(p.text, "origin_C"));
    free(p.text);
}

static char *fragment_of(const cb_flow_report *of, const char *size, bool use_robust)
{
    char path[WRITTEN_PATH], *text = calloc(4096, 1);
    cb_fault fault = {{0}};
    written("", 0, path);
    assert_int_equal(cb_flow_write_fragment(of, path, "km", size, use_robust, &fault), CB_OK);
    FILE *file = fopen(path, "r");
    assert_true(text && file && fread(text, 1, 4095, file) > 0);
    fclose(file);
    unlink(path);
    return text;
}

static void fragment_holds_distributions(void **state)
{
    (void)state;
    char *text = fragment_of(&report, "people", false), *wide = fragment_of(&report, NULL, true);
    assert_non_null(strstr(text, "  migration.distance_decay: {normal: [0.005 1/km, 0.001 1/km], source: "));
    assert_non_null(strstr(text, "  migration.size_elasticity: {normal: [0.8, 0.1], source: "));
    assert_non_null(strstr(text, "source: 'conurb calibrate flows it''s.csv, constraint production, 2 flows'}\n"));
    assert_non_null(strstr(wide, "{normal: [0.005 1/km, 0.002 1/km], "));
    assert_null(strstr(wide, "size_elasticity"));
    free(text);
    free(wide);
}

static void a_fragment_of_nothing_is_refused(void **state)
{
    (void)state;
    cb_fault fault = {{0}};
    cb_flow_form no_cost = form;
    cb_flow_report bare = report;
    no_cost.cost = NULL;
    bare.form = &no_cost;
    assert_int_equal(cb_flow_write_fragment(&bare, "/tmp/x", "km", NULL, false, &fault), CB_ERROR_USAGE);
    assert_int_equal(cb_flow_write_fragment(&report, "/tmp/x", "km", "jobs", false, &fault), CB_ERROR_USAGE);
    assert_int_equal(cb_flow_write_fragment(&report, "/no-such-folder/x", "km", NULL, false, &fault), CB_ERROR_IO);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(json_has_every_parameter_and_flow),
    cmocka_unit_test(page_has_value_and_errors),
    cmocka_unit_test(fragment_holds_distributions),
    cmocka_unit_test(a_fragment_of_nothing_is_refused),
};

CB_SUITE(tests)
