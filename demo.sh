#!/usr/bin/env bash
# Builds Conurb and runs two plans with 1,000 futures each to 2035: the cities of Shanxi in a moment, and
# Changsha-Zhuzhou-Xiangtan on 425 real places. Results are in out/.
set -euo pipefail
cd "$(dirname "$0")"

.ci/install build
echo "Building"
cmake --preset release >/dev/null
cmake --build --preset release --target conurb

mkdir -p out
for plan in shanxi-cities czt; do
    scenario=scenarios/$plan/scenario.yaml
    result=out/$plan.h5
    rm -f "$result.parts" # of an interrupted demo
    build/conurb check "$scenario" --members 1000
    build/conurb run "$scenario" --members 1000 -o "$result"
    echo
    build/conurb targets "$result"
    echo
done
echo "Futures of one indicator, with their spread:"
build/conurb show out/czt.h5 population czt | sed -n 1,20p
