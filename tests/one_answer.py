#!/usr/bin/python3
"""The same scenario and seed give the same bits: threads, blocks, shards, restarts, records, rows, processes.

Run all, or one by name: one_answer.py OneAnswer.test_threads. CONURB names the program, CONURB_WITH_IDLE one with an idle
process more."""
import csv
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONURB = os.environ.get("CONURB", str(ROOT / "build" / "conurb"))
CONURB_WITH_IDLE = os.environ.get("CONURB_WITH_IDLE", str(ROOT / "build" / "tests" / "conurb_with_idle"))
SCENARIO = ROOT / "scenarios" / "three-towns"
MEMBERS = 61  # no multiple of 8, 32 or a shard


def run(output, *options, scenario=SCENARIO, program=CONURB, members=MEMBERS, check=True, environment=None, limit=None):
    def set_limit():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [program, "run", str(scenario / "scenario.yaml"), "-o", str(output), *options]
    if members is not None:
        command += ["--members", str(members)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=set_limit,
                          env={**os.environ, **(environment or {})})
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stderr}")
    return done


def numbers(path, skip=()):
    with h5py.File(path) as file:
        return {name: data[()] for name, data in file.items()
                if isinstance(data, h5py.Dataset) and data.dtype.kind in "fi" and name not in skip}


