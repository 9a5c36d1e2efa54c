/* Given net migrants by age, sex and status for every step, from the table net_migration. */
#ifndef CB_NET_MIGRATION_H
#define CB_NET_MIGRATION_H

#include "schedule.h"

#define cb_net_migration_prepare CB_ISA(cb_net_migration_prepare_)

/* Cells are [age][sex][status]: persons over a step, arrivals less departures; no values without the table. Complains
 * where a table leaves out the key of people that several places, sexes or statuses would share. */
cb_status cb_net_migration_prepare(cb_schedule *net, cb_setup *setup) CB_MUST_USE;

#endif
