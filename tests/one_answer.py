#!/usr/bin/python3
"""The same scenario and seed give the same bits: threads, blocks, shards, restarts, records, rows, processes.

Run all, or one by name: one_answer.py OneAnswer.test_threads. CONURB names the program, CONURB_WITH_IDLE one with an idle
process more, CONURB_KILLED one that kills itself."""
import csv
import itertools
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
CONURB_KILLED = os.environ.get("CONURB_KILLED", str(ROOT / "build" / "tests" / "conurb_killed"))
TOWNS = ROOT / "scenarios" / "three-towns"
EVERYTHING = ROOT / "tests" / "fixtures" / "one-answer"  # on the tables of the three towns
SHANXI = ROOT / "scenarios" / "shanxi-cities"
CANADA = ROOT / "tests" / "models" / "scenarios" / "canada-twice"
CANADA_BASE = CANADA.with_name("canada-1950")  # that canada-twice extends
MEMBERS = 61  # no multiple of 8, 32 or a shard


def run(output, *options, scenario, program=CONURB, members=MEMBERS, check=True, environment=None, limit=None):
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


def merge(output, parts, program=CONURB, environment=None):
    return subprocess.run([program, "merge", "-o", str(output), *map(str, parts)], capture_output=True, text=True,
                          env={**os.environ, **(environment or {})})


class Numbers(dict):
    """Every number of a result file by name, with its dimensions in `dims` and their labels in `labels`."""

    def __init__(self, path):
        super().__init__()
        self.dims, self.labels = {}, {}
        with h5py.File(path) as file:
            for name, data in file.items():
                if not isinstance(data, h5py.Dataset):
                    continue
                if h5py.h5ds.is_scale(data.id):
                    self.labels[name] = list(data.asstr()[()] if data.dtype.kind == "O" else data[()])
                elif data.dtype.kind == "f":
                    self[name] = data[()]
                    self.dims[name] = [dimension[0].name.lstrip("/") for dimension in data.dims]

    def at(self, name, dimension, label):
        """The slab of a label, as if the file held no other."""
        axis = self.dims[name].index(dimension)
        return numpy.take(self[name], [self.labels[dimension].index(label)], axis)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="conurb-one-answer-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.scenario = self.folder / "scenario"
        shutil.copytree(EVERYTHING, self.scenario)
        for table in TOWNS.glob("*.csv"):
            shutil.copy(table, self.scenario)
        self.reference = self.folder / "reference.h5"
        self.run_to("reference.h5", "--threads", "1")

    def run_to(self, name, *options, **more):
        output = self.folder / name
        run(output, *options, **{"scenario": self.scenario, **more})
        return output

    def edited(self, old, new):
        """A copy of the scenario with one text changed."""
        folder = self.folder / "edited"
        shutil.copytree(self.scenario, folder)
        text = (folder / "scenario.yaml").read_text(encoding="utf-8")
        self.assertEqual(text.count(old), 1)
        (folder / "scenario.yaml").write_text(text.replace(old, new), encoding="utf-8")
        return folder

    def assert_same_bytes(self, path, reference=None):
        self.assertEqual((reference or self.reference).read_bytes(), path.read_bytes(), f"{path.name} differs")

    def assert_same_numbers(self, path, names=None, reference=None):
        expected, actual = Numbers(reference or self.reference), Numbers(path)
        for name in names or expected:
            self.assertEqual(actual[name].tobytes(), expected[name].tobytes(), name)


