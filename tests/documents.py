#!/usr/bin/python3
"""What the documents show is true: generated parts are current, every example is valid, every command and program runs."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONURB = pathlib.Path(os.environ.get("CONURB", ROOT / "build/conurb")).resolve()
THREE_TOWNS = ROOT / "scenarios/three-towns"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, kind):
    """[(rest of the opening line, content)] of the fenced blocks of a kind."""
    return re.findall(rf"^```{kind}(?: ([^\n]*))?\n(.*?)^```$", text(name), re.MULTILINE | re.DOTALL)


def conurb(*words, **options):
    return subprocess.run([CONURB, *words], capture_output=True, text=True, **options)


def write():
    """Writes anew what the documents repeat of the program and of the scenarios, all but the ledger of the README."""
    (ROOT / "docs/reference.md").write_text(conurb("describe", "--markdown").stdout, encoding="utf-8")
    head = text("docs/scenario.md").partition("\n# Keys of a scenario\n")[0]
    keys = conurb("describe", "scenario", "--markdown").stdout
    (ROOT / "docs/scenario.md").write_text(head + "\n" + keys, encoding="utf-8")
    towns = (THREE_TOWNS / "scenario.yaml").read_text(encoding="utf-8")
    (ROOT / "README.md").write_text(text("README.md").replace(blocks("README.md", "yaml")[0][1], towns), encoding="utf-8")


class Generated(unittest.TestCase):
    def test_reference(self):
        self.assertEqual(text("docs/reference.md"), conurb("describe", "--markdown").stdout,
                         "docs/reference.md is what `conurb describe --markdown` prints: tests/documents.py --write")

    def test_keys_of_a_scenario(self):
        keys = conurb("describe", "scenario", "--markdown").stdout
        self.assertTrue(keys.startswith("# Keys of a scenario\n"))
        self.assertTrue(text("docs/scenario.md").endswith("\n" + keys),
                        "docs/scenario.md ends with what `conurb describe scenario --markdown` prints: tests/documents.py --write")

    def test_three_towns(self):
        shown = [content for _, content in blocks("README.md", "yaml")]
        self.assertEqual((THREE_TOWNS / "scenario.yaml").read_text(encoding="utf-8"), shown[0])

    def test_canada(self):
        folder = ROOT / "tests/models/scenarios/canada-1950"
        keys = [[line for line in t.splitlines() if not line.startswith("#")] for t in
                ((folder / "scenario.yaml").read_text(encoding="utf-8"), blocks("docs/tables.md", "yaml")[0][1])]
        self.assertEqual(*keys)


class Examples(unittest.TestCase):
    """docs/scenario.md: every example is valid on top of the three towns, and together they use every key."""

    def test_every_example_is_valid(self):
        with tempfile.TemporaryDirectory() as place:
            shutil.copytree(THREE_TOWNS, place, dirs_exist_ok=True)
            for name, content in blocks("docs/scenario.md", "csv"):
                (pathlib.Path(place) / name).write_text(content, encoding="utf-8")
            for i, (_, content) in enumerate(blocks("docs/scenario.md", "yaml")):
                if not content.startswith("extends:"):
                    content = "extends: scenario.yaml\n" + content
                (pathlib.Path(place) / f"{i}.yaml").write_text(content, encoding="utf-8")
                done = conurb("check", f"{i}.yaml", cwd=place)
                self.assertEqual(done.returncode, 0, done.stderr + content)

    def test_every_key_has_an_example(self):
        examples = "".join(content for _, content in blocks("docs/scenario.md", "yaml"))
        keys = re.findall(r"^- \*\*`(\w+)`\*\*", conurb("describe", "scenario", "--markdown").stdout, re.MULTILINE)
        self.assertGreater(len(keys), 60)
        self.assertEqual([], [key for key in keys if not re.search(rf"\b{key}:", examples)])


class Shown(unittest.TestCase):
    """The commands and the Python of every document, in its order, where the three towns and the folders of the
    repository are."""

    def commands(self, document):
        for _, content in blocks(document, "sh"):
            for line in content.replace("\\\n", " ").splitlines():
                command = re.sub(r"\s{2,}#.*", "", line).strip()
                if command.startswith(("build/conurb ", "conurb ")) and "SLURM" not in command and "part." not in command:
                    yield command

    def test_commands_and_programs(self):
        for document in (path.relative_to(ROOT) for path in DOCUMENTS):
            with self.subTest(document), tempfile.TemporaryDirectory() as place:
                for name in ("scenarios", "tests"):
                    os.symlink(ROOT / name, pathlib.Path(place) / name)
                for file in THREE_TOWNS.iterdir():
                    os.symlink(file, pathlib.Path(place) / file.name)
                os.makedirs(pathlib.Path(place) / "out")
                os.makedirs(pathlib.Path(place) / "bin")
                os.symlink(CONURB, pathlib.Path(place) / "bin/conurb")
                self.run_all(document, place)

    def run_all(self, document, place):
        environment = os.environ | {"PATH": f"{place}/bin:{os.environ['PATH']}"}
        for command in self.commands(document):
            command = command.removeprefix("build/")
            done = subprocess.run(command, shell=True, cwd=place, env=environment, capture_output=True, text=True)
            expected = 2 if "out_rat=" in command else 0  # the mistake that a document shows
            self.assertEqual(done.returncode, expected, f"{command}\n{done.stderr}")
        if str(document) == "README.md":
            self.assertIn(conurb("targets", "shanxi.h5", cwd=place).stdout.split("\n\n")[0] + "\n",
                          [ledger for _, ledger in blocks("README.md", "text")])
        for _, program in blocks(document, "python"):
            done = subprocess.run([sys.executable, "-"], input=program, cwd=place, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, program + done.stderr)


class Links(unittest.TestCase):
    def test_every_file_that_a_document_names_is_there(self):
        for path in DOCUMENTS:
            for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", path.read_text(encoding="utf-8")):
                self.assertTrue((path.parent / target).exists(), f"{path.name}: {target}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
