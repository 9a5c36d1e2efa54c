#include "age_spline.h"

#include "suite.h"
#include "total.h"

enum { GROUPS = 19 };

static const double census_lower[GROUPS] = {0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85};
static const cb_age_groups census = {.count = GROUPS, .lower = census_lower};
/* The Kuang district of Yangquan, 2020: women, men. */
static const double kuang[2][GROUPS] = {
    {711, 4143, 4905, 5555, 4048, 3692, 5811, 8608, 8810, 9458, 12413, 11403, 9133, 7913, 7560, 4599, 3069, 1975, 1132},
    {802, 4362, 5271, 5692, 4156, 4221, 6424, 8592, 8832, 9724, 12134, 11636, 9990, 7528, 6712, 4342, 2524, 1771,
     1040}};
/* L(80) .. L(99), T(100) of China in 2020 (World Population Prospects 2024): women, men. */
static const double china[2][21] = {
    {0.6300174671195532,  0.596037792311649,   0.5596881118261907,   0.5213325554704009,  0.48142163314795117,
     0.4404373810514465,  0.39874487692251115, 0.356657285381765,    0.31463152638997915, 0.27327481919976626,
     0.23328226574226554, 0.1953524041604505,  0.16014223153612264,  0.1282400678991087,  0.10010468685505888,
     0.07601185120962758, 0.05602594118036036, 0.040000364356311005, 0.02760532329523135, 0.018376555508638787,
     0.027087521688681858},
    {0.43370577738856375,  0.39798671819267106,  0.3615278011485181,   0.3248054997351445,   0.2883518019868891,
     0.2527079641956311,   0.218342862531481,    0.1856713616437546,   0.15511918410783102,  0.12709562197807522,
     0.10192765772858817,  0.07978020882090228,  0.060704695563097204, 0.04471595831726857,  0.03175487401437049,
     0.021650371442165556, 0.014113400562432803, 0.008760278937533455, 0.005156281224103461, 0.002866179302763794,
     0.0023373524256065097}};

static void lived_fill(double *lived)
{
    memset(lived, 0, 2 * CB_SINGLE_AGES * sizeof *lived);
    for (size_t sex = 0; sex < 2; sex++)
        memcpy(lived + sex * CB_SINGLE_AGES + 80, china[sex], sizeof china[sex]);
}

static double group_sum(const double *single, size_t g)
{
    size_t from = (size_t)census_lower[g], to = g + 1 < GROUPS ? (size_t)census_lower[g + 1] : CB_SINGLE_AGES;
    return cb_total(single + from, to - from);
}

/* Expected numbers: scenarios/data/ages.py. */
static void agrees_with_the_reference(void **state)
{
    (void)state;
    static const struct {
        size_t age;
        double persons[2];
    } expected[] = {
        {0, {711.0, 802.0}},
        {1, {913.4151860275936, 979.623513840254}},
        {4, {1085.569627944813, 1139.1529723194922}},
        {17, {791.5924890342212, 807.7610155911098}},
        {18, {737.6931389105921, 766.7279567283804}},
        {30, {1560.526446701435, 1602.187499751246}},
        {79, {533.435375389352, 428.37218147306703}},
        {80, {490.67911556093895, 410.4724190469278}},
        {84, {293.9866514440946, 284.6360744622507}},
        {85, {239.93649146688404, 238.497475497119}},
        {86, {192.17295147071127, 195.38747475929267}},
        {89, {97.34653514258389, 95.83828367682872}},
        {90, {80.72622417843377, 72.37118965777336}},
        {94, {29.709208894128096, 16.323326158206328}},
        {95, {20.208130073006032, 10.977328378823586}},
        {97, {9.366712313829339, 3.9122595062071923}},
        {99, {3.7902317081170622, 1.1274349419836653}},
        {100, {5.079602558791521, 0.8359323773620417}},
    };
    double lived[2 * CB_SINGLE_AGES], single[CB_SINGLE_AGES];
    lived_fill(lived);
    double growth = cb_age_tail_growth(&census, 2, kuang[0], lived);
    assert_relative(growth, 0.06346106957802011, 1e-11);
    for (size_t sex = 0; sex < 2; sex++) {
        assert_int_equal(cb_age_spline(&census, kuang[sex], lived + sex * CB_SINGLE_AGES, growth, single), CB_OK);
        for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
            assert_relative(single[expected[i].age], expected[i].persons[sex], 1e-9);
    }
}

