#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "chunk.h"
#include "sample.h"

#define HEAD 32

static int open_file(const char *name)
{
    int file = open(sample_path(name), O_RDWR | O_CREAT, 0666);
    assert_true(file >= 0);
    return file;
}

/* A head with the manifest of a sample; *end behind it. */
static int head_file(const char *name, uint64_t *end)
{
    char *text = NULL;
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(3);
    int file = open_file(name);
    assert_int_equal(cb_manifest_format(manifest, true, &text), CB_OK);
    assert_done(cb_journal_write_head(file, name, text, end, &fault));
    cb_manifest_free(manifest);
    free(text);
    return file;
}

static cb_status read_head(int file, bool *torn, cb_fault *fault)
{
    cb_manifest *manifest = NULL;
    uint64_t end;
    cb_status status = cb_journal_read_head(file, "a.part", &manifest, &end, torn, fault);
    assert_int_equal(manifest == NULL, status || *torn);
    cb_manifest_free(manifest);
    return status;
}

static void bytes_are_read_where_they_were_written(void **state)
{
    char back[4];
    int file = open_file("a");
    (void)state;
    assert_true(cb_journal_write_all(file, "abcdef", 6, 10));
    assert_true(cb_journal_read_all(file, back, 4, 12));
    assert_memory_equal(back, "cdef", 4);
    assert_false(cb_journal_read_all(file, back, 4, 13)); /* beyond the end */
    assert_true(cb_journal_read_all(file, back, 0, 1000));
    close(file);
}

static void a_failed_write_says_why(void **state)
{
    static char zeros[4096];
    cb_fault fault = {{0}};
    int file = open_file("a");
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    sample_limit(1000);
    bool written = cb_journal_write_all(file, zeros, sizeof zeros, 0);
    cb_status status = cb_journal_write_fault("a.part", &fault);
    sample_limit(RLIM_INFINITY);
    assert_false(written);
    assert_int_equal(status, CB_ERROR_IO);
    assert_says(fault, "a.part: writing failed: File too large; make room (raise the file size limit)");
    assert_says(fault, "--resume");
    close(file);
}

static void the_head_comes_back(void **state)
{
    char what[256];
    uint64_t end = 0, again = 0;
    bool torn = true;
    cb_fault fault = {{0}};
    cb_manifest *back = NULL, *manifest = sample_manifest(3);
    int file = head_file("a", &end);
    (void)state;
    assert_done(cb_journal_read_head(file, "a", &back, &again, &torn, &fault));
    assert_false(torn);
    assert_int_equal(end, again);
    assert_false(cb_manifest_differs(back, manifest, what, sizeof what));
    cb_manifest_free(back);
    cb_manifest_free(manifest);
    close(file);
}

static void a_head_cut_off_anywhere_is_torn(void **state)
{
    uint64_t end;
    bool torn;
    cb_fault fault = {{0}};
    int file = head_file("a", &end);
    (void)state;
    for (uint64_t size = end; size-- > 0;) {
        assert_int_equal(ftruncate(file, (off_t)size), 0);
        assert_done(read_head(file, &torn, &fault));
        assert_true(torn);
    }
    close(file);
}

static void every_flipped_byte_of_the_head_is_refused(void **state)
{
    uint64_t end;
    bool torn;
    char byte;
    int file = head_file("a", &end);
    (void)state;
    for (uint64_t at = 0; at < end; at++) {
        cb_fault fault = {{0}};
        assert_true(cb_journal_read_all(file, &byte, 1, at));
        byte = (char)(byte ^ 1);
        assert_true(cb_journal_write_all(file, &byte, 1, at));
        cb_status status = read_head(file, &torn, &fault);
        assert_true(status == CB_ERROR_IO || status == CB_ERROR_INPUT);
        assert_says(fault, "a.part: ");
        assert_says(fault, "journal");
        byte = (char)(byte ^ 1);
        assert_true(cb_journal_write_all(file, &byte, 1, at));
    }
    close(file);
}

static void assert_refused_as(const void *bytes, size_t size, const char *words)
{
    bool torn;
    cb_fault fault = {{0}};
    sample_put_bytes(sample_path("other"), bytes, size);
    int file = open_file("other");
    assert_int_equal(read_head(file, &torn, &fault), CB_ERROR_INPUT);
    assert_says(fault, words);
    close(file);
}

static void other_files_are_told_apart(void **state)
{
    struct {
        char magic[8];
        uint32_t byte_order, version;
        uint64_t size;
        uint32_t manifest, own;
    } head = {.magic = CB_JOURNAL_MAGIC, .byte_order = 0x01020304, .version = 9};
    (void)state;
    head.own = cb_chunk_checksum(&head, HEAD - 4);
    assert_refused_as(&head, HEAD, "has format 9, this program reads format 2");
    head.byte_order = 0x04030201;
    assert_refused_as(&head, HEAD, "another byte order");
    assert_refused_as("title: Three towns and a railway\nclock: {start: 2020}\n", 50, "this is no journal");
    assert_refused_as("CBJRNL\n\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27\30\31\32\33", 32,
                      "this is no journal"); /* line ends changed on the way */
    assert_refused_as("\x89HDF", 4, "this is no journal");
}

static void records_come_back(void **state)
{
    static const char bytes[] = "compressed";
    cb_journal_record made = cb_journal_record_make((cb_chunk_key){1, 2, 3, 4}, bytes, sizeof bytes), back;
    uint64_t size = 100 + sizeof made + sizeof bytes;
    int file = open_file("a");
    (void)state;
    assert_true(cb_journal_write_all(file, &made, sizeof made, 100));
    assert_true(cb_journal_write_all(file, bytes, sizeof bytes, 100 + sizeof made));
    assert_true(cb_journal_record_read(file, size, 100, true, &back));
    assert_memory_equal(&back, &made, sizeof made);
    for (uint64_t cut = 100; cut < size; cut++)
        assert_false(cb_journal_record_read(file, cut, 100, false, &back));
    close(file);
}

/* Only a deep look sees damage behind the head of a record. */
static void every_flipped_byte_of_a_record_is_seen(void **state)
{
    static const char bytes[] = "compressed";
    cb_journal_record made = cb_journal_record_make((cb_chunk_key){1, 2, 3, 4}, bytes, sizeof bytes), back;
    char whole[sizeof made + sizeof bytes];
    int file = open_file("a");
    (void)state;
    memcpy(whole, &made, sizeof made);
    memcpy(whole + sizeof made, bytes, sizeof bytes);
    for (size_t at = 0; at < sizeof whole; at++) {
        whole[at] = (char)(whole[at] ^ 0x40);
        assert_true(cb_journal_write_all(file, whole, sizeof whole, 0));
        assert_false(cb_journal_record_read(file, sizeof whole, 0, true, &back));
        assert_int_equal(cb_journal_record_read(file, sizeof whole, 0, false, &back), at >= sizeof made);
        whole[at] = (char)(whole[at] ^ 0x40);
    }
    close(file);
}

static const struct CMUnitTest tests[] = {
    sample_case(bytes_are_read_where_they_were_written),
    sample_case(a_failed_write_says_why),
    sample_case(the_head_comes_back),
    sample_case(a_head_cut_off_anywhere_is_torn),
    sample_case(every_flipped_byte_of_the_head_is_refused),
    sample_case(other_files_are_told_apart),
    sample_case(records_come_back),
    sample_case(every_flipped_byte_of_a_record_is_seen),
};
CB_SUITE(tests)
