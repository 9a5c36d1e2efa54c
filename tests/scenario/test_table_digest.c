#include "complaints.h"
#include "table.h"

static uint64_t digest_of(const char *text)
{
    cb_diagnostics *d = complaints_open();
    cb_csv *csv = table_of(text, d);
    uint64_t digest = cb_csv_digest(csv);
    cb_csv_free(csv);
    assert_complaints(d, "");
    return digest;
}

static void the_order_of_rows_and_columns_does_not_matter(void **state)
{
    (void)state;
    uint64_t digest = digest_of("a,b\n1,2\n3,4\n5,6\n");
    assert_true(digest_of("a,b\n5,6\n1,2\n3,4\n") == digest);
    assert_true(digest_of("b,a\n2,1\n4,3\n6,5\n") == digest);
    assert_true(digest_of("b,a\r\n6,5\r\n\r\n 4 ,\"3\"\r\n2,1") == digest);
}

static void everything_else_does(void **state)
{
    (void)state;
    static const char *const others[] = {
        "a,b\n1,2\n",               /* a row less */
        "a,b\n1,2\n3,4\n3,4\n",     /* a row twice */
        "a,b\n1,4\n3,2\n",          /* cells of a column swapped */
        "a,b\n2,1\n4,3\n",          /* cells of the rows swapped */
        "a,b\n1,2\n3,5\n",          /* another value */
        "a,b\n1,2\n3,4.0\n",        /* written otherwise */
        "a,c\n1,2\n3,4\n",          /* another name */
        "a,b,c\n1,2,\n3,4,\n",      /* an empty column */
        "a,b\n1,2\n3,4\n,\n",       /* an empty row */
        "a,b\n\"1,2\",\n\"3,4\",\n" /* other cells of the same bytes */
    };
    uint64_t digests[1 + sizeof others / sizeof *others] = {digest_of("a,b\n1,2\n3,4\n")};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        digests[i + 1] = digest_of(others[i]);
        for (size_t j = 0; j <= i; j++)
            if (digests[j] == digests[i + 1])
                fail_msg("%s has the digest of another table", others[i]);
    }
}

static void the_digest_stays_what_it_is(void **state)
{
    (void)state;
    assert_true(digest_of("id,x\nA,1\n") == UINT64_C(0x6A4D757ED6490422));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_order_of_rows_and_columns_does_not_matter),
    cmocka_unit_test(everything_else_does),
    cmocka_unit_test(the_digest_stays_what_it_is),
};

CB_SUITE(tests)