def shuffle_tables(folder, seed):
    shuffle = random.Random(seed)
    for table in sorted(folder.glob("*.csv")):
        with open(table, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        shuffle.shuffle(rows)
        with open(table, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


class OneAnswer(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="conurb-one-answer-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.reference = self.folder / "reference.h5"
        run(self.reference, "--threads", "1")

    def assert_same_bytes(self, path):
        self.assertEqual(self.reference.read_bytes(), path.read_bytes(), f"{path.name} differs")

    def assert_same_numbers(self, path, names=None):
        expected, actual = numbers(self.reference), numbers(path)
        for name in names or expected:
            numpy.testing.assert_array_equal(actual[name], expected[name], err_msg=name)

    def test_threads(self):
        for threads in (2, 5):
            output = self.folder / f"threads{threads}.h5"
            run(output, "--threads", str(threads))
            self.assert_same_bytes(output)

    def test_blocks(self):
        for lanes in (8, 32):
            output = self.folder / f"block{lanes}.h5"
            run(output, "--block-lanes", str(lanes), "--threads", "2")
            self.assert_same_bytes(output)

    def test_instruction_sets(self):
        output = self.folder / "avx2.h5"
        run(output, environment={"CONURB_ISA": "avx2"})
        self.assert_same_bytes(output)

    def test_shards_in_any_order(self):
        for shards in (1, 3, 7):
            parts = []
            for shard in range(1, shards + 1):
                part = self.folder / f"{shards}.{shard}.part"
                run(part, "--shard", f"{shard}/{shards}", "--threads", str(1 + shard % 2))
                parts.append(str(part))
            output = self.folder / f"merged{shards}.h5"
            if shards == 1:
                self.assert_same_bytes(pathlib.Path(parts[0]))
                continue
            random.Random(shards).shuffle(parts)
            subprocess.run([CONURB, "merge", "-o", str(output), *parts], check=True, capture_output=True)
            self.assert_same_bytes(output)

    def test_missing_shard_is_refused(self):
        parts = []
        for shard in (1, 3):
            parts.append(str(self.folder / f"{shard}.part"))
            run(parts[-1], "--shard", f"{shard}/3")
        output = self.folder / "merged.h5"
        done = subprocess.run([CONURB, "merge", "-o", str(output), *parts], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1 if "missing" not in done.stderr else done.returncode)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("missing", done.stderr)
        self.assertFalse(output.exists())

    def journal_cut_short(self, output, limit):
        """A run that dies of a full disk leaves its journal behind."""
        done = run(output, "--threads", "1", check=False, limit=limit)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse(output.exists())
        return output.with_name(output.name + ".parts")

    def test_resumed_after_any_cut(self):
        size = self.reference.stat().st_size
        cuts = random.Random(7)
        for i in range(8):
            output = self.folder / f"resumed{i}.h5"
            journal = self.journal_cut_short(output, size * (i + 2) // 12)
            with open(journal, "r+b") as file:
                whole = journal.stat().st_size
                file.truncate(whole - cuts.randrange(0, whole // 8))
            run(output, "--resume", "--threads", "2")
            self.assert_same_bytes(output)
            self.assertFalse(journal.exists())

    def test_killed_and_resumed(self):
        for wanted in (1, 40_000, 200_000):
            output = self.folder / f"killed{wanted}.h5"
            journal = output.with_name(output.name + ".parts")
            process = subprocess.Popen([CONURB, "run", str(SCENARIO / "scenario.yaml"), "-o", str(output), "--members",
                                        str(MEMBERS)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and not (journal.exists() and journal.stat().st_size >= wanted):
                pass
            process.send_signal(signal.SIGKILL)
            process.wait()
            run(output, "--resume")
            self.assert_same_bytes(output)

    def test_one_member_alone(self):
        output = self.folder / "alone.h5"
        run(output, "--member", "17")
        alone, all_members = numbers(output), numbers(self.reference)
        for name in ("population", "draws", "region_population", "target_value"):
            numpy.testing.assert_array_equal(alone[name][:, 0], all_members[name][:, 17], err_msg=name)

    def test_any_subset_recorded(self):
        for choice in ("accounts", "cohorts", "accounts,stocks,flows,cohorts", "-population", "-region_births"):
            output = self.folder / "subset.h5"
            run(output, f"--record={choice}")
            recorded = set(numbers(output)) & set(numbers(self.reference))
            self.assertIn("target_value", recorded)
            self.assert_same_numbers(output, recorded)

    def test_one_variant_alone(self):
        output = self.folder / "variant.h5"
        run(output, "--variant", "no-line")
        alone, both = numbers(output), numbers(self.reference)
        numpy.testing.assert_array_equal(alone["population"][0], both["population"][1])

    def test_rows_permuted(self):
        permuted = self.folder / "permuted"
        shutil.copytree(SCENARIO, permuted)
        shuffle_tables(permuted, 11)
        output = self.folder / "permuted.h5"
        run(output, scenario=permuted)
        self.assert_same_bytes(output)

    def test_idle_process_added(self):
        output = self.folder / "idle.h5"
        run(output, program=CONURB_WITH_IDLE)
        self.assert_same_bytes(output)
        run(output, "--set", "processes=[cohorts, demography, idle, infrastructure, migration, urbanization]",
            "--record=idle", "--set", "parameters.idle.patience=2 yr", program=CONURB_WITH_IDLE)
        self.assert_same_numbers(output)
        self.assertEqual(numbers(output)["idle_marks"].shape[0], 2)
        described = subprocess.run([CONURB_WITH_IDLE, "describe", "processes"], capture_output=True, text=True)
        self.assertIn("idle", described.stdout)

    def test_draws_repeated(self):
        output = self.folder / "repeated.h5"
        run(output, "--draws", str(self.reference))
        self.assert_same_numbers(output)

    def test_project_after_the_horizon(self):
        """A project that opens after the end leaves every bit of everything else as it was."""
        output = self.folder / "late.h5"
        run(output, "--set", "projects.fast-line.opens=2050")
        late, reference = numbers(output), numbers(self.reference)
        for name in ("population", "region_population"):
            numpy.testing.assert_array_equal(late[name], reference[name], err_msg=name)


class TownsAndVillages(unittest.TestCase):
    """Every process of people at once, with rates that are exactly 0 for some members and not for their neighbours."""
    FOLDER = ROOT / "tests" / "models" / "scenarios"
    RATES = ("registration", "urbanization", "reclassification")
    SETS = ["ensemble.design=lhs", "parameters.migration.out_rate={uniform: [1 %/yr, 5 %/yr]}",
            "parameters.external_migration.departure_rate=0 1/yr",
            *(f"parameters.{rate}.rate=0 1/yr" for rate in RATES),
            "levers=[" + ", ".join(f"{{id: {rate}, region: all, parameter: {rate}.rate, from: 2020, assumed: x, "
                                   "add: {normal: [0 %/yr, 3 %/yr]}}" for rate in RATES) + "]"]

    def setUp(self):
        self.temporary = pathlib.Path(tempfile.mkdtemp(prefix="conurb-one-answer-"))
        self.addCleanup(shutil.rmtree, self.temporary)
        self.reference = self.run_it("reference", "--threads", "1")

    def run_it(self, name, *options, folder=FOLDER, **settings):
        output = self.temporary / f"{name}.h5"
        sets = [word for assignment in self.SETS for word in ("--set", assignment)]
        run(output, *sets, *options, scenario=folder / "settlements", **settings)
        return output

    def test_blocks_threads_and_instruction_sets(self):
        for name, *options in (("block8", "--block-lanes", "8"), ("block32", "--block-lanes", "32", "--threads", "2")):
            self.assertEqual(self.run_it(name, *options).read_bytes(), self.reference.read_bytes(), name)
        output = self.run_it("avx2", environment={"CONURB_ISA": "avx2"})
        self.assertEqual(output.read_bytes(), self.reference.read_bytes())

    def test_members_alone(self):
        every = numbers(self.reference)
        self.assertGreater((every["draws"] < 0).sum(), MEMBERS)  # below 0 a rate is 0
        for member in (5, 17, 42):
            alone = numbers(self.run_it("alone", "--member", str(member)))
            for name in ("cohorts", "arrivals", "registration"):
                numpy.testing.assert_array_equal(alone[name][:, 0], every[name][:, member], err_msg=name)

    def test_rows_permuted(self):
        permuted = self.temporary / "scenarios"
        shutil.copytree(self.FOLDER, permuted)
        shuffle_tables(permuted / "settlements", 11)
        self.assertEqual(self.run_it("permuted", folder=permuted).read_bytes(), self.reference.read_bytes())


if __name__ == "__main__":
    unittest.main()
