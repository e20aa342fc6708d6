// DuckDB from a file of facts to the figures, as a program of its own: prints the rows of J1, or of J3 without the repeat customers, and ends.
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const text = { type: 'string' };
const { file, kind } = parseArgs({ options: { file: text, kind: text } }).values;
const path = file.replaceAll("'", "''");
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rowsOf = async sql => (await connection.runAndReadAll(sql)).getRowObjects();

const columns = {
  intervals: "{subscription_id:'VARCHAR', customer_id:'VARCHAR', start_date:'TIMESTAMP', end_date:'TIMESTAMP', mrr:'DECIMAL(18,2)', currency:'VARCHAR'}",
  events: "{subscription_id:'VARCHAR', customer_id:'VARCHAR', event:'VARCHAR', \"at\":'TIMESTAMP', mrr:'DECIMAL(18,2)', currency:'VARCHAR'}",
  orders: "{order_id:'VARCHAR', customer_id:'VARCHAR', ordered_at:'TIMESTAMP', amount:'DECIMAL(18,2)', currency:'VARCHAR'}",
}[kind];
const source = `read_csv('${path}', header=true, columns=${columns})`;
const month = at => `(year(${at}) * 12 + month(${at}) - 1)::INTEGER`;

// Each change of what a customer pays: from intervals without a window; from events by the level before.
const deltas = kind === 'intervals'
  ? `SELECT customer_id, unnest([start_date, end_date]) AS ts, unnest([mrr, -mrr]) AS delta FROM ${source}`
  : `SELECT customer_id, "at" AS ts, coalesce(mrr, 0) - lag(coalesce(mrr, 0), 1, 0) OVER (PARTITION BY subscription_id ORDER BY "at") AS delta FROM ${source}`;

const { rollForward } = await import('./figures.mjs');
const rows = kind === 'orders'
  ? (await rowsOf(`
      WITH cm AS (SELECT customer_id, ${month('ordered_at')} AS m, count(*) AS n, (sum(amount) * 100)::BIGINT AS s FROM ${source} GROUP BY ALL),
        f AS (SELECT m, n, s, row_number() OVER (PARTITION BY customer_id ORDER BY m) AS r FROM cm)
      SELECT m, sum(n) AS o, sum(s) AS r, count(*) AS u, count(*) FILTER (n > 1 OR r > 1) AS q FROM f GROUP BY m ORDER BY m`))
    .map(x => ['m', 'o', 'r', 'u', 'q'].map(key => Number(x[key])))
    .map(([m, o, r, u, q]) => [Math.floor(m / 12) * 100 + m % 12 + 1, o, r, u, r / o, o / u, q / u])
  : rollForward(await rowsOf(`
      WITH net AS (SELECT customer_id, ${month('ts')} AS m, (sum(delta) * 100)::BIGINT AS d FROM (${deltas}) WHERE ts IS NOT NULL GROUP BY ALL),
        bal AS (SELECT m, d, sum(d) OVER w AS b, row_number() OVER w AS r FROM net WINDOW w AS (PARTITION BY customer_id ORDER BY m ROWS UNBOUNDED PRECEDING))
      SELECT m, sum(d) FILTER (r = 1) AS nw, sum(d) FILTER (b > d AND d > 0 AND r > 1) AS ex, -sum(d) FILTER (b > 0 AND d < 0) AS co,
        -sum(d) FILTER (b = 0) AS ch, sum(d) FILTER (b = d AND r > 1) AS re,
        count(*) FILTER (r = 1) AS nc, count(*) FILTER (b = 0) AS cc, count(*) FILTER (b = d AND r > 1) AS rc
      FROM bal WHERE d <> 0 GROUP BY m`));
console.log(JSON.stringify(rows));
process.exit(0);
