#include "command.h"

#include <gsl/gsl_errno.h>
#include <hdf5.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "diagnostics.h"

static const cb_command *const commands[] = {&cb_command_check,   &cb_command_run,      &cb_command_merge,
                                             &cb_command_targets, &cb_command_show,     &cb_command_describe,
                                             &cb_command_info,    &cb_command_calibrate};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void print_commands(FILE *stream)
{
    fprintf(stream, "usage: conurb COMMAND [ARGUMENTS]\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(stream, "  %-10s %s\n", commands[i]->name, commands[i]->doc);
    fprintf(stream, "\n`conurb COMMAND --help` says more of each.\n");
}

static cb_status unknown_command(const char *word)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    const char *nearest = cb_nearest_name(word, names, COMMAND_COUNT);
    fprintf(stderr, "conurb: unknown command '%s'", word);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fputc('\n', stderr);
    print_commands(stderr);
    return CB_ERROR_USAGE;
}

static const cb_command *find_command(const char *word)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (!strcmp(word, commands[i]->name))
            return commands[i];
    return NULL;
}

static cb_status run_command(const cb_command *command, int argc, char **argv)
{
    cb_arguments *arguments = NULL;
    cb_status status = cb_arguments_create(&arguments, command, argc, argv);
    if (status)
        return status;
    if (cb_arguments_help(arguments))
        cb_command_help(command);
    else
        status = command->run(arguments);
    cb_arguments_free(arguments);
    return status;
}

static bool is_any(const char *word, const char *a, const char *b, const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

static cb_status dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_commands(stderr);
        return CB_ERROR_USAGE;
    }
    if (is_any(argv[1], "help", "--help", "-h")) {
        const cb_command *asked = argc > 2 ? find_command(argv[2]) : NULL;
        if (argc > 2 && !asked)
            return unknown_command(argv[2]);
        if (asked)
            cb_command_help(asked);
        else
            print_commands(stdout);
        return CB_OK;
    }
    if (is_any(argv[1], "version", "--version", "-V")) {
        printf("conurb %s\n", CONURB_VERSION);
        return CB_OK;
    }
    const cb_command *command = find_command(argv[1]);
    return command ? run_command(command, argc - 1, argv + 1) : unknown_command(argv[1]);
}

int cb_main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    /* After a failed write the clean-up of HDF5 at exit may crash; a failure while closing is reported before. */
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is then a write error like a full disk */
    cb_status status = dispatch(argc, argv);
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "conurb: writing to standard output failed\n");
        status = status ? status : CB_ERROR_IO;
    }
    return cb_status_exit(status);
}
