#!/usr/bin/env bash
# Measures rivals against Retention.Metrics on the same files, in turns, and prints the ratios:
#   benchmarks/rivals/run.sh DATA_DIR [SIZES] [RIVALS]
#   benchmarks/rivals/run.sh ~/rivals "1m 10m" "tuned linq duckdb polars pandas"
# Missing data is generated. Environment: OUT (results file, default DATA_DIR/results.jsonl), ALTERNATIONS (5 or more), JOBS ("J1 J2 J3 J4"),
# MODES ("mem log csv"), PYTHON (a python with pandas), CHECK=1 (everyone answers once, nothing is measured). Ends with 1 if two answers differ.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
data=${1:?a folder for the data, as the first argument}
sizes=${2:-"1m 10m"}
wanted=${3:-"tuned linq duckdb polars pandas"}
python=${PYTHON:-python3}
project=$here/Retention.Metrics.Rivals
mkdir -p "$data"

rivals=() left_out=()
leave_out() { left_out+=("$1 ($2)"); echo "left out: $1 ($2)" >&2; }

node_ready=
node_reason() { # why the scripts for Node.js cannot run; nothing where they can
  command -v node >/dev/null || { echo "there is no node"; return; }
  [ -d "$here/node/node_modules" ] && return
  command -v npm >/dev/null || { echo "there is no npm to install the packages"; return; }
  npm install --prefix "$here/node" --silent --no-audit --no-fund >&2 || { rm -rf "$here/node/node_modules"; echo "npm cannot install the packages"; }
}

for rival in $wanted; do
  case $rival in
    tuned | linq) rivals+=("$rival") ;;
    duckdb | polars)
      [ -n "$node_ready" ] || node_ready=$(node_reason) || true
      if [ -z "$node_ready" ]; then rivals+=("$rival"); else leave_out "$rival" "$node_ready"; fi
      ;;
    pandas)
      if ! command -v "$python" >/dev/null; then leave_out pandas "there is no $python"
      elif ! "$python" -c 'import pandas' 2>/dev/null; then leave_out pandas "$python has no pandas"
      else rivals+=(pandas); fi
      ;;
    *) echo "'$rival' is no rival; there are tuned, linq, duckdb, polars and pandas" >&2; exit 2 ;;
  esac
done

[ ${#rivals[@]} -gt 0 ] || { echo "no rival is left" >&2; exit 1; }
dotnet build "$project" -c Release -v q --nologo >&2
commit=$(git -C "$here" describe --always --dirty 2>/dev/null || echo unknown)
dotnet "$project/bin/Release/net10.0/Retention.Metrics.Rivals.dll" "$([ -n "${CHECK:-}" ] && echo check || echo compare)" \
  --data "$data" --sizes "$sizes" --rivals "${rivals[*]}" --jobs "${JOBS:-J1 J2 J3 J4}" --modes "${MODES:-mem log csv}" \
  --alternations "${ALTERNATIONS:-5}" --out "${OUT:-$data/results.jsonl}" --scripts "$here" --python "$python" \
  --commit "$commit" --left-out "$(IFS=';'; echo "${left_out[*]}")"
