/* How each indicator follows from recorded fields, so that a reader can work it out for places too. */
#ifndef CB_DEFINITIONS_H
#define CB_DEFINITIONS_H

#include "indicator.h"
#include "manifest.h"

#define CB_DEFINITIONS "indicators" /* name of the document */

/* Adds a document, a JSON list: {"name", "unit", "doc", and "field" with "cells" (a sum over these cells of all axes of
 * the field but the place, row-major), or "numerator" and "denominator" (names earlier in the list)}. Indicators of
 * other kinds have none of these. */
cb_status cb_definitions_add(cb_manifest *manifest, const cb_measures *measures) CB_MUST_USE;

#endif