class OneAnswer(Case):
    def test_threads(self):
        for threads in (2, 5):
            self.assert_same_bytes(self.run_to(f"threads{threads}.h5", "--threads", str(threads)))

    def test_blocks(self):
        for lanes in (8, 32):
            for threads in (1, 2):
                self.assert_same_bytes(self.run_to(f"block{lanes}.{threads}.h5", "--block-lanes", str(lanes),
                                                   "--threads", str(threads)))

    def test_instruction_sets(self):
        """Equal paths of one program; on a machine without AVX-512 both are the same."""
        self.assert_same_bytes(self.run_to("avx2.h5", environment={"CONURB_ISA": "avx2"}))

    def test_every_bit(self):
        """Without rounding of persons the answers are one too, and rounding moves persons by 2^-11 at most."""
        exact = self.run_to("exact.h5", "--set", "record.exact=yes", "--threads", "1")
        for name, options, environment in [("blocks", ["--block-lanes", "32"], {}), ("threads", ["--threads", "5"], {}),
                                           ("avx2", [], {"CONURB_ISA": "avx2"})]:
            other = self.run_to(f"exact.{name}.h5", "--set", "record.exact=yes", *options, environment=environment)
            self.assert_same_bytes(other, exact)
        rounded, whole = Numbers(self.reference), Numbers(exact)
        self.assertEqual(set(rounded), set(whole))
        self.assertTrue(numpy.any(rounded["population"] != whole["population"]))
        with h5py.File(exact) as file:
            for name in whole:
                if file[name].attrs["units"] == b"person":
                    numpy.testing.assert_allclose(rounded[name], whole[name], rtol=0, atol=2.0**-11, err_msg=name)
                else:
                    numpy.testing.assert_array_equal(rounded[name], whole[name], err_msg=name)

    def test_one_member_alone(self):
        everything = ("--record", "accounts,stocks,flows,cohorts", "--set", "record.exact=yes")
        together = Numbers(self.run_to("together.h5", *everything))
        for member in (0, 17, 60):
            for lanes in (8, 32):
                alone = Numbers(self.run_to("alone.h5", "--member", str(member), "--block-lanes", str(lanes), *everything))
                self.assertEqual(alone.labels["member"], [member])
                for name in alone:
                    expected = together.at(name, "member", member) if "member" in together.dims[name] else together[name]
                    self.assertEqual(alone[name].tobytes(), expected.tobytes(), f"{name} of member {member}")

    def test_any_subset_recorded(self):
        for choice in ("accounts", "cohorts", "accounts,stocks,flows,cohorts", "-population", "-region_births",
                       "-population,-region_urbanization_rate"):
            output = self.run_to("subset.h5", f"--record={choice}")
            recorded = set(Numbers(output)) & set(Numbers(self.reference))
            self.assertIn("region_population", recorded)
            self.assert_same_numbers(output, recorded)

    def test_recorded_names_in_any_order(self):
        one = self.run_to("one.h5", "--record", "births,deaths,cohorts")
        self.assert_same_bytes(self.run_to("other.h5", "--record", "cohorts,deaths,births,deaths"), one)

    def test_variants_alone_or_among_others(self):
        together = Numbers(self.reference)
        for chosen in (["base"], ["no-line"], ["slow"], ["slow", "base"]):
            options = itertools.chain(*(["--variant", name] for name in chosen))
            alone = Numbers(self.run_to("variant.h5", *options))
            self.assertEqual(alone.labels["variant"], sorted(chosen))
            for name in set(alone) - {"project_opening"}:  # its projects are those of the chosen variants
                for variant in chosen if "variant" in alone.dims[name] else []:
                    self.assertEqual(alone.at(name, "variant", variant).tobytes(),
                                     together.at(name, "variant", variant).tobytes(), f"{name} of {variant}")

    def test_idle_process_added(self):
        output = self.run_to("idle.h5", program=CONURB_WITH_IDLE)
        self.assert_same_bytes(output)
        output = self.run_to("idle.h5", "--set", "processes=[cohorts, demography, idle, infrastructure, migration, urbanization]",
                             "--record=idle", "--set", "parameters.idle.patience=2 yr", program=CONURB_WITH_IDLE)
        self.assert_same_numbers(output)
        self.assertEqual(Numbers(output)["idle_marks"].shape[0], 3)
        described = subprocess.run([CONURB_WITH_IDLE, "describe", "processes"], capture_output=True, text=True)
        self.assertIn("idle", described.stdout)

    def test_draws_repeated(self):
        self.assert_same_numbers(self.run_to("repeated.h5", "--draws", str(self.reference)))


