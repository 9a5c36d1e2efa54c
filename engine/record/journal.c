#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chunk.h"
#include "chunk_index.h"
#include "journal_file.h"
#include "words.h"

struct cb_journal {
    char *path;
    int file;
    bool writing;
    cb_manifest *manifest;
    cb_chunk_index index;
    uint64_t end;          /* of the last whole record */
    pthread_mutex_t *lock; /* of index and end */
};

/* Takes in every whole record; what follows the last one is no record. */
static cb_status journal_scan(cb_journal *journal, bool deep, cb_fault *fault)
{
    struct stat about;
    cb_journal_record record;
    if (fstat(journal->file, &about))
        return cb_fault_set(fault, CB_ERROR_IO, "%s: %s", journal->path, strerror(errno));
    while (cb_journal_record_read(journal->file, (uint64_t)about.st_size, journal->end, deep, &record)) {
        cb_chunk_place *to = cb_chunk_index_at(&journal->index, record.key);
        if (!to)
            break;
        *to =
            (cb_chunk_place){.offset = journal->end + sizeof record, .size = record.size, .checksum = record.checksum};
        journal->end += sizeof record + record.size;
    }
    return CB_OK;
}

/* ---- open and close ---------------------------------------------------------------------------------------------- */

static void journal_free(cb_journal *journal)
{
    if (journal->file >= 0)
        close(journal->file);
    if (journal->lock)
        pthread_mutex_destroy(journal->lock);
    free(journal->lock);
    cb_chunk_index_clear(&journal->index);
    cb_manifest_free(journal->manifest);
    free(journal->path);
    free(journal);
}

static cb_journal *journal_new(const char *path, bool writing)
{
    cb_journal *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    *made = (cb_journal){.file = -1, .writing = writing, .path = strdup(path), .lock = malloc(sizeof *made->lock)};
    if (made->lock && pthread_mutex_init(made->lock, NULL)) {
        free(made->lock);
        made->lock = NULL;
    }
    if (made->path && made->lock)
        return made;
    journal_free(made);
    return NULL;
}

static cb_status journal_claim(cb_journal *journal, cb_fault *fault)
{
    struct stat about;
    cb_status status = cb_journal_lock(journal->file, journal->path, journal->writing ? LOCK_EX : LOCK_SH, fault);
    if (status)
        return status;
    if (!fstat(journal->file, &about) && S_ISDIR(about.st_mode))
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: %s", journal->path, strerror(EISDIR));
    if (!fstat(journal->file, &about) && !about.st_nlink)
        return cb_fault_set(fault, CB_ERROR_IO, "%s: another run has just finished with this journal", journal->path);
    return CB_OK;
}

static cb_status open_file(cb_journal *journal, int flags, cb_fault *fault)
{
    journal->file = open(journal->path, flags | O_CLOEXEC, 0666);
    if (journal->file >= 0)
        return journal_claim(journal, fault);
    if (errno == EEXIST)
        return cb_journal_in_the_way(journal->path, fault);
    return cb_fault_set(fault, journal->writing ? CB_ERROR_IO : CB_ERROR_INPUT, "%s: %s", journal->path,
                        strerror(errno));
}

/* Writes the head of a new journal; the manifest it keeps is the one a later reader will find. */
static cb_status journal_begin(cb_journal *journal, const cb_manifest *manifest, cb_fault *fault)
{
    char *text = NULL;
    cb_status status = cb_manifest_format(manifest, true, &text);
    if (status == CB_ERROR_INPUT)
        status = cb_fault_set(fault, status, "%s: a text of the scenario is not UTF-8", journal->path);
    if (!status)
        status = cb_manifest_parse(text, strlen(text), &journal->manifest);
    if (!status)
        status = cb_chunk_index_create(&journal->index, journal->manifest, fault);
    if (!status && ftruncate(journal->file, 0))
        status = cb_journal_write_fault(journal->path, fault);
    if (!status)
        status = cb_journal_write_head(journal->file, journal->path, text, &journal->end, fault);
    free(text);
    return status;
}

/* The end of every way to open one. */
static cb_status journal_hand_over(cb_journal **journal, cb_journal *made, cb_status status)
{
    if (!status)
        *journal = made;
    else if (made)
        journal_free(made);
    return status;
}

cb_status cb_journal_create(cb_journal **journal, const char *path, const cb_manifest *manifest, cb_fault *fault)
{
    cb_journal *made = journal_new(path, true);
    cb_status status = made ? open_file(made, O_RDWR | O_CREAT | O_EXCL, fault) : CB_ERROR_MEMORY;
    if (!status) {
        status = journal_begin(made, manifest, fault);
        if (status)
            unlink(path);
    }
    return journal_hand_over(journal, made, status);
}

static cb_status journal_take_up(cb_journal *journal, const cb_manifest *manifest, cb_fault *fault)
{
    bool torn;
    cb_status status =
        cb_journal_read_head(journal->file, journal->path, &journal->manifest, &journal->end, &torn, fault);
    if (!status && torn)
        return journal_begin(journal, manifest, fault);
    if (!status)
        status = cb_journal_check_same(journal->path, journal->manifest, manifest, fault);
    if (!status)
        status = cb_chunk_index_create(&journal->index, journal->manifest, fault);
    if (!status)
        status = journal_scan(journal, true, fault);
    if (!status && ftruncate(journal->file, (off_t)journal->end))
        status = cb_journal_write_fault(journal->path, fault);
    return status;
}

