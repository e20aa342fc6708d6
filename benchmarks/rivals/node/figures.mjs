// The last step from sums to rows, for every script.
const months = 48, firstMonth = 2022 * 12;
const number = month => (2022 + Math.floor(month / 12)) * 100 + month % 12 + 1;
const share = (part, whole) => whole ? part / whole : null;

/** From {m, nw, ex, co, ch, re, nc, cc, rc} to the rows of J1; m is counted from January of year 0, as are all months below. */
export function rollForward(list) {
  const byMonth = new Map(list.map(x => [Number(x.m) - firstMonth, x])), rows = [];
  let opening = 0, customers = 0;
  for (let month = 0; month < months; month++) {
    const [nw, ex, co, ch, re, nc, cc, rc] = ['nw', 'ex', 'co', 'ch', 're', 'nc', 'cc', 'rc'].map(key => Number(byMonth.get(month)?.[key] ?? 0));
    const closing = opening + nw + ex - co - ch + re, closingCustomers = customers + nc - cc + rc;
    rows.push([number(month), opening, nw, ex, co, ch, re, closing, customers, nc, cc, rc, closingCustomers,
      share(cc, customers), share(co + ch, opening), share(co + ch - ex, opening), share(opening - co - ch, opening), share(opening + ex - co - ch, opening)]);
    [opening, customers] = [closing, closingCustomers];
  }
  return rows;
}

/** From {c, m, n, d, a}, which are cohort, month, customers who signed up, change of MRR, change of paying customers, to the rows of J2. */
export function cohorts(list) {
  const cells = new Map(list.map(x => [(Number(x.c) - firstMonth) * months + Number(x.m) - firstMonth, x])), rows = [];
  for (let cohort = 0; cohort < months; cohort++) {
    let size = 0, customers = 0, mrr = 0;
    for (let month = cohort; month < months; month++) size += Number(cells.get(cohort * months + month)?.n ?? 0);
    for (let month = cohort; month < months; month++) {
      const cell = cells.get(cohort * months + month);
      customers += Number(cell?.a ?? 0);
      mrr += Number(cell?.d ?? 0);
      rows.push([number(cohort), size, month - cohort, customers, mrr]);
    }
  }
  return rows;
}

/** From {m, o, r, u, p, q}, which are orders, revenue, customers, those with 2 or more in the month, those with 2 or more to date, to the rows of J3. */
export const orderMetrics = list => list.map(x => ['m', 'o', 'r', 'u', 'p', 'q'].map(key => Number(x[key]))).sort((x, y) => x[0] - y[0])
  .map(([m, o, r, u, p, q]) => [number(m - firstMonth), o, r, u, p, q, r / o, o / u, q / u]);
