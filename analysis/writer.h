/* Numbers and texts as tables show them. */
#ifndef CB_WRITER_H
#define CB_WRITER_H

#include <stdio.h>

#define CB_NUMBER_SIZE 48

/* For people: four digits that matter, thousands parted by commas, "-" where there is no number. */
void cb_number_text(char text[CB_NUMBER_SIZE], double value);

/* For programs: twelve digits, nothing where there is no number. Text is quoted where RFC 4180 asks for it. */
void cb_csv_number(FILE *stream, double value);
void cb_csv_text(FILE *stream, const char *text); /* NULL: blank */

/* Characters of UTF-8 text, and text cut to `width` of them ("…" at the end where cut) and padded with blanks. */
size_t cb_text_width(const char *text);
void cb_text_cell(FILE *stream, const char *text, size_t width);

/* An internal date as a user writes it: a bare year for its 31 December, else the ISO day. */
#define CB_DATE_SIZE 32
void cb_date_text(char text[CB_DATE_SIZE], double date);

#endif
