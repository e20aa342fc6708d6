using System.Collections.Immutable;
using FsCheck;
using NodaTime;

namespace Retention.Metrics.Testing.Laws;

/// <summary>The laws of a metric, tried on one kind of facts.</summary>
internal sealed class HeldLaws<TRow, TMetric, TValue>(
    Population<TRow> population, TMetric metric, Func<TMetric, IReadOnlyList<TRow>, ReportingPeriods, IEnumerable<TValue>> read, LawSettings? settings)
    : MetricLaws<TMetric, TValue>
{
    private const int Factor = 10;

    public override MetricLaws<TMetric, TValue> IgnoresOrderOfInput() => Try("The metric ignores the order of input", population.Any, sample =>
    {
        int[] order = [.. Enumerable.Range(0, sample.Rows.Length)];
        int[] reversed = [.. order.Reverse()];
#pragma warning disable CA5394 // A seeded shuffle is what is wanted.
        new Random(sample.Choice).Shuffle(order);
#pragma warning restore CA5394
        IReadOnlyList<TValue> expected = Values(sample);
        return new[] { reversed, order }
            .Select(other => Difference(sample, expected, Values(sample with { Rows = [.. other.Select(i => sample.Rows[i])] }), $"with these facts in the order {string.Join(", ", other.Select(Literal.Of))}."))
            .FirstOrDefault(found => found is not null);
    });

    // Without facts there is no currency, and a customer who never pays would bring one.
    public override MetricLaws<TMetric, TValue> IgnoresNeutralCustomers() => Try("The metric ignores neutral customers", population.Any, sample => sample.Rows.IsEmpty
        ? null
        : Difference(sample, Values(sample), Values(With(sample, population.Neutral(sample))), $"with these facts of a neutral customer more:{Shown(population.Neutral(sample))}"));

    public override MetricLaws<TMetric, TValue> IgnoresNewCustomers() => Try("The metric ignores new customers", population.Any, sample =>
        DifferenceInPeriod(sample, Values(sample), Values(With(sample, population.Comes(sample))), $"with these facts of a new customer more:{Shown(population.Comes(sample))}"));

    public override MetricLaws<TMetric, TValue> IgnoresOtherPeriods() => Try("The metric ignores other periods", population.Any, sample =>
    {
        ReportingPeriods alone = PeriodSlices.Slice(sample.Periods, sample.Index, 1);
        IReadOnlyList<TValue> together = Values(sample), byItself = Values(sample.Rows, alone);
        return WrongCount(together, sample.Periods) ?? WrongCount(byItself, alone) ?? Unlike(sample, together[sample.Index], byItself[0], "where no other period is asked for.", Figures.Same);
    });

    public override MetricLaws<TMetric, TValue> IgnoresTheFuture() => Try("The metric ignores the future", population.Any, sample =>
        DifferenceInPeriod(sample, Values(sample), Values(sample with { Rows = sample.Rows.RemoveAll(row => population.At(row) >= sample.Period.End) }), "without what happens after the period."));

    public override MetricLaws<TMetric, TValue> IgnoresScaleOfCurrency() => Scaled("The metric ignores the scale of the currency", (once, large) => Figures.SameValue(once, large));

    public override MetricLaws<TMetric, TValue> ScalesWithCurrency() => Scaled("The metric scales with the currency", (once, large) => Figures.IsTimes(large, once, Factor));

    public override MetricLaws<TMetric, TValue> MergesOverCustomers(Func<TValue, TValue, TValue> merge)
    {
        ArgumentNullException.ThrowIfNull(merge);
        return Try("The metric merges over customers", population.Any, sample =>
        {
            IReadOnlyList<TValue> whole = Values(sample);
            IReadOnlyList<TValue>[] parts = [.. population.ByCustomer(sample.Rows).Select(own => Values(own, sample.Periods))];
            return parts.Length == 0 ? null : Difference(sample, whole, Merged(parts), "put together from each customer alone.") ?? Difference(sample, whole, Merged([.. parts.Reverse()]), "put together from each customer alone, the last first.");
        });

        IReadOnlyList<TValue> Merged(IReadOnlyList<TValue>[] parts) => [.. parts.Aggregate((left, right) => [.. left.Zip(right, merge)])];
    }

    public override MetricLaws<TMetric, TValue> StaysWithin(decimal? lower, decimal? upper)
    {
        if (lower is null && upper is null)
        {
            throw new ArgumentException("There is no bound; give the lower one, the upper one or both.", nameof(lower));
        }

        if (lower > upper)
        {
            throw new ArgumentException(FormattableString.Invariant($"The lower bound {lower} lies above the upper bound {upper}."), nameof(lower));
        }

        int seen = 0;
        string law = FormattableString.Invariant($"The metric stays within {(lower is { } least ? Literal.Of(least) : "no bound")} and {(upper is { } most ? Literal.Of(most) : "no bound")}");
        _ = Try(law, population.Any, sample =>
        {
            IReadOnlyList<TValue> values = Values(sample);
            seen += values.Count(value => Figures.Number(value) is not null);
            int outside = values.Select(Figures.Number).ToList().FindIndex(number => number < lower || number > upper);
            return outside < 0 ? null : new Contradiction($"For {NameOf(sample, outside)} it gives {Figures.Text(values[outside])}.");
        });
        return Seen(law, seen);
    }

    public override MetricLaws<TMetric, TValue> RisesWhenACustomerLeaves() => Moves("The metric rises when a customer leaves", 1);

    public override MetricLaws<TMetric, TValue> FallsWhenACustomerLeaves() => Moves("The metric falls when a customer leaves", -1);

    public override MetricLaws<TMetric, TValue> AgreesWith(TMetric reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Try("The metric agrees with its reference", population.Any, sample =>
            Difference(sample, Values(sample), [.. read(reference, sample.Rows, sample.Periods)], "by the reference.", Figures.SameValue));
    }

    private HeldLaws<TRow, TMetric, TValue> Scaled(string law, Func<TValue, TValue, bool> same) => Try(law, population.AnyToScale, sample =>
        Difference(sample, Values(sample), Values(sample with { Rows = [.. sample.Rows.Select(row => population.Times(row, Factor))] }), FormattableString.Invariant($"with all amounts times {Factor}."), same));

    private HeldLaws<TRow, TMetric, TValue> Moves(string law, int direction)
    {
        int seen = 0;
        _ = Try(law, population.Any, sample =>
        {
            Sample<TRow> staying = With(sample, population.Stays(sample)), leaving = With(sample, population.Leaves(sample));
            IReadOnlyList<TValue> before = Values(staying), after = Values(leaving);
            if ((WrongCount(before, sample.Periods) ?? WrongCount(after, sample.Periods)) is { } wrong)
            {
                return wrong;
            }

            if (Figures.Number(before[sample.Index]) is not { } stayed || Figures.Number(after[sample.Index]) is not { } left)
            {
                return null;
            }

            seen++;
            return Math.Sign(left - stayed) == direction
                ? null
                : new Contradiction($"For {sample.Period.Name} it gives {Figures.Text(before[sample.Index])} with a customer who stays, and {Figures.Text(after[sample.Index])} where that customer leaves:{Shown(population.Leaves(sample))}");
        });
        return Seen(law, seen);
    }

    private HeldLaws<TRow, TMetric, TValue> Try(string law, Arbitrary<Sample<TRow>> samples, Func<Sample<TRow>, Contradiction?> contradiction)
    {
        LawTrial.Run(law, samples, contradiction, sample => $"{CSharpCode.Of(sample.Periods)}{Environment.NewLine}{population.Code(sample.Rows)}", settings);
        return this;
    }

    /// <summary>A law that never had anything to look at says nothing about the metric.</summary>
    private HeldLaws<TRow, TMetric, TValue> Seen(string law, int seen) =>
        seen > 0 ? this : throw new LawBrokenException($"{law} cannot be said: it has no value to look at in any case.", law, "", "", inner: null);

    private IReadOnlyList<TValue> Values(Sample<TRow> sample) => Values(sample.Rows, sample.Periods);

    private IReadOnlyList<TValue> Values(ImmutableArray<TRow> rows, ReportingPeriods periods) => [.. read(metric, rows, periods)];

    private static Sample<TRow> With(Sample<TRow> sample, ImmutableArray<TRow> more) => sample with { Rows = sample.Rows.AddRange(more) };

    private string Shown(ImmutableArray<TRow> rows) => $"{Environment.NewLine}{Environment.NewLine}{population.Code(rows)}{Environment.NewLine}{Environment.NewLine}beside:";

    private static Contradiction? WrongCount(IReadOnlyList<TValue> values, ReportingPeriods periods) =>
        values.Count == periods.Count ? null : new Contradiction(FormattableString.Invariant($"It gives {values.Count} values for {periods.Count} periods; a metric gives one for each."));

    private static Contradiction? Difference(Sample<TRow> sample, IReadOnlyList<TValue> expected, IReadOnlyList<TValue> actual, string circumstances, Func<TValue, TValue, bool>? same = null)
    {
        if (expected.Count != actual.Count)
        {
            return new Contradiction(FormattableString.Invariant($"It gives {expected.Count} values, and {actual.Count} {circumstances}"));
        }

        return Enumerable.Range(0, expected.Count).Select(i => Unlike(sample, expected[i], actual[i], circumstances, same ?? Figures.Same, i)).FirstOrDefault(found => found is not null);
    }

    private static Contradiction? DifferenceInPeriod(Sample<TRow> sample, IReadOnlyList<TValue> expected, IReadOnlyList<TValue> actual, string circumstances) =>
        WrongCount(expected, sample.Periods) ?? WrongCount(actual, sample.Periods) ?? Unlike(sample, expected[sample.Index], actual[sample.Index], circumstances, Figures.Same);

    private static Contradiction? Unlike(Sample<TRow> sample, TValue expected, TValue actual, string circumstances, Func<TValue, TValue, bool> same, int? index = null) =>
        same(expected, actual) ? null : new Contradiction($"For {NameOf(sample, index ?? sample.Index)} it gives {Figures.Text(expected)}, but {Figures.Text(actual)} {circumstances}");

    private static string NameOf(Sample<TRow> sample, int index) => index < sample.Periods.Count ? sample.Periods[index].Name : FormattableString.Invariant($"value {index}");
}
