#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnostics.h"

#define HELP_CODE    256 /* codes of options lie above every letter */
#define FIRST_CODE   257
#define MOST_OPTIONS 32

typedef struct given {
    const cb_option *option;
    const char *value;
} given;

struct cb_arguments {
    const cb_command *command;
    bool help;
    char **words; /* argv, permuted: options first */
    size_t first, count;
    given *given;
    size_t given_count;
};

/* ---- messages ------------------------------------------------------------------------------------------------------
 */

static void print_usage(const cb_command *command, FILE *stream)
{
    fprintf(stream, "usage: conurb %s %s\n", command->name, command->usage);
}

cb_status cb_usage_error(const cb_command *command, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fprintf(stderr, "conurb %s: ", command->name);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    print_usage(command, stderr);
    return CB_ERROR_USAGE;
}

static void print_option(const cb_option *option)
{
    char left[64];
    snprintf(left, sizeof left, "%c%c%s--%s%s%s", option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
             option->letter ? ", " : "  ", option->name, option->value ? " " : "", option->value ? option->value : "");
    printf("  %-24s %s\n", left, option->doc);
}

void cb_command_help(const cb_command *command)
{
    static const cb_option help = {.name = "help", .doc = "this text", .letter = 'h'};
    printf("conurb %s: %s\n\n", command->name, command->doc);
    print_usage(command, stdout);
    printf("\n");
    for (const cb_option *option = command->options; option && option->name; option++)
        print_option(option);
    print_option(&help);
}

/* ---- parsing -------------------------------------------------------------------------------------------------------
 */

static size_t option_count(const cb_command *command)
{
    size_t count = 0;
    while (command->options && command->options[count].name)
        count++;
    return count;
}

static const cb_option *option_of_code(const cb_command *command, int code)
{
    if (code >= FIRST_CODE)
        return &command->options[code - FIRST_CODE];
    for (size_t i = 0; i < option_count(command); i++)
        if (command->options[i].letter == code)
            return &command->options[i];
    return NULL;
}

static cb_status unknown_option(const cb_command *command, const char *word)
{
    const char *names[MOST_OPTIONS + 1];
    size_t count = option_count(command);
    for (size_t i = 0; i < count; i++)
        names[i] = command->options[i].name;
    names[count++] = "help";
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + strspn(word, "-"), "="), word + strspn(word, "-"));
    const char *nearest = cb_nearest_name(name, names, count);
    int shown = (int)strcspn(word, "=");
    if (nearest)
        return cb_usage_error(command, "unknown option '%.*s'; did you mean '--%s'?", shown, word, nearest);
    return cb_usage_error(command, "unknown option '%.*s'", shown, word);
}

/* What getopt_long found wrong at `word`: '?' or ':'. */
static cb_status bad_option(const cb_command *command, int found, const char *word)
{
    if (found == ':')
        return cb_usage_error(command, "%s needs a value: %s", word, option_of_code(command, optopt)->value);
    if (optopt >= HELP_CODE)
        return cb_usage_error(command, "%.*s takes no value", (int)strcspn(word, "="), word);
    return unknown_option(command, word);
}

/* The word that getopt_long has just read an option from. */
static const char *option_word(const cb_arguments *arguments)
{
    const char *last = arguments->words[optind - 1];
    return optarg && optarg == last ? arguments->words[optind - 2] : last;
}

/* getopt_long takes `--member` for `--members`; a name cut short is a name of something else. */
static bool is_cut_short(const char *word, const char *name)
{
    size_t length = strcspn(word, "=");
    return !strncmp(word, "--", 2) && (length - 2 != strlen(name) || strncmp(word + 2, name, length - 2) != 0);
}

static void describe_options(const cb_command *command, struct option *longs, char *letters)
{
    size_t count = option_count(command);
    *letters++ = ':'; /* tells a missing value from an unknown option */
    *letters++ = 'h';
    for (size_t i = 0; i < count; i++) {
        const cb_option *option = &command->options[i];
        longs[i] = (struct option){.name = option->name,
                                   .has_arg = option->value ? required_argument : no_argument,
                                   .val = FIRST_CODE + (int)i};
        if (!option->letter)
            continue;
        *letters++ = option->letter;
        if (option->value)
            *letters++ = ':';
    }
    longs[count] = (struct option){.name = "help", .has_arg = no_argument, .val = HELP_CODE};
    *letters = '\0';
}

