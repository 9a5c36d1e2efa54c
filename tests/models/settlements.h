/* Scenarios of a few places among which people of three statuses move. */
#ifndef CB_SETTLEMENTS_H
#define CB_SETTLEMENTS_H

#define SETTLEMENTS "models/scenarios/settlements/"
#define ORIGIN      "models/scenarios/settlements/origin.yaml"
#define TOWNS       "models/scenarios/four-towns/"
#define EQUATOR     "models/scenarios/deterrence/"

enum { A, B, C, D, PLACES };
enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };

/* How far growth of the settlements departs from their attraction: a column of deviations.csv. */
#define DEVIATION(column)                                                                                              \
    "parameters.migration.growth_deviation={table: deviations.csv, column: " column ", unit: 1/yr}"

#endif
