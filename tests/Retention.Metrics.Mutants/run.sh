#!/usr/bin/env bash
# Has Stryker plant its bugs in the core, then asks the tests about each of them: run.sh [folder or file of the core …]
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

# The assembly with all mutants lies beside the tests while Stryker runs them, and is taken away afterwards.
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
