"""pandas: the jobs on a loaded frame (mem), or on the file (csv). It uses one thread."""
import argparse
import contextlib
import json
import os
import sys
import time

import numpy as np
import pandas as pd

MONTHS = 48
FIRST_MONTH = 52 * 12  # months from 1970-01 to 2022-01
PEAK, FORGET_PEAK = "/proc/self/status", "/proc/self/clear_refs"


def number(month):
    return (2022 + month // 12) * 100 + month % 12 + 1


def share(part, whole):
    return part / whole if whole else None


def month_of(times):
    return times.values.astype("datetime64[M]").astype("int64") - FIRST_MONTH


def load(path):
    types = {"customer_id": "int32", "subscription_id": "int32", "event_type": "category", "mrr": "int64", "amount": "int64"}
    return pd.read_csv(path, dtype=types, parse_dates=["ts"])


def balances(log):
    """One row for each customer and month with an event: change d, balance b after it, r rows before, first month."""
    log = log.sort_values("ts", kind="stable")
    change = log["mrr"] - log.groupby("subscription_id", sort=False)["mrr"].shift(1, fill_value=0)
    net = pd.DataFrame({"c": log["customer_id"].values, "m": month_of(log["ts"]), "d": change.values}).groupby(["c", "m"], as_index=False)["d"].sum()
    customer = net.groupby("c", sort=False)
    return net.assign(b=customer["d"].cumsum(), r=customer.cumcount(), cohort=customer["m"].transform("first"))


def j1(log):
    net = balances(log)
    net = net[net["d"] != 0]
    before = net["b"] - net["d"]
    kind = np.select([net["r"] == 0, before == 0, net["b"] == 0, net["d"] > 0], [0, 4, 3, 1], 2)
    found = net["d"].groupby([net["m"], kind]).agg(["sum", "count"])
    table = {key: found[key].unstack(fill_value=0).reindex(index=range(MONTHS), columns=range(5), fill_value=0).fillna(0).astype("int64").to_numpy() for key in ("sum", "count")}
    rows, opening, customers = [], 0, 0
    for month in range(MONTHS):
        nw, ex, co, ch, re = (abs(int(x)) for x in table["sum"][month])
        nc, _, _, cc, rc = (int(x) for x in table["count"][month])
        closing, closing_customers = opening + nw + ex - co - ch + re, customers + nc - cc + rc
        rows.append([number(month), opening, nw, ex, co, ch, re, closing, customers, nc, cc, rc, closing_customers,
                     share(cc, customers), share(co + ch, opening), share(co + ch - ex, opening), share(opening - co - ch, opening), share(opening + ex - co - ch, opening)])
        opening, customers = closing, closing_customers
    return rows


def j2(log):
    net = balances(log)
    net["a"] = (net["b"] > 0).astype("int64") - (net["b"] > net["d"]).astype("int64")
    size = net[net["r"] == 0].groupby("cohort").size()
    cells = pd.MultiIndex.from_tuples([(cohort, month) for cohort in range(MONTHS) for month in range(cohort, MONTHS)])
    sums = net.groupby(["cohort", "m"])[["d", "a"]].sum().reindex(cells, fill_value=0).groupby(level=0).cumsum()
    return [[number(cohort), int(size.get(cohort, 0)), month - cohort, int(customers), int(mrr)] for (cohort, month), customers, mrr in zip(sums.index, sums["a"], sums["d"])]


def j3(log):
    own = log.groupby([log["customer_id"].rename("c"), pd.Series(month_of(log["ts"]), index=log.index, name="m")])["amount"].agg(["count", "sum"]).reset_index()
    own["p"] = own["count"] > 1
    own["q"] = own["p"] | (own.groupby("c", sort=False).cumcount() > 0)
    months = own.groupby("m").agg(o=("count", "sum"), r=("sum", "sum"), u=("c", "size"), p=("p", "sum"), q=("q", "sum"))
    return [[number(m), int(x.o), int(x.r), int(x.u), int(x.p), int(x.q), x.r / x.o, x.o / x.u, x.q / x.u] for m, x in zip(months.index, months.itertuples())]


def j4(log):
    days = pd.DataFrame({"c": log["customer_id"].values, "day": log["ts"].values.astype("datetime64[D]").astype("int64"), "s": log["amount"].values})
    days = days.groupby(["c", "day"], as_index=False)["s"].sum()
    own = days.groupby("c").agg(n=("day", "size"), first=("day", "first"), last=("day", "last"), total=("s", "sum"), of_first=("s", "first"))
    frequency, recency, age, repeat = own["n"] - 1, own["last"] - own["first"], days["day"].max() - own["first"], own["total"] - own["of_first"]
    mean = (repeat / frequency.where(frequency > 0)).fillna(0.0)
    weight = own.index.to_numpy(dtype="int64") % 1009
    figures = (frequency, recency, age, repeat)
    return [[len(own), *(int(x.sum()) for x in figures), *(int((weight * x).sum()) for x in figures), float(mean.sum())]]


def forget_peak():
    # Some containers deny it; the peak is then that since the start.
    with contextlib.suppress(OSError), open(FORGET_PEAK, "w", encoding="ascii") as file:
        file.write("5")


def peak_megabytes():
    if not os.path.exists(PEAK):
        return None
    with open(PEAK, encoding="ascii") as file:
        return int(next(line for line in file if line.startswith("VmHWM")).split()[1]) / 1024


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "size", "job", "mode", "threads"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    path = f"{options.data}/{'orders' if options.job in ('J3', 'J4') else 'subs'}_{options.size}.csv"
    job = {"J1": j1, "J2": j2, "J3": j3, "J4": j4}[options.job]
    log = load(path) if options.mode == "mem" else None
    print(json.dumps({"version": pd.__version__}), flush=True)
    for _ in sys.stdin:
        forget_peak()
        start = time.perf_counter()
        rows = job(load(path) if log is None else log)
        milliseconds = (time.perf_counter() - start) * 1000
        print(json.dumps({"ms": milliseconds, "peakMb": peak_megabytes(), "rows": rows}), flush=True)


main()