static cb_status parse(cb_arguments *arguments, int argc)
{
    const cb_command *command = arguments->command;
    struct option longs[MOST_OPTIONS + 2] = {{0}};
    char letters[2 * MOST_OPTIONS + 3];
    int found;
    describe_options(command, longs, letters);
    optind = 0; /* starts anew, also after an earlier command line */
    opterr = 0;
    while ((found = getopt_long(argc, arguments->words, letters, longs, NULL)) != -1) {
        if (found == '?' || found == ':')
            return bad_option(command, found, arguments->words[optind - 1]);
        bool help = found == HELP_CODE || found == 'h';
        const cb_option *option = help ? NULL : option_of_code(command, found);
        if (is_cut_short(option_word(arguments), help ? "help" : option->name))
            return unknown_option(command, option_word(arguments));
        if (help)
            arguments->help = true;
        else
            arguments->given[arguments->given_count++] = (given){option, optarg};
    }
    arguments->first = (size_t)optind;
    arguments->count = (size_t)(argc - optind);
    if (arguments->help)
        return CB_OK;
    if (arguments->count < command->least)
        return cb_usage_error(command, "too few arguments");
    if (arguments->count > command->most)
        return cb_usage_error(command, "too many arguments: '%s'", cb_arguments_word(arguments, command->most));
    return CB_OK;
}

cb_status cb_arguments_create(cb_arguments **arguments, const cb_command *command, int argc, char **argv)
{
    cb_arguments *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->command = command;
    made->words = calloc((size_t)argc + 1, sizeof *made->words);
    made->given = calloc((size_t)argc + 1, sizeof *made->given);
    cb_status status = made->words && made->given ? CB_OK : CB_ERROR_MEMORY;
    if (!status) {
        memcpy(made->words, argv, (size_t)argc * sizeof *argv);
        status = parse(made, argc);
    }
    if (status) {
        cb_arguments_free(made);
        return status;
    }
    *arguments = made;
    return CB_OK;
}

void cb_arguments_free(cb_arguments *arguments)
{
    if (!arguments)
        return;
    free(arguments->words);
    free(arguments->given);
    free(arguments);
}

/* ---- asking --------------------------------------------------------------------------------------------------------
 */

const cb_command *cb_arguments_command(const cb_arguments *arguments)
{
    return arguments->command;
}

bool cb_arguments_help(const cb_arguments *arguments)
{
    return arguments->help;
}

size_t cb_arguments_count(const cb_arguments *arguments)
{
    return arguments->count;
}

const char *cb_arguments_word(const cb_arguments *arguments, size_t index)
{
    return index < arguments->count ? arguments->words[arguments->first + index] : NULL;
}

bool cb_arguments_has(const cb_arguments *arguments, const char *option)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (!strcmp(arguments->given[i].option->name, option))
            return true;
    return false;
}

const char *cb_arguments_text(const cb_arguments *arguments, const char *option)
{
    const char *text = NULL;
    for (size_t i = 0; i < arguments->given_count; i++)
        if (!strcmp(arguments->given[i].option->name, option))
            text = arguments->given[i].value;
    return text;
}

const char *cb_arguments_repeated(const cb_arguments *arguments, const char *option, size_t index)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (!strcmp(arguments->given[i].option->name, option) && !index--)
            return arguments->given[i].value;
    return NULL;
}

cb_status cb_arguments_whole(const cb_arguments *arguments, const char *option, uint64_t low, uint64_t high,
                             uint64_t *value)
{
    const char *text = cb_arguments_text(arguments, option);
    if (!text)
        return CB_OK;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    bool whole = *text && strspn(text, "0123456789") == strlen(text);
    if (!whole || errno || number < low || number > high)
        return cb_usage_error(arguments->command, "--%s %s: expected a whole number from %llu to %llu", option, text,
                              (unsigned long long)low, (unsigned long long)high);
    *value = number;
    return CB_OK;
}
