#include "text_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* ---- bytes ----------------------------------------------------------------------------------------------------- */

/* Reads until the end; CB_ERROR_IO leaves errno. `most`: one byte more is read to see that there is more. */
static cb_status read_stream(FILE *stream, size_t most, char **text, size_t *size)
{
    size_t room = 0;
    *size = 0;
    do {
        if (*size == room) {
            room = room ? 2 * room : 65536;
            char *larger = realloc(*text, room + 1);
            if (!larger)
                return CB_ERROR_MEMORY;
            *text = larger;
        }
        *size += fread(*text + *size, 1, room - *size, stream);
        if (ferror(stream))
            return CB_ERROR_IO;
    } while (!feof(stream) && *size <= most);
    (*text)[*size] = '\0';
    return CB_OK;
}

static cb_status read_file(const char *path, size_t most, char **text, size_t *size)
{
    errno = 0;
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return CB_ERROR_IO;
    cb_status status = read_stream(stream, most, text, size);
    int error = errno;
    fclose(stream);
    errno = error;
    return status;
}

cb_status cb_text_file_read(const char *path, const char *shown, size_t most, cb_diagnostics *diagnostics, char **text,
                            size_t *size)
{
    *text = NULL;
    cb_status status = read_file(path, most, text, size);
    if (status == CB_ERROR_IO)
        status = cb_diagnose(diagnostics, (cb_mark){.file = shown}, "cannot be read: %s", strerror(errno));
    else if (!status && *size > most)
        status = cb_diagnose(diagnostics, (cb_mark){.file = shown}, "is larger than %zu MB", most >> 20);
    if (!status)
        status = cb_diagnostics_source(diagnostics, shown, *text, *size);
    if (!status)
        status = cb_text_check(*text, *size, shown, diagnostics);
    if (status) {
        free(*text);
        *text = NULL;
    }
    return status;
}

/* ---- characters ------------------------------------------------------------------------------------------------ */

static cb_status refuse(const char *at, size_t size, cb_mark mark, cb_diagnostics *diagnostics)
{
    unsigned char byte = (unsigned char)*at;
    uint32_t code = cb_utf8_code(at, size);
    if (!byte)
        return cb_diagnose(diagnostics, mark, "NUL byte: this is not a text file; save it as UTF-8 text");
    if (code == UINT32_MAX)
        return cb_diagnose(diagnostics, mark, "the byte 0x%02X is not UTF-8: save the file as UTF-8", byte);
    if (code == '\r')
        return cb_diagnose(diagnostics, mark, "carriage return without line feed: end lines with LF or CRLF");
    return cb_diagnose(diagnostics, mark, "the character U+%04X is not allowed in a text: remove it", (unsigned)code);
}

static cb_status check_byte_order_mark(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics)
{
    cb_mark mark = {.file = shown, .line = 1, .column = 1};
    if (size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        return cb_diagnose(diagnostics, mark, "byte order mark: save the file as UTF-8 without BOM");
    if (size >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2)))
        return cb_diagnose(diagnostics, mark, "the file is UTF-16: save it as UTF-8 without BOM");
    return CB_OK;
}

cb_status cb_text_check(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics)
{
    cb_mark mark = {.file = shown, .line = 1, .column = 1};
    cb_status status = check_byte_order_mark(text, size, shown, diagnostics);
    for (size_t i = 0; !status && i < size;) {
        bool line_end = text[i] == '\n' || (text[i] == '\r' && i + 1 < size && text[i + 1] == '\n');
        if (text[i] == '\n') {
            mark.line++;
            mark.column = 0;
        } else if (text[i] != '\t' && !line_end && !cb_utf8_valid(text + i, size - i)) {
            return refuse(text + i, size - i, mark, diagnostics);
        }
        i += cb_utf8_step(text + i, size - i);
        mark.column++;
    }
    return status;
}
