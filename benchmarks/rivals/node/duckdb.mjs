// DuckDB in this process: the jobs in SQL, on a table (mem) or on the file (csv).
import { DuckDBInstance } from '@duckdb/node-api';
import { cohorts, file, options, orderMetrics, readsOrders, rollForward, serve } from './rival.mjs';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const run = sql => connection.run(sql);
const rowsOf = async sql => (await connection.runAndReadAll(sql)).getRowObjects();

const csv = `read_csv('${file}', header=true, columns=${readsOrders
  ? "{customer_id:'INTEGER', ts:'TIMESTAMP', amount:'BIGINT'}"
  : "{customer_id:'INTEGER', subscription_id:'INTEGER', event_type:'VARCHAR', ts:'TIMESTAMP', mrr:'BIGINT'}"})`;
const source = options.mode === 'csv' ? csv : 'log';
const month = '(year(ts) * 12 + month(ts) - 1)::INTEGER';

// One row for each customer and month with an event: change d, balance b after it, and r, the how-many-th such row of the customer.
// One global sort instead of the window by subscription was no faster at ten million rows, and took up to 1.8 times the memory.
const net = `
  net AS (SELECT customer_id, ${month} AS m, sum(delta)::BIGINT AS d
          FROM (SELECT customer_id, ts, mrr - lag(mrr, 1, 0) OVER (PARTITION BY subscription_id ORDER BY ts) AS delta FROM ${source}) GROUP BY ALL)`;
const balance = 'sum(d) OVER w AS b, row_number() OVER w AS r';
const window = 'WINDOW w AS (PARTITION BY customer_id ORDER BY m ROWS UNBOUNDED PRECEDING)';

const jobs = {
  J1: async () => rollForward(await rowsOf(`
    WITH ${net}, bal AS (SELECT m, d, ${balance} FROM net ${window})
    SELECT m, sum(d) FILTER (r = 1) AS nw, sum(d) FILTER (b > d AND d > 0 AND r > 1) AS ex, -sum(d) FILTER (b > 0 AND d < 0) AS co,
      -sum(d) FILTER (b = 0) AS ch, sum(d) FILTER (b = d AND r > 1) AS re,
      count(*) FILTER (r = 1) AS nc, count(*) FILTER (b = 0) AS cc, count(*) FILTER (b = d AND r > 1) AS rc
    FROM bal WHERE d <> 0 GROUP BY m`)),
  J2: async () => cohorts(await rowsOf(`
    WITH ${net}, bal AS (SELECT m, d, min(m) OVER w AS c, ${balance} FROM net ${window})
    SELECT c, m, sum(d) AS d, sum((b > 0)::INT - (b > d)::INT) AS a, count(*) FILTER (r = 1) AS n FROM bal GROUP BY c, m`)),
  J3: async () => orderMetrics(await rowsOf(`
    WITH cm AS (SELECT customer_id, ${month} AS m, count(*) AS n, sum(amount)::BIGINT AS s FROM ${source} GROUP BY ALL),
      f AS (SELECT m, n, s, row_number() OVER (PARTITION BY customer_id ORDER BY m) AS r FROM cm)
    SELECT m, sum(n) AS o, sum(s) AS r, count(*) AS u, count(*) FILTER (n > 1) AS p, count(*) FILTER (n > 1 OR r > 1) AS q FROM f GROUP BY m`)),
  J4: async () => {
    await run(`CREATE OR REPLACE TEMP TABLE rfm AS
      WITH d AS (SELECT customer_id, ts::DATE AS day, sum(amount)::BIGINT AS s FROM ${source} GROUP BY ALL)
      SELECT customer_id, count(*) - 1 AS frequency, max(day) - min(day) AS recency, (SELECT max(day) FROM d) - min(day) AS t,
        sum(s)::BIGINT - arg_min(s, day) AS repeat_revenue, coalesce((sum(s)::BIGINT - arg_min(s, day)) / nullif(count(*) - 1, 0), 0) AS monetary
      FROM d GROUP BY customer_id`);
    const sums = await rowsOf(`SELECT count(*), sum(frequency), sum(recency), sum(t), sum(repeat_revenue), sum(w * frequency), sum(w * recency), sum(w * t), sum(w * repeat_revenue), sum(monetary)
      FROM (SELECT *, (customer_id % 1009)::BIGINT AS w FROM rfm)`);
    return [Object.values(sums[0]).map(Number)];
  },
};

await run(`SET threads=${options.threads}`);
if (options.mode === 'mem') await run(`CREATE TABLE log AS SELECT * FROM ${csv}`);
await serve(Object.values((await rowsOf('SELECT version()'))[0])[0], jobs[options.job]);
