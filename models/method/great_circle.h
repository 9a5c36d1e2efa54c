/* Distance on a sphere by the haversine. Sinnott 1984, Virtues of the Haversine, Sky and Telescope 68. */
#ifndef CB_GREAT_CIRCLE_H
#define CB_GREAT_CIRCLE_H

#include <math.h>

#define CB_EARTH_RADIUS 6371.0088 /* km, mean radius of WGS84 */

/* km between two points in degrees. */
static inline double cb_great_circle(double longitude, double latitude, double other_longitude, double other_latitude)
{
    const double radian = 3.14159265358979323846 / 180.0;
    double across = sin((longitude - other_longitude) * radian / 2.0);
    double along = sin((latitude - other_latitude) * radian / 2.0);
    double h = along * along + cos(latitude * radian) * cos(other_latitude * radian) * across * across;
    return 2.0 * CB_EARTH_RADIUS * asin(sqrt(fmin(1.0, h)));
}

#endif
