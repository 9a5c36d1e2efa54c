#!/usr/bin/env bash
# Builds and runs every test: as released, under sanitizers, and the fuzz targets for a minute each.
set -euo pipefail
cd "$(dirname "$0")"

passed=0 failed=0

# Adds the tests that ctest counts in the file of its output.
count() {
    local line
    line=$(grep -E '^[0-9]+% tests passed' "$1" || true)
    if [[ $line =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        failed=$((failed + BASH_REMATCH[1]))
        passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1]))
    else
        failed=$((failed + 1)) # no test ran
    fi
}

run_tests() {
    local preset=$1 folder=$2
    echo "Tests: $preset"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    ctest --preset "$preset" --no-tests=error 2>&1 | tee "$folder/ctest.log" || true
    count "$folder/ctest.log"
}

# A target that passed is not run again until its program changes: a rebuild of the same sources gives the same bytes.
fuzz() {
    local program=$1 name stamp seeds dictionary
    name=$(basename "$program")
    stamp=$program.passed
    seeds=tests/fuzz/corpus/$name
    dictionary=tests/fuzz/$name.dict
    if sha256sum --check --status "$stamp" 2>/dev/null; then
        echo "$name passed before and has not changed"
        return
    fi
    mkdir -p "$program.corpus"
    "$program" -max_total_time=60 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
        -dict="$dictionary" -artifact_prefix="$program.finding-" "$program.corpus" "$seeds" </dev/null &&
        sha256sum "$program" >"$stamp"
}

.ci/install build test
run_tests release build
run_tests asan build-asan

echo "Fuzzing"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz_scenario fuzz_table
fuzzers=()
for target in fuzz_scenario fuzz_table; do
    fuzz "build-fuzz/tests/fuzz/$target" &
    fuzzers+=($!)
done
for fuzzer in "${fuzzers[@]}"; do
    if wait "$fuzzer"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done

echo "$passed passed, $failed failed"
((failed == 0))
