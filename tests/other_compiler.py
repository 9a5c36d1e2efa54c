#!/usr/bin/python3
"""The program of another compiler at another optimization gives the same files, byte for byte.

Builds it in OTHER_BUILD with the C compiler OTHER_CC at -O1; CONURB names the program it is compared with."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONURB = pathlib.Path(os.environ.get("CONURB", str(ROOT / "build" / "conurb")))
OTHER_CC = os.environ.get("OTHER_CC", "clang")
OTHER_BUILD = pathlib.Path(os.environ.get("OTHER_BUILD", str(ROOT / "build" / "other-compiler")))
EVERYTHING = ROOT / "tests" / "fixtures" / "one-answer"


def build():
    subprocess.run(["cmake", "-S", str(ROOT), "-B", str(OTHER_BUILD), "-G", "Ninja", f"-DCMAKE_C_COMPILER={OTHER_CC}",
                    "-DCMAKE_BUILD_TYPE=RelWithDebInfo", "-DCMAKE_C_FLAGS_RELWITHDEBINFO=-O1"],
                   check=True, capture_output=True, text=True)
    subprocess.run(["cmake", "--build", str(OTHER_BUILD), "--target", "conurb", "--parallel", "2"], check=True,
                   capture_output=True, text=True)
    return OTHER_BUILD / "conurb"


class OtherCompiler(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="conurb-other-compiler-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        try:
            cls.other = build()
        except subprocess.CalledProcessError as error:
            raise AssertionError(f"{OTHER_CC}: {error.stdout}{error.stderr}") from error

    def result(self, program, scenario, members, isa):
        output = self.folder / "result.h5"
        subprocess.run([program, "run", str(scenario / "scenario.yaml"), "-o", str(output), "--members", str(members),
                        "--set", "record.exact=yes", "--record", "accounts,stocks,flows,shares,cohorts"], check=True,
                       capture_output=True, env={**os.environ, "CONURB_ISA": isa})
        return output.read_bytes()

    def check(self, scenario, members):
        expected = self.result(CONURB, scenario, members, "avx512")
        for isa in ("avx2", "avx512"):
            self.assertEqual(self.result(self.other, scenario, members, isa), expected, f"{scenario.name}, {isa}")

    def test_every_section(self):
        scenario = self.folder / "scenario"
        shutil.copytree(EVERYTHING, scenario)
        for table in (ROOT / "scenarios" / "three-towns").glob("*.csv"):
            shutil.copy(table, scenario)
        self.check(scenario, 61)

    def test_death_rates_and_total_fertility(self):
        self.check(ROOT / "scenarios" / "shanxi-cities", 9)

    def test_given_net_migration(self):
        self.check(ROOT / "tests" / "models" / "scenarios" / "canada-twice", 1)

    def test_closed_forms(self):
        self.check(ROOT / "tests" / "models" / "scenarios" / "urban-shares", 1)

    def test_steps_of_five_years(self):
        self.check(ROOT / "tests" / "models" / "scenarios" / "four-towns", 1)


if __name__ == "__main__":
    unittest.main()