class OneDesign(Case):
    """What is drawn hangs on names, not on what else there is."""

    def test_an_input_more(self):
        """Added by --set, in the file, for every place, and by a lever; each before, between or behind the others."""
        before = Numbers(self.reference)
        for key in ("fertility.sex_ratio_at_birth={uniform: [1.04, 1.08]}",
                    "parameters.migration.distance_decay={uniform: [0.001 1/km, 0.003 1/km]}",
                    "parameters.urbanization.growth_difference={each: {normal: [3 %/yr, 0.1 %/yr]}}",
                    "levers.homes-in-town.multiply={uniform: [1, 2]}"):
            after = Numbers(self.run_to("more.h5", "--set", key))
            self.assertGreater(len(after.labels["input"]), len(before.labels["input"]), key)
            for name in before.labels["input"]:
                self.assertEqual(after.at("draws", "input", name).tobytes(), before.at("draws", "input", name).tobytes(),
                                 f"{name} beside {key}")

    def test_an_input_that_moves_nothing(self):
        """An uncertain parameter of a form that is not chosen leaves every number as it was."""
        output = self.run_to("unused.h5", "--set", "parameters.urbanization.saturation={uniform: [70 %, 90 %]}")
        self.assert_same_numbers(output, set(Numbers(output)) - {"draws"})

    def test_an_input_less(self):
        before = Numbers(self.reference)
        after = Numbers(self.run_to("less.h5", "--set", "parameters.infrastructure.depreciation=2 %/yr"))
        for name in after.labels["input"]:
            self.assertEqual(after.at("draws", "input", name).tobytes(), before.at("draws", "input", name).tobytes(), name)

    def test_a_variant_more_or_less(self):
        """The inputs are the union over the variants, and each variant's draws stay what they were."""
        before = Numbers(self.reference)
        after = Numbers(self.run_to("more.h5", scenario=self.edited(
            "variants:\n", "variants:\n  fast: {parameters: {urbanization.speed: {uniform: [4 %/yr, 6 %/yr]}}}\n")))
        self.assertEqual(after.labels["variant"], ["base", "fast", "no-line", "slow"])
        for variant in before.labels["variant"]:
            for name in set(before) - {"draws"}:
                if "variant" in before.dims[name]:
                    self.assertEqual(after.at(name, "variant", variant).tobytes(),
                                     before.at(name, "variant", variant).tobytes(), f"{name} of {variant}")

    def test_a_project_after_the_horizon(self):
        """A project that opens after the end leaves every bit of everything else as it was."""
        late = "  - {id: late, kind: road, from: A, to: B, length: 99 km, cost: 50 billion CNY, opens: 2050, assumed: example}\n"
        output = self.run_to("late.h5", scenario=self.edited("projects:\n", "projects:\n" + late))
        self.assertIn("late", Numbers(output).labels["project"])
        self.assert_same_numbers(output, set(Numbers(self.reference)) - {"project_opening"})

    def test_seed_and_size_are_of_the_design(self):
        """What must differ does: otherwise the tests above compare nothing."""
        before = Numbers(self.reference)["draws"]
        self.assertFalse(numpy.array_equal(Numbers(self.run_to("seed.h5", "--seed", "7"))["draws"], before))
        fewer = Numbers(self.run_to("fewer.h5", members=60))["draws"]
        self.assertFalse(numpy.array_equal(fewer, before[:, :60]))


