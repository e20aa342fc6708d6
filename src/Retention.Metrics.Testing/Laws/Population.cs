using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing.Laws;

/// <summary>Facts and periods on which a metric is tried, and a number that decides whatever a law leaves open.</summary>
internal sealed record Sample<TRow>(PeriodScenario Scenario, ImmutableArray<TRow> Rows, int Choice)
{
    public ReportingPeriods Periods => Scenario.Periods;

    /// <summary>The period that is looked at where one is.</summary>
    public int Index => Choice % Periods.Count;

    public ReportingPeriod Period => Periods[Index];

    /// <summary>An instant of the period: its first, or its last.</summary>
    public Instant InPeriod => Choice / Periods.Count % 2 == 0 ? Period.Start : Period.End.PlusTicks(-1);
}

/// <summary>One kind of facts that a metric can be a metric of, and what laws do to them.</summary>
internal abstract class Population<TRow>
{
    /// <summary>A customer who is in no sample.</summary>
    protected const string Zoe = "zoe";

    public abstract Arbitrary<Sample<TRow>> Any { get; }

    /// <summary>Samples with amounts that stay exact when they are multiplied.</summary>
    public virtual Arbitrary<Sample<TRow>> AnyToScale => Any;

    public abstract CustomerId CustomerOf(TRow row);

    public abstract Instant At(TRow row);

    public abstract TRow Times(TRow row, int factor);

    /// <summary>Facts of a customer who has no part in any figure.</summary>
    public abstract ImmutableArray<TRow> Neutral(Sample<TRow> sample);

    /// <summary>Facts of a customer who comes in the period looked at.</summary>
    public abstract ImmutableArray<TRow> Comes(Sample<TRow> sample);

    /// <summary>Facts of a customer who came before all periods and is there in each.</summary>
    public abstract ImmutableArray<TRow> Stays(Sample<TRow> sample);

    /// <summary>Facts of the same customer who is lost in the period looked at.</summary>
    public abstract ImmutableArray<TRow> Leaves(Sample<TRow> sample);

    /// <summary>The facts as code.</summary>
    public abstract string Code(ImmutableArray<TRow> rows);

    /// <summary>The facts of each customer.</summary>
    public virtual IEnumerable<ImmutableArray<TRow>> ByCustomer(ImmutableArray<TRow> rows) => rows.GroupBy(CustomerOf).Select(own => own.ToImmutableArray());

    protected static Arbitrary<Sample<TRow>> Samples<TScene>(Arbitrary<TScene> scenarios, Func<TScene, Sample<TRow>> sample, Func<Sample<TRow>, TScene> scenario) => Arb.From(
        from drawn in scenarios.Generator from choice in Gen.Choose(0, 1_000_000) select sample(drawn) with { Choice = choice },
        one => scenarios.Shrinker(scenario(one)).Select(smaller => sample(smaller) with { Choice = one.Choice }));
}
