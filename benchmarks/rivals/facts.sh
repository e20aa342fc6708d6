#!/usr/bin/env bash
# Measures the tool against DuckDB from files of facts to figures, process start included, and prints a table:
#   benchmarks/rivals/facts.sh DATA_DIR [SIZES] [KINDS]
# Environment: OBJECTS (sizes for which event objects in memory are measured beside LINQ too), ALTERNATIONS (5 or more), TOOL (a command instead of the tool built here). Ends with 1 if two answers differ.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
data=${1:?a folder for the data, as the first argument}
project=$here/Retention.Metrics.Rivals
mkdir -p "$data"
[ -d "$here/node/node_modules" ] || npm install --prefix "$here/node" --silent --no-audit --no-fund >&2
dotnet build "$project" -c Release -v q --nologo >&2

if [ -z "${TOOL:-}" ]; then
  source=$here/../../src/Retention.Metrics.Tool
  if dotnet publish "$source" -c Release --use-current-runtime -p:PublishAot=true -o "$data/tool" -v q --nologo >"$data/publish.log" 2>&1; then
    TOOL=$data/tool/retention
  else
    echo "the tool is managed code here: $(tail -n 1 "$data/publish.log")" >&2
    dotnet build "$source" -c Release -v q --nologo >&2
    TOOL="dotnet $source/bin/Release/net10.0/retention.dll"
  fi
fi

dotnet "$project/bin/Release/net10.0/Retention.Metrics.Rivals.dll" facts \
  --data "$data" --sizes "${2:-1m}" --kinds "${3-intervals events orders}" --objects "${OBJECTS:-}" --tool "$TOOL" --scripts "$here" --alternations "${ALTERNATIONS:-5}"
