#!/usr/bin/python3
"""The memory of a run does not grow with its members: at most 1.1 times as much for 4,000 as for 1,000.

Run all, or one by name: memory.py Memory.test_three_towns. CONURB names the program."""
import os
import pathlib
import resource
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONURB = os.environ.get("CONURB", str(ROOT / "build" / "conurb"))


def peak(scenario, members):
    """Largest resident set, in kB, of a run on one thread."""
    with tempfile.TemporaryDirectory(prefix="conurb-memory-") as folder:
        run = subprocess.Popen([CONURB, "run", str(ROOT / "scenarios" / scenario / "scenario.yaml"), "-o",
                                f"{folder}/result.h5", "--members", str(members), "--threads", "1"])
        _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise AssertionError(f"{scenario}: {members} members: exit status {run.returncode}")
    return used.ru_maxrss


class Memory(unittest.TestCase):
    def check(self, scenario):
        few, many = peak(scenario, 1000), peak(scenario, 4000)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.assertGreater(few, own, "the peak is that of Python before it became the program: nothing was measured")
        self.assertLessEqual(many, 1.1 * few)

    def test_three_towns(self):
        self.check("three-towns")

    def test_shanxi(self):
        self.check("shanxi-cities")


if __name__ == "__main__":
    unittest.main()
