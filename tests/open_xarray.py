#!/usr/bin/python3
"""A result file is a labelled data set in the hands of every reader: xarray with each engine, ncdump and h5py.

Run all, or one by name: open_xarray.py OpenXarray.test_engines_agree. CONURB names the program."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import h5py
import numpy
import xarray

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONURB = os.environ.get("CONURB", str(ROOT / "build" / "conurb"))
TOWNS = ROOT / "scenarios" / "three-towns" / "scenario.yaml"
EVERYTHING = ROOT / "tests" / "fixtures" / "one-answer"  # on the tables of the three towns
CANADA = ROOT / "tests" / "models" / "scenarios" / "canada-1950" / "scenario.yaml"  # no inputs, targets or projects
MEMBERS = 11  # a chunk and a part of one
ENGINES = (None, "h5netcdf", "netcdf4")

# Variables that DESIGN.md names, with their dimensions; of all others only that they have some.
SHAPES = {
    "population": ("variant", "member", "time", "place", "status"),
    "cohorts": ("variant", "member", "time", "place", "age", "sex", "status"),
    "births": ("variant", "member", "time", "place", "status"),
    "region_population": ("variant", "member", "time", "region"),
    "region_urbanization_rate": ("variant", "member", "time", "region"),
    "target_value": ("variant", "member", "time", "target"),
    "draws": ("variant", "member", "input"),
    "project_opening": ("variant", "member", "project"),
    "balance_residual": ("variant", "member"),
}


def is_text(variable):
    return variable.dtype.kind in "OUS"


class OpenXarray(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="conurb-open-xarray-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.towns, cls.canada = cls.folder / "towns.h5", cls.folder / "canada.h5"
        everything = "accounts,stocks,flows,shares,cohorts"
        subprocess.run([CONURB, "run", str(TOWNS), "-o", str(cls.towns), "--members", str(MEMBERS), "--record", everything],
                       check=True, capture_output=True)
        subprocess.run([CONURB, "run", str(CANADA), "-o", str(cls.canada)], check=True, capture_output=True)

    def open(self, path, engine=None):
        data = xarray.open_dataset(path, engine=engine)
        self.addCleanup(data.close)
        return data

    def each(self):
        return [self.open(path, engine) for path in (self.towns, self.canada) for engine in ENGINES]

    def test_every_variable_is_labelled(self):
        """A text has no unit; every number has one."""
        for data in self.each():
            for name, variable in data.variables.items():
                self.assertTrue(variable.attrs.get("long_name"), f"{name} has no long_name")
                if is_text(variable):
                    self.assertNotIn("units", variable.attrs, name)
                else:
                    self.assertTrue(variable.attrs.get("units"), f"{name} has no units")

    def test_every_dimension_is_a_coordinate(self):
        for data in self.each():
            for name, variable in data.variables.items():
                self.assertTrue(variable.dims, f"{name} has no dimension")
            for dimension, length in data.sizes.items():
                self.assertIn(dimension, data.indexes)
                self.assertEqual(data.coords[dimension].dims, (dimension,))
                self.assertEqual(len(set(data[dimension].values)), length, f"values of {dimension} repeat")

    def test_dimensions(self):
        for engine in ENGINES:
            data = self.open(self.towns, engine)
            for name, dimensions in SHAPES.items():
                self.assertEqual(data[name].dims, dimensions, name)
            self.assertEqual(
                {d: data.sizes[d] for d in ("variant", "member", "time", "place", "region", "age", "sex", "status",
                                            "target", "input", "project")},
                {"variant": 2, "member": MEMBERS, "time": 16, "place": 3, "region": 1, "age": 101, "sex": 2, "status": 2,
                 "target": 1, "input": 3, "project": 1})

    def test_coordinates(self):
        for engine in ENGINES:
            data = self.open(self.towns, engine)
            for dimension, values in {"variant": ["base", "no-line"], "member": range(MEMBERS), "time": range(2020, 2036),
                                      "place": ["A", "B", "C"], "region": ["all"], "age": range(101), "sex": ["F", "M"],
                                      "status": ["rural", "urban"], "target": ["share-70"], "project": ["fast-line"],
                                      "input": ["migration.out_rate", "projects.fast-line.opens",
                                                "urbanization.rate"]}.items():
                self.assertEqual(list(data[dimension].values), list(values))
            self.assertEqual(set(data.population.coords) - set(data.population.dims),
                             {"place_name", "longitude", "latitude"})
            self.assertEqual(data.population.sel(place="C").place_name.item(), "Cedar")
            self.assertEqual(data.population.sel(place="C").longitude.item(), 112.5)
            self.assertEqual(data.target_value.sel(target="share-70").target_unit.item(), "%")
            self.assertEqual(list(data.draws.input_unit.values), ["1/yr", "year", "1/yr"])

    def test_units_of_inputs(self):
        """Of parameters, projects, levers that multiply and add, and shocks."""
        scenario, output = self.folder / "everything", self.folder / "everything.h5"
        shutil.copytree(EVERYTHING, scenario)
        for table in TOWNS.parent.glob("*.csv"):
            shutil.copy(table, scenario)
        subprocess.run([CONURB, "run", str(scenario / "scenario.yaml"), "-o", str(output), "--members", "1"], check=True,
                       capture_output=True)
        draws = self.open(output).draws
        self.assertEqual(dict(zip(draws.input.values, draws.input_unit.values)), {
            "infrastructure.depreciation": "1/yr", "levers.pull.add[A]": "1", "levers.pull.add[B]": "1",
            "levers.quiet.multiply": "1", "migration.out_rate": "1/yr", "migration.size_elasticity[A]": "1",
            "migration.size_elasticity[B]": "1", "migration.size_elasticity[C]": "1", "projects.bypass.cost": "CNY",
            "projects.fast-line.opens": "year", "shocks.intensity.sd": "1", "urbanization.rate": "1/yr"})

    def test_labels_select(self):
        data = self.open(self.towns)
        median = data.population.sel(variant="base", time=2030, place="A", status="urban").quantile(0.5, "member")
        self.assertGreater(median.item(), 0.0)
        share = data.region_urbanization_rate.sel(region="all").mean("member")
        people = data.population.sum("place")
        by_hand = (people.sel(status="urban") / people.sum("status")).mean("member")
        numpy.testing.assert_allclose(share.values, by_hand.values, rtol=1e-6)  # persons are rounded to 2^-10

    def test_missing_values_are_masked(self):
        """Draws of the variant without the railway have no opening; nothing else is missing."""
        data = self.open(self.towns)
        missing = numpy.isnan(data.draws)
        self.assertTrue(missing.sel(variant="no-line", input="projects.fast-line.opens").all())
        self.assertEqual(int(missing.sum()), MEMBERS)
        self.assertFalse(numpy.isnan(data.population).any())
        self.assertFalse(numpy.isnan(data.target_value).any())

    def test_engines_agree(self):
        for path in (self.towns, self.canada):
            reference = self.open(path)
            with h5py.File(path) as raw:
                for engine in ENGINES[1:]:
                    data = self.open(path, engine)
                    self.assertEqual(list(data.variables), list(reference.variables))
                    self.assertEqual(data.attrs, reference.attrs)
                    for name in data.variables:
                        self.assert_same(name, data[name], reference[name], raw[name])

    def assert_same(self, name, variable, reference, raw):
        values = raw.asstr()[()] if is_text(variable) else raw[()]
        numpy.testing.assert_array_equal(variable.values, values, err_msg=name)
        numpy.testing.assert_array_equal(reference.values, values, err_msg=name)
        self.assertEqual(variable.dtype, reference.dtype, name)
        self.assertEqual(variable.dims, reference.dims, name)
        self.assertEqual(variable.attrs, reference.attrs, name)
        self.assertEqual(set(variable.coords), set(reference.coords), name)

    def test_ncdump(self):
        for path in (self.towns, self.canada):
            header = subprocess.run(["ncdump", "-h", str(path)], check=True, capture_output=True, text=True).stdout
            kind = subprocess.run(["ncdump", "-k", str(path)], check=True, capture_output=True, text=True).stdout
            everything = subprocess.run(["ncdump", str(path)], check=True, capture_output=True, text=True).stdout
            self.assertEqual(kind.strip(), "netCDF-4")
            self.assertNotIn("phony", header)
            data = self.open(path)
            for name, variable in data.variables.items():
                declared = re.escape(f"{name}({', '.join(variable.dims)}) ;")
                self.assertRegex(header, rf"\b(string|int|int64|double) {declared}")
                self.assertIn(f'\t{name}:long_name = "', header)
                self.assertRegex(everything, rf"\n {name} =")
            for dimension, length in data.sizes.items():
                self.assertIn(f"\t{dimension} = {length} ;", header)

    def test_scales_are_attached_to_every_axis(self):
        for path in (self.towns, self.canada):
            with h5py.File(path) as file:
                for name, variable in file.items():
                    if not isinstance(variable, h5py.Dataset) or h5py.h5ds.is_scale(variable.id):
                        continue
                    self.assertGreater(variable.ndim, 0, name)
                    for axis, dimension in enumerate(variable.dims):
                        self.assertEqual(len(dimension), 1, f"{name}, axis {axis}")
                        self.assertEqual(dimension[0].shape, (variable.shape[axis],), f"{name}, axis {axis}")

    def test_types_that_readers_know(self):
        """Texts of fixed length crash ncdump; enumerations and compounds are invisible to netCDF."""
        def check(name, item):
            if isinstance(item, h5py.Group):
                return
            text = h5py.check_string_dtype(item.dtype)
            self.assertIn(item.dtype.kind, "Oif", name)
            self.assertIsNone(h5py.check_enum_dtype(item.dtype), name)
            if item.dtype.kind == "O":
                self.assertEqual((text.encoding, text.length), ("utf-8", None), name)
            elif item.dtype.kind == "f":
                self.assertEqual(item.attrs["_FillValue"].shape, (1,), name)
                self.assertEqual(item.attrs["_FillValue"].dtype, item.dtype, name)

        for path in (self.towns, self.canada):
            with h5py.File(path) as file:
                file.visititems(check)
                self.assertEqual([name for name in file if isinstance(file[name], h5py.Group)], ["provenance"])
                self.assertEqual(file.attrs["Conventions"], b"CF-1.10")
                for name in ("members", "steps", "step_years", "start", "end", "exact"):
                    self.assertEqual(file.attrs[name].dtype, "int64", name)


if __name__ == "__main__":
    unittest.main()