static void groups_keep_their_totals(void **state)
{
    (void)state;
    double lived[2 * CB_SINGLE_AGES], single[CB_SINGLE_AGES], people[GROUPS];
    lived_fill(lived);
    for (size_t g = 0; g < GROUPS; g++)
        people[g] = g % 4 == 1 ? 0.0 : (double)(1 + g * g * g % 97);
    assert_int_equal(cb_age_spline(&census, people, lived, 0.03, single), CB_OK);
    for (size_t g = 0; g < GROUPS; g++)
        assert_relative(group_sum(single, g), people[g], 1e-14);
    for (size_t age = 0; age < CB_SINGLE_AGES; age++)
        assert_true(single[age] >= 0.0);
}

/* L(x) = exp(-x/10), and people as if they had grown by 3 % a year: the growth is found, and the tail goes on. */
static void a_stable_tail_is_found(void **state)
{
    (void)state;
    double lived[2 * CB_SINGLE_AGES], people[2 * GROUPS] = {0}, exact[CB_SINGLE_AGES], single[CB_SINGLE_AGES];
    for (size_t age = 0; age < CB_SINGLE_AGES; age++) {
        double share = age < 100 ? exp(-(double)age / 10.0) : exp(-10.0) / (1.0 - exp(-0.1));
        lived[age] = share;
        lived[CB_SINGLE_AGES + age] = 0.5 * share;
        exact[age] = 1e7 * share * exp(-0.03 * ((double)age + (age < 100 ? 0.5 : 1.0)));
    }
    for (size_t g = 0; g < GROUPS; g++) {
        people[g] = group_sum(exact, g);
        people[GROUPS + g] = 3.0 * people[g];
    }
    double growth = cb_age_tail_growth(&census, 2, people, lived);
    assert_relative(growth, 0.03, 1e-12);
    assert_int_equal(cb_age_spline(&census, people, lived, growth, single), CB_OK);
    for (size_t age = 95; age < CB_SINGLE_AGES; age++)
        assert_relative(single[age], exact[age], 1e-9);
    for (size_t age = 85; age < 95; age++)
        assert_relative(single[age], exact[age], 0.01);
}

/* Nobody of 80 to 84 tells nothing, and what no growth explains meets its bounds. */
static void growth_is_bounded(void **state)
{
    (void)state;
    double lived[2 * CB_SINGLE_AGES], people[GROUPS] = {0};
    lived_fill(lived);
    people[GROUPS - 1] = 30.0;
    assert_true(cb_age_tail_growth(&census, 1, people, lived) == 0.0);
    people[GROUPS - 2] = 0.01;
    assert_absolute(cb_age_tail_growth(&census, 1, people, lived), -0.1, 1e-15);
    people[GROUPS - 2] = 1e6;
    assert_absolute(cb_age_tail_growth(&census, 1, people, lived), 0.2, 1e-15);
}

static void single_years_stay_as_they_are(void **state)
{
    (void)state;
    double lower[CB_SINGLE_AGES], people[CB_SINGLE_AGES], single[CB_SINGLE_AGES];
    for (size_t age = 0; age < CB_SINGLE_AGES; age++) {
        lower[age] = (double)age;
        people[age] = (double)(age * 37 % 101);
    }
    cb_age_groups years = {.count = CB_SINGLE_AGES, .lower = lower};
    assert_int_equal(cb_age_spline(&years, people, NULL, 0.0, single), CB_OK);
    for (size_t age = 0; age < CB_SINGLE_AGES; age++)
        assert_absolute(single[age], people[age], 1e-11);
}

/* A number that does not change with age stays the same at every age, whatever the groups. */
static void a_rectangle_stays_one(void **state)
{
    (void)state;
    static const double lower[] = {0, 3, 17, 40, 42, 91, 100};
    static const double people[] = {21, 98, 161, 14, 343, 63, 12};
    double single[CB_SINGLE_AGES];
    cb_age_groups groups = {.count = 7, .lower = lower};
    assert_int_equal(cb_age_spline(&groups, people, NULL, 0.0, single), CB_OK);
    for (size_t age = 0; age < 100; age++)
        assert_relative(single[age], 7.0, 1e-12);
    assert_relative(single[100], 12.0, 1e-14);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(agrees_with_the_reference),     cmocka_unit_test(groups_keep_their_totals),
    cmocka_unit_test(a_stable_tail_is_found),        cmocka_unit_test(growth_is_bounded),
    cmocka_unit_test(single_years_stay_as_they_are), cmocka_unit_test(a_rectangle_stays_one),
};

CB_SUITE(tests)
