#include <stdio.h>

#include "command.h"
#include "open_result.h"
#include "trajectory.h"

static cb_status show(const cb_arguments *arguments)
{
    const char *file = cb_arguments_word(arguments, 0);
    cb_result *result = NULL;
    cb_trajectory *trajectory = NULL;
    cb_fault fault = {{0}};
    cb_status status = cb_open_result(arguments, file, &result);
    if (status)
        return status;
    status = cb_trajectory_create(&trajectory, result, cb_arguments_word(arguments, 1), cb_arguments_word(arguments, 2),
                                  &fault);
    if (status)
        cb_result_complain(arguments, file, status, &fault);
    else if (cb_arguments_has(arguments, "csv"))
        cb_trajectory_print_csv(trajectory, stdout);
    else
        cb_trajectory_print(trajectory, stdout);
    cb_trajectory_free(trajectory);
    cb_result_close(result);
    return status;
}

static const cb_option options[] = {{.name = "csv", .doc = "variant,year,mean,median,q05,q10,q25,q75,q90,q95"}, {0}};

const cb_command cb_command_show = {.name = "show",
                                    .doc = "the course of an indicator in a region, with its spread",
                                    .usage = "FILE INDICATOR REGION [--csv]",
                                    .options = options,
                                    .least = 3,
                                    .most = 3,
                                    .run = show};
