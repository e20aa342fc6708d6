#!/usr/bin/env bash
# Measures the SQL of Retention.Metrics.Sql against hand-written SQL on the same tables of DuckDB and PostgreSQL, and reading the rows beside both, and prints tables:
#   benchmarks/rivals/sql.sh DATA_DIR [SIZES] [ENGINES]
# Environment: JOBS ("J1 J2 J3 J4"), ALTERNATIONS (5 or more), CLOCK (processor or wall), RETENTION_POSTGRESQL (a connection string instead of a server of its own). Ends with 1 if two answers differ.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
data=${1:?a folder for the data, as the first argument}
project=$here/Retention.Metrics.Rivals
mkdir -p "$data"
dotnet build "$project" -c Release -v q --nologo >&2

"$here/../../.ci/postgresql" dotnet "$project/bin/Release/net10.0/Retention.Metrics.Rivals.dll" sql \
  --data "$data" --sizes "${2:-1m}" --engines "${3-duckdb postgresql}" --jobs "${JOBS:-J1 J2 J3 J4}" --alternations "${ALTERNATIONS:-5}" --clock "${CLOCK:-processor}"
