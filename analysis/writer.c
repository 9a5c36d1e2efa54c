#include "writer.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

/* "12345678" -> "12,345,678": the digits of a whole number, after a sign. */
static void group_digits(char *text)
{
    size_t length = strlen(text), first = text[0] == '-';
    for (size_t at = length; at > first + 3;) {
        at -= 3;
        memmove(text + at + 1, text + at, strlen(text + at) + 1);
        text[at] = ',';
    }
}

void cb_number_text(char text[CB_NUMBER_SIZE], double value)
{
    if (isnan(value)) {
        snprintf(text, CB_NUMBER_SIZE, "-");
        return;
    }
    double size = fabs(value);
    if (size != 0.0 && (size < 1e-4 || size >= 1e15)) {
        snprintf(text, CB_NUMBER_SIZE, "%.3e", value);
        return;
    }
    int digits = size == 0.0 ? 0 : size < 1.0 ? 4 : size < 10.0 ? 3 : size < 100.0 ? 2 : size < 1000.0 ? 1 : 0;
    snprintf(text, CB_NUMBER_SIZE, "%.*f", digits, value);
    if (!digits)
        group_digits(text);
}

void cb_csv_number(FILE *stream, double value)
{
    if (!isnan(value))
        fprintf(stream, "%.12g", value);
}

void cb_csv_text(FILE *stream, const char *text)
{
    if (!text)
        return;
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            fputc('"', stream);
        fputc(*c, stream);
    }
    fputc('"', stream);
}

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

size_t cb_text_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += starts_character(*text);
    return width;
}

void cb_text_cell(FILE *stream, const char *text, size_t width)
{
    size_t whole = cb_text_width(text), shown = 0;
    size_t kept = whole > width && width ? width - 1 : whole;
    for (; *text; text++) {
        if (starts_character(*text) && shown++ == kept)
            break;
        fputc(*text, stream);
    }
    if (kept < whole)
        fputs("…", stream);
    for (size_t column = kept < whole ? width : whole; column < width; column++)
        fputc(' ', stream);
}

static int days_of_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365;
}

void cb_date_text(char text[CB_DATE_SIZE], double date)
{
    int year = (int)floor(date);
    int day = (int)lround((date - year) * days_of_year(year)); /* days gone at the end of that day */
    if (!day || day == days_of_year(year)) {
        snprintf(text, CB_DATE_SIZE, "%d", day ? year : year - 1);
        return;
    }
    struct tm tm = {.tm_year = year - 1900, .tm_mday = day};
    timegm(&tm);
    strftime(text, CB_DATE_SIZE, "%Y-%m-%d", &tm);
}
