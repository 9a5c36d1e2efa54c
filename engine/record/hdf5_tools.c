#include "hdf5_tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- failures ---------------------------------------------------------------------------------------------------- */

/* The deepest entry is the cause; where the system refused, HDF5 quotes its message. */
static herr_t keep_deepest(unsigned depth, const H5E_error2_t *error, void *data)
{
    cb_hdf5_session *session = data;
    const char *text = error->desc ? error->desc : "", *quoted = strstr(text, "error message = '");
    size_t length = strlen(text);
    if (depth)
        return 0;
    if (quoted) {
        text = quoted + strlen("error message = '");
        length = strcspn(text, "'");
    }
    snprintf(session->reason, sizeof session->reason, "%.*s", (int)length, text);
    return 0;
}

static herr_t keep_first(hid_t stack, void *data)
{
    cb_hdf5_session *session = data;
    return session->reason[0] ? 0 : H5Ewalk2(stack, H5E_WALK_UPWARD, keep_deepest, session);
}

void cb_hdf5_begin(cb_hdf5_session *session)
{
    *session = (cb_hdf5_session){0};
    /* After a write that failed while closing, the clean-up of HDF5 at exit crashes. Fails where it was asked before.
     */
    herr_t asked = H5dont_atexit();
    (void)asked;
    if (H5Eget_auto2(H5E_DEFAULT, &session->handler, &session->handler_data) >= 0)
        H5Eset_auto2(H5E_DEFAULT, keep_first, session);
}

void cb_hdf5_end(cb_hdf5_session *session)
{
    H5Eset_auto2(H5E_DEFAULT, session->handler, session->handler_data);
}

bool cb_hdf5_close(hid_t id)
{
    return id < 0 || H5Idec_ref(id) >= 0;
}

/* ---- attributes -------------------------------------------------------------------------------------------------- */

hid_t cb_hdf5_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 && H5Tset_size(type, H5T_VARIABLE) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0)
        return type;
    cb_hdf5_close(type);
    return -1;
}

static hid_t fixed_text_type(size_t length)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 && H5Tset_size(type, length) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0)
        return type;
    cb_hdf5_close(type);
    return -1;
}

static bool put_scalar(hid_t object, const char *name, hid_t stored, hid_t given, const void *value)
{
    hid_t space = H5Screate(H5S_SCALAR), attribute = -1;
    if (space >= 0 && stored >= 0)
        attribute = H5Acreate2(object, name, stored, space, H5P_DEFAULT, H5P_DEFAULT);
    bool done = attribute >= 0 && H5Awrite(attribute, given, value) >= 0;
    done &= cb_hdf5_close(attribute);
    return cb_hdf5_close(space) && done;
}

/* Of fixed length, as netCDF writes them; HDF5 has no text of length 0. */
bool cb_hdf5_put_text(hid_t object, const char *name, const char *text)
{
    size_t length = strlen(text);
    hid_t type = fixed_text_type(length ? length : 1);
    bool done = put_scalar(object, name, type, type, text);
    return cb_hdf5_close(type) && done;
}

bool cb_hdf5_put_number(hid_t object, const char *name, int64_t number)
{
    return put_scalar(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &number);
}

static bool read_text(hid_t attribute, hid_t type, char **text)
{
    if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0)
        return true;
    size_t size = H5Tget_size(type);
    char *made = size ? calloc(size + 1, 1) : NULL;
    if (made && H5Aread(attribute, type, made) >= 0) {
        *text = made;
        return true;
    }
    free(made);
    return false;
}

bool cb_hdf5_get_text(hid_t object, const char *name, char **text)
{
    *text = NULL;
    htri_t there = H5Aexists(object, name);
    if (there <= 0)
        return there == 0;
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT), type = attribute < 0 ? -1 : H5Aget_type(attribute);
    bool done = type >= 0 && read_text(attribute, type, text);
    cb_hdf5_close(type);
    cb_hdf5_close(attribute);
    return done;
}
