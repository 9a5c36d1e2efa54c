#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chunk.h"
#include "words.h"

#define JOURNAL_VERSION 2
#define BYTE_ORDER_MARK 0x01020304u

typedef struct journal_head {
    char magic[8];
    uint32_t byte_order, version;
    uint64_t manifest_size;
    uint32_t manifest_checksum;
    uint32_t own; /* checksum of this head up to here */
} journal_head;

_Static_assert(sizeof(journal_head) == 32, "heads have no padding");
_Static_assert(sizeof(cb_journal_record) == 32, "heads have no padding");

/* ---- whole reads and writes -------------------------------------------------------------------------------------- */

bool cb_journal_write_all(int file, const void *bytes, size_t size, uint64_t offset)
{
    const char *from = bytes;
    while (size) {
        ssize_t written = pwrite(file, from, size, (off_t)offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            errno = written ? errno : ENOSPC;
            return false;
        }
        from += written;
        offset += (uint64_t)written;
        size -= (size_t)written;
    }
    return true;
}

bool cb_journal_read_all(int file, void *bytes, size_t size, uint64_t offset)
{
    char *to = bytes;
    while (size) {
        ssize_t got = pread(file, to, size, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        offset += (uint64_t)got;
        size -= (size_t)got;
    }
    return true;
}

cb_status cb_journal_write_fault(const char *path, cb_fault *fault)
{
    return cb_fault_set(fault, CB_ERROR_IO,
                        "%s: writing failed: %s; make room%s and run the same command with --resume: what is written "
                        "is kept",
                        path, strerror(errno), errno == EFBIG ? " (raise the file size limit)" : "");
}

/* ---- use by one -------------------------------------------------------------------------------------------------- */

cb_status cb_journal_lock(int file, const char *path, int kind, cb_fault *fault)
{
    if (flock(file, kind | LOCK_NB) && errno == EWOULDBLOCK)
        return cb_fault_set(fault, CB_ERROR_IO, "%s: another run is using this journal: wait for its end, or stop it",
                            path);
    return CB_OK;
}

cb_status cb_journal_check_unused(const char *path, cb_fault *fault)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return CB_OK;
    cb_status status = cb_journal_lock(file, path, LOCK_SH, fault);
    close(file);
    return status;
}

cb_status cb_journal_in_the_way(const char *path, cb_fault *fault)
{
    cb_status status = cb_journal_check_unused(path, fault);
    return status ? status
                  : cb_fault_set(fault, CB_ERROR_USAGE,
                                 "%s: an unfinished run left this journal: go on with --resume, or delete it", path);
}

/* ---- head -------------------------------------------------------------------------------------------------------- */

cb_status cb_journal_write_head(int file, const char *path, const char *manifest, uint64_t *end, cb_fault *fault)
{
    size_t size = strlen(manifest);
    journal_head head = {.byte_order = BYTE_ORDER_MARK,
                         .version = JOURNAL_VERSION,
                         .manifest_size = size,
                         .manifest_checksum = cb_chunk_checksum(manifest, size)};
    memcpy(head.magic, CB_JOURNAL_MAGIC, sizeof head.magic);
    head.own = cb_chunk_checksum(&head, offsetof(journal_head, own));
    char *bytes = malloc(sizeof head + size);
    if (!bytes)
        return CB_ERROR_MEMORY;
    memcpy(bytes, &head, sizeof head);
    memcpy(bytes + sizeof head, manifest, size);
    bool written = cb_journal_write_all(file, bytes, sizeof head + size, 0);
    cb_status status = written ? CB_OK : cb_journal_write_fault(path, fault);
    free(bytes);
    *end = sizeof head + size;
    return status;
}

static cb_status head_fault(const journal_head *head, const char *path, cb_fault *fault)
{
    if (memcmp(head->magic, CB_JOURNAL_MAGIC, sizeof head->magic))
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: this is no journal: expected what `conurb run` leaves as FILE.parts or writes for "
                            "--shard",
                            path);
    if (head->byte_order != BYTE_ORDER_MARK)
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: this journal was written on a machine of another byte order: use it there", path);
    if (head->own != cb_chunk_checksum(head, offsetof(journal_head, own)))
        return cb_fault_set(fault, CB_ERROR_IO, "%s: the head of this journal is damaged: delete it and run again",
                            path);
    if (head->version != JOURNAL_VERSION)
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: this journal has format %u, this program reads format %u: use the program that wrote "
                            "it",
                            path, head->version, JOURNAL_VERSION);
    return CB_OK;
}

