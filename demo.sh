#!/usr/bin/env bash
# Builds Conurb and runs the Shanxi plan: 1,000 futures to 2035 in out/shanxi-cities.h5, and its ledger.
set -euo pipefail
cd "$(dirname "$0")"

.ci/install build
echo "Building"
cmake --preset release >/dev/null
cmake --build --preset release --target conurb

scenario=scenarios/shanxi-cities/scenario.yaml
result=out/shanxi-cities.h5
mkdir -p out
rm -f "$result.parts" # of an interrupted demo
build/conurb check "$scenario" --members 1000
build/conurb run "$scenario" --members 1000 -o "$result"
echo
build/conurb targets "$result"
