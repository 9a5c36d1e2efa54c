/* What the processes declare, and the keys of a scenario, in words. Every line follows from the tables of the program.
 */
#ifndef CB_DESCRIBE_H
#define CB_DESCRIBE_H

#include "process.h"
#include "schema.h"
#include "sheet.h"

void cb_describe_process(const cb_sheet *sheet, const cb_process *process); /* with all its tables */
void cb_describe_field(const cb_sheet *sheet, const cb_field *field);
void cb_describe_param(const cb_sheet *sheet, const cb_param *param);
void cb_describe_table(const cb_sheet *sheet, const cb_table *table);
void cb_describe_indicator(const cb_sheet *sheet, const cb_indicator *indicator);
void cb_describe_section(const cb_sheet *sheet, cb_section_id section); /* of a scenario, with all its keys */

#endif