static cb_status journal_look_into(cb_journal *journal, cb_fault *fault)
{
    bool torn;
    cb_status status =
        cb_journal_read_head(journal->file, journal->path, &journal->manifest, &journal->end, &torn, fault);
    if (!status && torn)
        status = cb_fault_set(fault, CB_ERROR_INPUT, "%s: cut off before its first chunk: run that part again",
                              journal->path);
    if (!status)
        status = cb_chunk_index_create(&journal->index, journal->manifest, fault);
    return status ? status : journal_scan(journal, false, fault);
}

cb_status cb_journal_resume(cb_journal **journal, const char *path, const cb_manifest *manifest, cb_fault *fault)
{
    cb_journal *made = journal_new(path, true);
    cb_status status = made ? open_file(made, O_RDWR, fault) : CB_ERROR_MEMORY;
    if (!status)
        status = journal_take_up(made, manifest, fault);
    return journal_hand_over(journal, made, status);
}

cb_status cb_journal_open(cb_journal **journal, const char *path, cb_fault *fault)
{
    cb_journal *made = journal_new(path, false);
    cb_status status = made ? open_file(made, O_RDONLY, fault) : CB_ERROR_MEMORY;
    if (!status)
        status = journal_look_into(made, fault);
    return journal_hand_over(journal, made, status);
}

cb_status cb_journal_close(cb_journal *journal, cb_fault *fault)
{
    cb_status status = CB_OK;
    if (!journal)
        return CB_OK;
    if (journal->writing && fsync(journal->file))
        status = cb_journal_write_fault(journal->path, fault);
    journal_free(journal);
    return status;
}

/* ---- chunks ------------------------------------------------------------------------------------------------------ */

const char *cb_journal_path(const cb_journal *journal)
{
    return journal->path;
}

const cb_manifest *cb_journal_manifest(const cb_journal *journal)
{
    return journal->manifest;
}

uint64_t cb_journal_bytes(const cb_journal *journal)
{
    pthread_mutex_lock(journal->lock);
    uint64_t bytes = journal->end;
    pthread_mutex_unlock(journal->lock);
    return bytes;
}

bool cb_journal_has(const cb_journal *journal, cb_chunk_key key)
{
    const cb_chunk_place *there = cb_chunk_index_at(&journal->index, key);
    pthread_mutex_lock(journal->lock);
    bool has = there && there->size;
    pthread_mutex_unlock(journal->lock);
    return has;
}

bool cb_journal_missing(const cb_journal *journal, cb_chunk_key *key)
{
    pthread_mutex_lock(journal->lock);
    bool missing = cb_chunk_index_missing(&journal->index, key);
    pthread_mutex_unlock(journal->lock);
    return missing;
}

/* One write for head and bytes, under the lock. What a failed write leaves behind `end` is cut off, or overwritten. */
static cb_status journal_put(cb_journal *journal, cb_chunk_place *to, const void *bytes, size_t size, cb_fault *fault)
{
    const cb_journal_record *record = bytes;
    cb_status status = CB_OK;
    pthread_mutex_lock(journal->lock);
    if (cb_journal_write_all(journal->file, bytes, sizeof *record + size, journal->end)) {
        *to = (cb_chunk_place){.offset = journal->end + sizeof *record, .size = size, .checksum = record->checksum};
        journal->end += sizeof *record + size;
    } else {
        status = cb_journal_write_fault(journal->path, fault);
        bool cut = !ftruncate(journal->file, (off_t)journal->end);
        (void)cut; /* else the tail is torn, and dropped when the journal is taken up again */
    }
    pthread_mutex_unlock(journal->lock);
    return status;
}

cb_status cb_journal_append(cb_journal *journal, cb_chunk_key key, const double *values, size_t count, bool round,
                            cb_fault *fault)
{
    cb_chunk_place *to = cb_chunk_index_at(&journal->index, key);
    void *bytes = NULL;
    size_t size;
    if (!to || !journal->writing || count != cb_manifest_part_values(journal->manifest, key.variable))
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: no place for %zu values as chunk %u, part %u of variable %u, variant %u",
                            journal->path, count, key.chunk, key.part, key.variable, key.variant);
    if (cb_journal_has(journal, key))
        return CB_OK;
    cb_status status = cb_chunk_encode(values, count, round, sizeof(cb_journal_record), &bytes, &size);
    if (status)
        return status;
    cb_journal_record record = cb_journal_record_make(key, (char *)bytes + sizeof record, size);
    memcpy(bytes, &record, sizeof record);
    status = journal_put(journal, to, bytes, size, fault);
    free(bytes);
    return status;
}

cb_status cb_journal_read(const cb_journal *journal, cb_chunk_key key, void **bytes, size_t *size, cb_fault *fault)
{
    char words[CB_WORDS_SIZE];
    if (!cb_journal_has(journal, key))
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: chunk %u, part %u of variable %u, variant %u is not there",
                            journal->path, key.chunk, key.part, key.variable, key.variant);
    const cb_chunk_place *from = cb_chunk_index_at(&journal->index, key);
    void *made = malloc(from->size);
    if (!made)
        return CB_ERROR_MEMORY;
    if (!cb_journal_read_all(journal->file, made, from->size, from->offset) ||
        cb_chunk_checksum(made, from->size) != from->checksum) {
        free(made);
        cb_words_chunk(words, sizeof words, journal->manifest, key);
        return cb_fault_set(fault, CB_ERROR_IO, "%s: %s are damaged in variable %s: delete this file and run it again",
                            journal->path, words, journal->manifest->variables[key.variable].name);
    }
    *bytes = made;
    *size = from->size;
    return CB_OK;
}
