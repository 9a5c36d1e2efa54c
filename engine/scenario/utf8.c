#include "utf8.h"

static const struct wide {
    uint32_t first, last;
} wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
            {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x20000, 0x3FFFD}};

/* Bytes a character that begins with `first` has; 0: none begins so. */
static size_t announced(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

uint32_t cb_utf8_code(const char *at, size_t size)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)at;
    size_t count = announced(bytes[0]);
    if (!count || count > size)
        return UINT32_MAX;
    uint32_t code = count == 1 ? bytes[0] : bytes[0] & (0x7FU >> count);
    for (size_t i = 1; i < count; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return UINT32_MAX;
        code = code << 6 | (bytes[i] & 0x3FU);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[count] || code > 0x10FFFF || surrogate ? UINT32_MAX : code;
}

size_t cb_utf8_step(const char *at, size_t size)
{
    return cb_utf8_code(at, size) == UINT32_MAX ? 1 : announced((unsigned char)*at);
}

bool cb_utf8_valid(const char *at, size_t size)
{
    uint32_t code = cb_utf8_code(at, size);
    return code >= 0x20 && code != UINT32_MAX && !(code >= 0x7F && code <= 0x9F) && code != 0x2028 && code != 0x2029 &&
           code != 0xFEFF && (code & 0xFFFE) != 0xFFFE;
}

int cb_utf8_width(const char *at, size_t size)
{
    uint32_t code = cb_utf8_code(at, size);
    if (code >= 0x300 && code <= 0x36F)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (code >= wide[i].first && code <= wide[i].last)
            return 2;
    return 1;
}
