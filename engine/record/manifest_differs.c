/* What makes two manifests different, in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "manifest.h"

typedef struct words {
    char *text;
    size_t size;
} words;

static bool texts_equal(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* Equal bits, all NaNs being one. */
static bool numbers_equal(double a, double b)
{
    return (isnan(a) && isnan(b)) || !memcmp(&a, &b, sizeof a);
}

static bool all_texts_equal(char *const *a, char *const *b, size_t count)
{
    if (!a != !b)
        return false;
    for (size_t i = 0; a && i < count; i++)
        if (strcmp(a[i], b[i]))
            return false;
    return true;
}

static bool all_numbers_equal(const double *a, const double *b, size_t count)
{
    if (!a != !b)
        return false;
    for (size_t i = 0; a && i < count; i++)
        if (!numbers_equal(a[i], b[i]))
            return false;
    return true;
}

static bool named_differs(words w, const char *kind, const char *name, const char *how)
{
    snprintf(w.text, w.size, "%s %s %s", kind, name, how);
    return true;
}

/* Both lists have the same names in the same order, or it says which is missing. `step`: bytes from name to name. */
static bool names_differ(words w, const char *kind, const void *a, size_t a_count, const void *b, size_t b_count,
                         size_t step)
{
    for (size_t i = 0; i < a_count || i < b_count; i++) {
        char *name = NULL, *expected = NULL;
        if (i < a_count)
            memcpy(&name, (const char *)a + i * step, sizeof name);
        if (i < b_count)
            memcpy(&expected, (const char *)b + i * step, sizeof expected);
        if (!name)
            return named_differs(w, kind, expected, "is missing");
        if (!expected)
            return named_differs(w, kind, name, "is too much");
        if (strcmp(name, expected)) {
            snprintf(w.text, w.size, "%s %s stands where %s was expected", kind, name, expected);
            return true;
        }
    }
    return false;
}

static bool dimension_differs(words w, const cb_dimension *a, const cb_dimension *b)
{
    if (a->length != b->length) {
        snprintf(w.text, w.size, "dimension %s has %zu entries, not %zu", a->name, a->length, b->length);
        return true;
    }
    bool same = a->type == b->type && texts_equal(a->unit, b->unit) && texts_equal(a->long_name, b->long_name) &&
                all_texts_equal(a->texts, b->texts, a->length);
    if (same && a->integers)
        same = !memcmp(a->integers, b->integers, a->length * sizeof *a->integers);
    return !same && named_differs(w, "dimension", a->name, "has other entries");
}

static bool dimensions_differ(words w, const cb_manifest *a, const cb_manifest *b)
{
    if (names_differ(w, "dimension", a->dimensions, a->dimension_count, b->dimensions, b->dimension_count,
                     sizeof *a->dimensions))
        return true;
    for (size_t i = 0; i < a->dimension_count; i++)
        if (dimension_differs(w, &a->dimensions[i], &b->dimensions[i]))
            return true;
    return false;
}

static bool variables_differ(words w, const cb_manifest *a, const cb_manifest *b)
{
    if (names_differ(w, "variable", a->variables, a->variable_count, b->variables, b->variable_count,
                     sizeof *a->variables))
        return true;
    for (size_t i = 0; i < a->variable_count; i++) {
        const cb_variable *va = &a->variables[i], *vb = &b->variables[i];
        if (va->rank != vb->rank || memcmp(va->dims, vb->dims, sizeof va->dims))
            return named_differs(w, "variable", va->name, "has other axes");
        if (!texts_equal(va->unit, vb->unit) || !texts_equal(va->long_name, vb->long_name) ||
            !texts_equal(va->coordinates, vb->coordinates) || va->persons != vb->persons || va->text != vb->text)
            return named_differs(w, "variable", va->name, "is declared otherwise");
        if (!all_numbers_equal(va->values, vb->values, cb_manifest_values(a, i)) ||
            !all_texts_equal(va->texts, vb->texts, cb_manifest_values(a, i)))
            return named_differs(w, "variable", va->name, "has other values");
    }
    return false;
}

static bool attribute_differs(words w, const cb_attribute *a, const cb_attribute *b)
{
    if (texts_equal(a->text, b->text) && (a->text || a->number == b->number))
        return false;
    if (a->text && b->text)
        snprintf(w.text, w.size, "attribute %s is \"%.80s\", not \"%.80s\"", a->name, a->text, b->text);
    else if (!a->text && !b->text)
        snprintf(w.text, w.size, "attribute %s is %lld, not %lld", a->name, (long long)a->number, (long long)b->number);
    else
        snprintf(w.text, w.size, "attribute %s is of another type", a->name);
    return true;
}

static bool attributes_differ(words w, const cb_manifest *a, const cb_manifest *b)
{
    if (names_differ(w, "attribute", a->attributes, a->attribute_count, b->attributes, b->attribute_count,
                     sizeof *a->attributes))
        return true;
    for (size_t i = 0; i < a->attribute_count; i++)
        if (attribute_differs(w, &a->attributes[i], &b->attributes[i]))
            return true;
    return false;
}

static bool documents_differ(words w, const cb_manifest *a, const cb_manifest *b)
{
    if (names_differ(w, "document", a->documents, a->document_count, b->documents, b->document_count,
                     sizeof *a->documents))
        return true;
    for (size_t i = 0; i < a->document_count; i++)
        if (strcmp(a->documents[i].text, b->documents[i].text))
            return named_differs(w, "document", a->documents[i].name, "is another");
    return false;
}

/* Attributes first: "seed" says more to a user than the draws that follow from it. */
bool cb_manifest_differs(const cb_manifest *manifest, const cb_manifest *expected, char *text, size_t size)
{
    words w = {.text = text, .size = size};
    if (attributes_differ(w, manifest, expected) || dimensions_differ(w, manifest, expected) ||
        variables_differ(w, manifest, expected) || documents_differ(w, manifest, expected))
        return true;
    if (manifest->chunk_bytes == expected->chunk_bytes)
        return false;
    snprintf(text, size, "chunks are of at most %zu bytes, not %zu", manifest->chunk_bytes, expected->chunk_bytes);
    return true;
}
