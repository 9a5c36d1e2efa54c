#include "flow_statistics.h"

#include <math.h>

static double deviance_of(double flow, double fitted)
{
    return 2.0 * ((flow > 0.0 ? flow * log(flow / fitted) : 0.0) - (flow - fitted));
}

static double log_likelihood_of(double flow, double fitted)
{
    return (flow > 0.0 ? flow * log(fitted) : 0.0) - fitted - lgamma(flow + 1.0);
}

cb_flow_statistics cb_flow_statistics_of(const double *flow, const double *fitted, size_t count, size_t parameters)
{
    cb_flow_statistics s = {0};
    double n = (double)count, sum = 0.0, both = 0.0, common = 0.0, squares = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += flow[i];
    double mean = sum / n;
    for (size_t i = 0; i < count; i++) {
        double pair = flow[i] + fitted[i], shared = 2.0 * fmin(flow[i], fitted[i]);
        s.deviance += deviance_of(flow[i], fitted[i]);
        s.null_deviance += deviance_of(flow[i], mean);
        s.log_likelihood += log_likelihood_of(flow[i], fitted[i]);
        s.null_log_likelihood += log_likelihood_of(flow[i], mean);
        squares += (flow[i] - fitted[i]) * (flow[i] - fitted[i]);
        s.ssi += (pair > 0.0 ? shared / pair : 1.0) / n;
        common += shared;
        both += pair;
    }
    s.aic = 2.0 * (double)parameters - 2.0 * s.log_likelihood;
    s.d2 = 1.0 - s.deviance / s.null_deviance;
    s.pseudo_r2 = 1.0 - s.log_likelihood / s.null_log_likelihood;
    s.srmse = sqrt(squares / n) / mean;
    s.cpc = common / both;
    return s;
}
