#!/usr/bin/python3
"""Data flows one way: an include that runs back, or that a model must not make, does not compile; none climbs by a path."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CC = os.environ.get("CC", "gcc")
ENGINE = ["process", "scenario", "draw", "world", "record"]
# folder: the include directories its target has, as CMakeLists.txt gives them
SEES = {f"engine/{name}": [f"engine/{n}" for n in ENGINE[:i + 1]] for i, name in enumerate(ENGINE)}
SEES["engine"] = [f"engine/{n}" for n in ENGINE] + ["engine"]
SEES["models"] = ["engine/process"]
SEES["analysis"] = [f"engine/{n}" for n in ENGINE] + ["analysis"]


def compiles(folder, header):
    with tempfile.TemporaryDirectory() as place:
        source = pathlib.Path(place) / "probe.c"
        source.write_text(f'#include "{header}"\n', encoding="utf-8")
        command = [CC, "-std=gnu17", "-D_GNU_SOURCE", "-mavx2", "-mfma", "-Wno-psabi", "-fsyntax-only",
                   "-I/usr/include/hdf5/serial", *[f"-I{ROOT / d}" for d in SEES[folder]], str(source)]
        return subprocess.run(command, capture_output=True).returncode == 0


class IncludeRules(unittest.TestCase):
    def test_wrong_includes_do_not_compile(self):
        for folder, header in [("models", "scenario.h"), ("models", "world.h"), ("models", "result_file.h"),
                               ("engine/process", "scenario.h"), ("engine/scenario", "draws.h"),
                               ("engine/draw", "world.h"), ("engine/world", "recorder.h"),
                               ("engine/record", "run.h"), ("analysis", "method/life_table.h")]:
            self.assertFalse(compiles(folder, header), f"{folder} can include {header}")

    def test_right_includes_compile(self):
        for folder, header in [("models", "process.h"), ("engine/record", "world.h"), ("analysis", "result_file.h")]:
            self.assertTrue(compiles(folder, header), f"{folder} cannot include {header}")

    def test_the_rules_are_those_of_the_build(self):
        commands = ROOT / "build" / "compile_commands.json"
        if not commands.exists():
            self.skipTest("no build/ beside the sources")
        for entry in __import__("json").loads(commands.read_text(encoding="utf-8")):
            path = pathlib.Path(entry["file"])
            if not path.is_relative_to(ROOT) or path.is_relative_to(ROOT / "tests") or path.is_relative_to(ROOT / "cli"):
                continue
            folder = str(path.parent.relative_to(ROOT)).replace("models/method", "models")
            if folder not in SEES:
                continue
            seen = {str(pathlib.Path(d).relative_to(ROOT)) for d in re.findall(r"-I(\S+)", entry["command"])
                    if pathlib.Path(d).is_relative_to(ROOT)}
            self.assertLessEqual(seen, set(SEES[folder]), path)

    def test_no_include_climbs(self):
        for path in [*ROOT.glob("engine/**/*.[ch]"), *ROOT.glob("models/**/*.[ch]"), *ROOT.glob("analysis/*.[ch]"),
                     *ROOT.glob("cli/*.[ch]")]:
            self.assertNotRegex(path.read_text(encoding="utf-8"), r'#include\s*"[^"]*\.\./', path)


if __name__ == "__main__":
    unittest.main()
