#include "command.h"

int main(int argc, char **argv)
{
    return cb_main(argc, argv);
}
