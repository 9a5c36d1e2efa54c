#include "assemble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "coverage.h"
#include "result_writer.h"

static cb_status write_fault(const cb_output *output, const char *reason, cb_fault *fault)
{
    return cb_fault_set(fault, CB_ERROR_IO,
                        "%s: writing failed: %s; make room or choose another place, then merge again or run again with "
                        "--resume: the journals are kept",
                        output->path, reason);
}

/* ---- before ------------------------------------------------------------------------------------------------------ */

static cb_status check_room(const cb_output *output, cb_journal *const *journals, size_t count, cb_fault *fault)
{
    struct statvfs about;
    double needed = 0.0;
    for (size_t i = 0; i < count; i++)
        needed += (double)cb_journal_bytes(journals[i]);
    if (statvfs(output->folder, &about))
        return write_fault(output, strerror(errno), fault);
    double there = (double)about.f_bavail * (double)about.f_frsize;
    if (there >= needed)
        return CB_OK;
    return cb_fault_set(fault, CB_ERROR_IO,
                        "%s: needs %.3g GB, %.3g GB are free: make room, then merge again or run again with --resume: "
                        "the journals are kept",
                        output->path, needed / 1e9, there / 1e9);
}

/* ---- chunks ------------------------------------------------------------------------------------------------------ */

static cb_status copy_chunk(cb_result_writer *writer, const cb_journal *owner, cb_chunk_key key, cb_fault *fault)
{
    void *bytes = NULL;
    size_t size;
    cb_status status = cb_journal_read(owner, key, &bytes, &size, fault);
    if (!status && !cb_result_writer_chunk(writer, key, bytes, size))
        status = CB_ERROR_IO;
    free(bytes);
    return status;
}

static cb_status copy_variable(cb_result_writer *writer, const cb_journal *const *owners, size_t variable,
                               cb_fault *fault)
{
    const cb_manifest *manifest = writer->manifest;
    size_t variants = cb_manifest_variants(manifest, variable), chunks = cb_manifest_chunks(manifest);
    size_t parts = cb_manifest_chunk_parts(manifest, variable);
    for (size_t i = 0; i < variants * chunks * parts; i++) {
        cb_chunk_key key = {.variable = (uint32_t)variable,
                            .variant = (uint32_t)(i / parts / chunks),
                            .chunk = (uint32_t)(i / parts % chunks),
                            .part = (uint32_t)(i % parts)};
        cb_status status = copy_chunk(writer, owners[key.chunk], key, fault);
        if (status)
            return status;
    }
    return CB_OK;
}

/* A failure of HDF5 leaves its reason in the session, one of a journal its message in the fault. */
static cb_status write_temporary(const cb_output *output, const cb_manifest *manifest, const cb_journal *const *owners,
                                 cb_fault *fault)
{
    cb_hdf5_session session;
    cb_result_writer writer;
    cb_fault damaged = {{0}};
    cb_hdf5_begin(&session);
    cb_status status = cb_result_writer_create(&writer, output->temporary, manifest) ? CB_OK : CB_ERROR_IO;
    for (size_t v = 0; v < manifest->variable_count && !status; v++)
        if (cb_manifest_is_chunked(manifest, v))
            status = copy_variable(&writer, owners, v, &damaged);
    if (!cb_result_writer_close(&writer) && !status)
        status = CB_ERROR_IO;
    cb_hdf5_end(&session);
    if (damaged.text[0])
        *fault = damaged;
    else if (status == CB_ERROR_IO)
        status = write_fault(output, session.reason[0] ? session.reason : "out of memory", fault);
    return status;
}

/* ---- after ------------------------------------------------------------------------------------------------------- */

static bool sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0)
        return false;
    bool done = !fsync(file) || errno == EINVAL; /* some file systems cannot sync a folder */
    int kept = errno;
    close(file);
    errno = kept;
    return done;
}

static cb_status publish(const cb_output *output, cb_fault *fault)
{
    if (!sync_path(output->temporary, O_RDONLY) || rename(output->temporary, output->path) ||
        !sync_path(output->folder, O_RDONLY | O_DIRECTORY))
        return write_fault(output, strerror(errno), fault);
    return CB_OK;
}

cb_status cb_assemble(cb_journal *const *journals, size_t count, const cb_output *output, cb_fault *fault)
{
    if (!count)
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: no journal to make it from", output->path);
    const cb_manifest *manifest = cb_journal_manifest(journals[0]);
    const cb_journal **owners = calloc(cb_manifest_chunks(manifest) + 1, sizeof *owners);
    cb_status status = owners ? CB_OK : CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++)
        status = cb_output_spare(output, cb_journal_path(journals[i]), fault);
    if (!status)
        status = cb_coverage_find(journals, count, owners, fault);
    if (!status)
        status = check_room(output, journals, count, fault);
    if (!status) {
        status = write_temporary(output, manifest, owners, fault);
        if (!status)
            status = publish(output, fault);
        if (status)
            unlink(output->temporary);
    }
    free(owners);
    return status;
}