static cb_status read_manifest(int file, const char *path, const journal_head *head, cb_manifest **manifest,
                               cb_fault *fault)
{
    size_t size = head->manifest_size;
    char *text = malloc(size + 1);
    if (!text)
        return CB_ERROR_MEMORY;
    cb_status status = CB_ERROR_INPUT;
    if (!cb_journal_read_all(file, text, size, sizeof *head))
        status = cb_fault_set(fault, CB_ERROR_IO, "%s: reading failed: %s", path, strerror(errno));
    else if (cb_chunk_checksum(text, size) == head->manifest_checksum)
        status = cb_manifest_parse(text, size, manifest);
    if (status == CB_ERROR_INPUT)
        status = cb_fault_set(fault, CB_ERROR_IO,
                              "%s: the manifest of this journal is damaged: delete it and run again", path);
    free(text);
    return status;
}

cb_status cb_journal_read_head(int file, const char *path, cb_manifest **manifest, uint64_t *end, bool *torn,
                               cb_fault *fault)
{
    struct stat about;
    journal_head head = {.magic = CB_JOURNAL_MAGIC};
    *torn = false;
    if (fstat(file, &about))
        return cb_fault_set(fault, CB_ERROR_IO, "%s: %s", path, strerror(errno));
    uint64_t size = (uint64_t)about.st_size, there = size < sizeof head ? size : sizeof head;
    if (!cb_journal_read_all(file, &head, there, 0))
        return cb_fault_set(fault, CB_ERROR_IO, "%s: reading failed: %s", path, strerror(errno));
    if (there < sizeof head && !memcmp(head.magic, CB_JOURNAL_MAGIC, sizeof head.magic)) {
        *torn = true;
        return CB_OK;
    }
    cb_status status = head_fault(&head, path, fault);
    if (status)
        return status;
    *torn = head.manifest_size > size - sizeof head;
    *end = sizeof head + head.manifest_size;
    return *torn ? CB_OK : read_manifest(file, path, &head, manifest, fault);
}

cb_status cb_journal_check_same(const char *path, const cb_manifest *there, const cb_manifest *manifest,
                                cb_fault *fault)
{
    char what[256];
    if (cb_manifest_differs(there, manifest, what, sizeof what))
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: this journal is of another run: %s; delete it to begin anew",
                            path, what);
    if (there->first_chunk == manifest->first_chunk && there->last_chunk == manifest->last_chunk)
        return CB_OK;
    cb_words_members(what, sizeof what, there, there->first_chunk, there->last_chunk);
    return cb_fault_set(fault, CB_ERROR_INPUT,
                        "%s: this journal is of another shard: it covers %s; delete it to begin anew", path, what);
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

cb_journal_record cb_journal_record_make(cb_chunk_key key, const void *bytes, size_t size)
{
    cb_journal_record record = {.key = key, .size = size, .checksum = cb_chunk_checksum(bytes, size)};
    record.own = cb_chunk_checksum(&record, offsetof(cb_journal_record, own));
    return record;
}

static bool bytes_are_whole(int file, uint64_t offset, const cb_journal_record *record)
{
    void *bytes = malloc(record->size);
    bool whole = bytes && cb_journal_read_all(file, bytes, record->size, offset) &&
                 cb_chunk_checksum(bytes, record->size) == record->checksum;
    free(bytes);
    return whole;
}

bool cb_journal_record_read(int file, uint64_t size, uint64_t offset, bool deep, cb_journal_record *record)
{
    if (size - offset < sizeof *record || !cb_journal_read_all(file, record, sizeof *record, offset))
        return false;
    if (record->own != cb_chunk_checksum(record, offsetof(cb_journal_record, own)) || !record->size ||
        record->size > size - offset - sizeof *record)
        return false;
    return !deep || bytes_are_whole(file, offset + sizeof *record, record);
}
