/* libyaml's yaml.h, which has the same name as ours: include this with <>, so that the search goes on behind our
 * folder.
 */
#ifndef CB_LIBYAML_H
#define CB_LIBYAML_H

#include_next <yaml.h>

#endif
