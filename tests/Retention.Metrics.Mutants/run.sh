#!/usr/bin/env bash
# Creates the mutants of the core with Stryker, then tests each of them: run.sh [folder or file of src/Retention.Metrics …]
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tests="$here/../Retention.Metrics.Tests"
out="$here/bin/stryker"
export RETENTION_MANY_ROWS="${RETENTION_MANY_ROWS:-no}" RunAnalyzers=false DOTNET_CLI_TELEMETRY_OPTOUT=1

mkdir -p "$out"
cd "$tests"
dotnet tool restore
dotnet stryker --skip-version-check --test-case-filter 'FullyQualifiedName~Vocabulary.MoneyTests' --output "$out" > "$out/stryker.log" &
stryker=$!

# The assembly with all mutants is beside the tests only while Stryker runs them.
mutated="$tests/bin/Debug/net10.0/Retention.Metrics.dll"
until grep -qs MutantControl "$mutated"; do
  kill -0 "$stryker"
  sleep 1
done
sleep 1
cp "$mutated" "$out/"
wait "$stryker"

cd "$here"
dotnet build --configuration Debug
bin/Debug/net10.0/Retention.Metrics.Mutants "$out/reports/mutation-report.json" "$out/Retention.Metrics.dll" "$@"
