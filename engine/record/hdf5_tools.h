/* HDF5 calls that stand in more than one file. They return false or a negative id where HDF5 fails. */
#ifndef CB_HDF5_TOOLS_H
#define CB_HDF5_TOOLS_H

#include <hdf5.h>

#include "fault.h"
#include "manifest.h"

/* Between begin and end HDF5 prints nothing, and the first failure is kept in words. */
typedef struct cb_hdf5_session {
    H5E_auto2_t handler;
    void *handler_data;
    char reason[256];
} cb_hdf5_session;

void cb_hdf5_begin(cb_hdf5_session *session);
void cb_hdf5_end(cb_hdf5_session *session);

/* Releases an id of any kind; nothing to do where it is negative. */
bool cb_hdf5_close(hid_t id);

/* Variable-length UTF-8: what every reader takes as text. */
hid_t cb_hdf5_text_type(void);
bool cb_hdf5_put_text(hid_t object, const char *name, const char *text);
bool cb_hdf5_put_number(hid_t object, const char *name, int64_t number);

/* *text is malloc'ed, NULL where there is no such attribute or it is no text. */
bool cb_hdf5_get_text(hid_t object, const char *name, char **text);

#endif
