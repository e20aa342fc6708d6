// Polars in this process: the jobs on a lazy frame, over loaded columns (mem) or over the file (csv).
import { createRequire } from 'node:module';
import { cohorts, file, options, orderMetrics, readsOrders, rollForward, serve } from './rival.mjs';

process.env.POLARS_MAX_THREADS = options.threads;
const { default: pl } = await import('nodejs-polars');
const { col, lit, when } = pl;

const schema = readsOrders
  ? { customer_id: pl.Int32, ts: pl.Utf8, amount: pl.Int64 }
  : { customer_id: pl.Int32, subscription_id: pl.Int32, event_type: pl.Utf8, ts: pl.Utf8, mrr: pl.Int64 };
// Text that is parsed afterwards: a Datetime in the schema is read five times slower.
const scan = () => pl.scanCSV(file, { schema }).withColumn(col('ts').str.strptime(pl.Datetime, '%Y-%m-%d %H:%M:%S'));
const loaded = options.mode === 'mem' ? scan().collectSync() : null;
const source = () => loaded ? loaded.lazy() : scan();

const month = col('ts').dt.year().cast(pl.Int32).mul(12).add(col('ts').dt.month().cast(pl.Int32)).sub(1).alias('m');
const sumWhere = (x, condition) => when(condition).then(x).otherwise(lit(0)).sum();
const m = col('m'), c = col('c'), d = col('d'), b = col('b');

// One row for each customer and month with an event: change d, balance b after it, first month c. One sort by subscription and time, and a
// comparison of neighbors, are faster than a window by subscription.
function balances() {
  const before = when(col('subscription_id').eq(col('subscription_id').shift(1))).then(col('mrr').shift(1)).otherwise(lit(0));
  return source()
    .sort(['subscription_id', 'ts'])
    .withColumn(col('mrr').sub(before).alias('d'))
    .withColumn(month)
    .groupBy(['customer_id', 'm'], false).agg(d.sum())
    .sort(['customer_id', 'm'])
    .withColumns(d.cumSum().over('customer_id').alias('b'), m.min().over('customer_id').alias('c'));
}

const jobs = {
  J1: () => {
    const first = m.eq(c), back = b.eq(d).and(first.not());
    return rollForward(balances().filter(d.neq(0)).groupBy('m', false).agg(
      sumWhere(d, first).alias('nw'),
      sumWhere(d, b.gt(d).and(d.gt(0)).and(first.not())).alias('ex'),
      sumWhere(d, b.gt(0).and(d.lt(0))).mul(-1).alias('co'),
      sumWhere(d, b.eq(0)).mul(-1).alias('ch'),
      sumWhere(d, back).alias('re'),
      first.sum().alias('nc'),
      b.eq(0).sum().alias('cc'),
      back.sum().alias('rc')).collectSync().toRecords());
  },
  J2: () => cohorts(balances().groupBy(['c', 'm'], false).agg(
    d.sum(),
    b.gt(0).cast(pl.Int64).sub(b.gt(d).cast(pl.Int64)).sum().alias('a'),
    m.eq(c).sum().alias('n')).collectSync().toRecords()),
  J3: () => orderMetrics(source()
    .withColumn(month)
    .groupBy(['customer_id', 'm'], false).agg(col('amount').sum().alias('s'), col('amount').count().alias('k'))
    .withColumn(m.min().over('customer_id').alias('c'))
    .groupBy('m', false).agg(
      col('k').sum().alias('o'),
      col('s').sum().alias('r'),
      pl.count('customer_id').alias('u'),
      col('k').gt(1).sum().alias('p'),
      col('k').gt(1).or(m.gt(c)).sum().alias('q')).collectSync().toRecords()),
  J4: () => {
    const days = source()
      .withColumn(col('ts').cast(pl.Date).cast(pl.Int32).alias('day'))
      .groupBy(['customer_id', 'day'], false).agg(col('amount').sum().alias('s'));
    const summary = days.groupBy('customer_id', false).agg(
        pl.count('customer_id').cast(pl.Int64).sub(1).alias('frequency'),
        col('day').min().alias('firstDay'),
        col('day').max().alias('lastDay'),
        col('s').sum().alias('total'),
        col('s').filter(col('day').eq(col('day').min())).first().alias('ofFirstDay')).collectSync()
      .withColumns(
        col('lastDay').sub(col('firstDay')).cast(pl.Int64).alias('recency'),
        col('lastDay').max().sub(col('firstDay')).cast(pl.Int64).alias('t'),
        col('total').sub(col('ofFirstDay')).alias('repeat'))
      .withColumn(when(col('frequency').gt(0)).then(col('repeat').cast(pl.Float64).div(col('frequency'))).otherwise(lit(0)).alias('mean'));
    const weight = col('customer_id').cast(pl.Int64).modulo(1009), figures = ['frequency', 'recency', 't', 'repeat'];
    const sums = summary.select(
      pl.count('customer_id').alias('customers'),
      ...figures.map(name => col(name).sum().alias(name)),
      ...figures.map(name => weight.mul(col(name)).sum().alias(`weighted ${name}`)),
      col('mean').sum().alias('mean'));
    return [Object.values(sums.toRecords()[0]).map(Number)];
  },
};
await serve(createRequire(import.meta.url)('nodejs-polars/package.json').version, jobs[options.job]);