class OneOrder(Case):
    """The order in which a scenario is written moves no bit."""

    def setUp(self):
        super().setUp()
        shutil.copytree(CANADA_BASE, self.folder / CANADA_BASE.name)

    def rewritten(self, source, rewrite):
        """A copy of a scenario whose tables went through `rewrite(header, rows)`."""
        folder = self.folder / "rewritten"
        shutil.copytree(source, folder)
        for table in sorted(folder.glob("*.csv")):
            with open(table, newline="", encoding="utf-8") as file:
                header, *rows = list(csv.reader(file))
            with open(table, "w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(rewrite(header, rows))
        return folder

    def assert_same_when_rewritten(self, rewrite, source, reference, *options, **more):
        output = self.run_to("rewritten.h5", *options, scenario=self.rewritten(source, rewrite), **more)
        shutil.rmtree(self.folder / "rewritten")
        self.assert_same_bytes(output, reference)

    def each_source(self):
        """Scenarios that together name every kind of table, with the number of members to run."""
        return [(self.scenario, MEMBERS), (SHANXI, 9), (CANADA, 1)]

    def check_rewritten(self, rewrite):
        for source, members in self.each_source():
            reference = self.run_to("before.h5", scenario=source, members=members)
            self.assert_same_when_rewritten(rewrite, source, reference, members=members)

    def test_rows_permuted(self):
        shuffle = random.Random(11)
        self.check_rewritten(lambda header, rows: [header, *shuffle.sample(rows, len(rows))])
        self.check_rewritten(lambda header, rows: [header, *reversed(rows)])

    def test_columns_permuted(self):
        shuffle = random.Random(12)

        def rewrite(header, rows):
            order = shuffle.sample(range(len(header)), len(header))
            return [[row[i] for i in order] for row in [header, *rows]]

        self.check_rewritten(rewrite)

    def test_keys_and_records_permuted(self):
        """Sections, keys of sections and records of lists in any order; targets and variants keep theirs in the file."""
        text = (self.scenario / "scenario.yaml").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        for seed in range(4):
            shuffle, sections = random.Random(seed), []
            for line in lines:
                if line.startswith(" "):
                    sections[-1].append(line)
                else:
                    sections.append([line])
            shuffle.shuffle(sections)
            for section in sections:
                body = section[1:]
                if not section[0].startswith(("targets", "variants")):
                    shuffle.shuffle(body)
                section[1:] = body
            folder = self.folder / f"order{seed}"
            shutil.copytree(self.scenario, folder)
            (folder / "scenario.yaml").write_text("\n".join(itertools.chain(*sections)) + "\n", encoding="utf-8")
            self.assert_same_numbers(self.run_to("order.h5", scenario=folder))

    def test_targets_and_variants_permuted(self):
        """Their order is that of the file; each keeps its numbers."""
        text = (self.scenario / "scenario.yaml").read_text(encoding="utf-8")
        before, order = Numbers(self.reference), {}
        for section in ("targets", "variants"):
            body = text.split(f"{section}:\n")[1].split("\n")
            order[section] = list(itertools.takewhile(lambda line: line.startswith(" "), body))
            text = text.replace("\n".join(order[section]), "\n".join(reversed(order[section])))
        (self.scenario / "scenario.yaml").write_text(text, encoding="utf-8")
        after = Numbers(self.run_to("order.h5"))
        self.assertEqual(after.labels["variant"], ["base", "slow", "no-line"])
        self.assertEqual(after.labels["target"], before.labels["target"][::-1])
        for variant in after.labels["variant"]:
            self.assertEqual(after.at("population", "variant", variant).tobytes(),
                             before.at("population", "variant", variant).tobytes())
            numpy.testing.assert_array_equal(after.at("target_value", "variant", variant)[..., ::-1],
                                             before.at("target_value", "variant", variant))


class OneFile(Case):
    """Shards, restarts and kills: one file, byte for byte."""

    def parts(self, shards, **more):
        made = []
        for shard in range(1, shards + 1):
            made.append(self.folder / f"{shards}.{shard}.part")
            run(made[-1], "--shard", f"{shard}/{shards}", "--threads", str(1 + shard % 2), "--block-lanes",
                str(8 if shard % 2 else 32), scenario=self.scenario, **more)
        return made

    def assert_merged(self, parts, name="merged.h5"):
        output = self.folder / name
        done = merge(output, parts)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_same_bytes(output)
        output.unlink()

    def test_one_shard(self):
        self.assert_same_bytes(self.parts(1)[0])

    def test_shards_in_any_order(self):
        for order in itertools.permutations(self.parts(3)):
            self.assert_merged(order)

    def test_many_shards(self):
        """11 are more than there are chunks of members: some are empty."""
        for shards in (7, 11):
            parts = self.parts(shards)
            random.Random(shards).shuffle(parts)
            self.assert_merged(parts)

    def test_missing_shard_is_refused(self):
        parts = self.parts(3)
        for missing in range(3):
            output = self.folder / "merged.h5"
            done = merge(output, parts[:missing] + parts[missing + 1:])
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("missing", done.stderr)
            self.assertFalse(output.exists())

    def journal_cut_short(self, output, limit):
        """A run that dies of a full disk leaves its journal behind."""
        done = run(output, "--threads", "1", check=False, limit=limit, scenario=self.scenario)
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
            run(output, "--resume", "--threads", "2", scenario=self.scenario)
            self.assert_same_bytes(output)
            self.assertFalse(journal.exists())

    def killed_at(self, call, command):
        """Runs the command and kills it at its file call of that number; False where it has fewer."""
        done = subprocess.run([CONURB_KILLED, *command], capture_output=True, text=True,
                              env={**os.environ, "CONURB_KILL_AT": str(call)})
        if done.returncode == 0:
            return False
        self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
        return True

    def calls_of(self, command):
        done = subprocess.run([CONURB_KILLED, *command], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(done.stderr.rsplit("file calls:", 1)[1])

    def moments(self, calls, most):
        """The first and last calls, and some between: the journal is written first, then the file, then it is named."""
        between = random.Random(calls).sample(range(5, calls - 6), most - 10)
        return [1, 2, 3, 4, *sorted(between), *range(calls - 5, calls + 1)]

    def command(self, output, *options):
        return ["run", str(self.scenario / "scenario.yaml"), "-o", str(output), "--members", str(MEMBERS), "--threads", "2",
                *options]

    def test_killed_and_resumed(self):
        calls = self.calls_of(self.command(self.folder / "whole.h5"))
        assembling = 0
        for call in self.moments(calls, 24):
            output = self.folder / f"killed{call}.h5"
            self.assertTrue(self.killed_at(call, self.command(output)), f"call {call} of {calls}")
            assembling += (self.folder / f".{output.name}.tmp").exists()
            if output.exists():  # named, and only the journal was left to remove
                self.assert_same_bytes(output)
            run(output, "--resume", scenario=self.scenario)
            self.assert_same_bytes(output)
            self.assertEqual([path.name for path in self.folder.glob(f"*killed{call}.h5*")], [output.name])
        self.assertGreater(assembling, 0)

    def test_killed_again_and_again(self):
        output = self.folder / "killed.h5"
        kills = 0
        for call in (3, 50, 200, 7, 90, 350, 500, 900):
            kills += self.killed_at(call, self.command(output, *(["--resume"] if kills else [])))
            self.assertTrue(output.exists() or kills)
        self.assertGreaterEqual(kills, 4)
        run(output, "--resume", scenario=self.scenario)
        self.assert_same_bytes(output)

    def test_shard_killed_and_resumed(self):
        parts = self.parts(3)
        whole = parts[1].read_bytes()
        command = self.command(self.folder / "shard", "--shard", "2/3")
        for call in self.moments(self.calls_of(command), 16):
            parts[1] = self.folder / f"killed{call}.part"
            self.assertTrue(self.killed_at(call, self.command(parts[1], "--shard", "2/3")))
            self.assertFalse(parts[1].exists(), "an unfinished shard bears the name of a finished one")
            run(parts[1], "--shard", "2/3", "--resume", scenario=self.scenario)
            self.assertEqual(len(parts[1].read_bytes()), len(whole))  # the same chunks, in another order
            self.assert_merged(parts)

    def test_merge_killed_and_repeated(self):
        parts = self.parts(3)
        calls = self.calls_of(["merge", "-o", str(self.folder / "whole.h5"), *map(str, parts)])
        for call in self.moments(calls, 14):
            output = self.folder / f"killed{call}.h5"
            self.assertTrue(self.killed_at(call, ["merge", "-o", str(output), *map(str, parts)]))
            if output.exists():
                self.assert_same_bytes(output)
            self.assert_merged(parts, output.name)


def shuffle_tables(folder, seed):
    shuffle = random.Random(seed)
    for table in sorted(folder.glob("*.csv")):
        with open(table, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        shuffle.shuffle(rows)
        with open(table, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


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
        every = Numbers(self.reference)
        self.assertGreater((every["draws"] < 0).sum(), MEMBERS)  # below 0 a rate is 0
        for member in (5, 17, 42):
            alone = Numbers(self.run_it("alone", "--member", str(member)))
            for name in ("cohorts", "arrivals", "registration"):
                numpy.testing.assert_array_equal(alone[name][:, 0], every[name][:, member], err_msg=name)

    def test_rows_permuted(self):
        permuted = self.temporary / "scenarios"
        shutil.copytree(self.FOLDER, permuted)
        shuffle_tables(permuted / "settlements", 11)
        self.assertEqual(self.run_it("permuted", folder=permuted).read_bytes(), self.reference.read_bytes())


if __name__ == "__main__":
    unittest.main()
