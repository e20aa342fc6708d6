using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The figures that benchmarks are published for.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<BenchmarkFigure>))]
public enum BenchmarkFigure
{
    /// <summary>The share of customers a period loses; see <see cref="CustomerChurn.Rate"/>.</summary>
    CustomerChurnRate,

    /// <summary>The share of growth that comes from existing customers; see <see cref="MrrGrowth.ExpansionShare(decimal, decimal, decimal)"/>.</summary>
    ExpansionShare,
}

/// <summary>The length of time a rate is about.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<BenchmarkPeriod>))]
public enum BenchmarkPeriod
{
    /// <summary>A month.</summary>
    Month,

    /// <summary>A quarter.</summary>
    Quarter,

    /// <summary>A year.</summary>
    Year,
}

/// <summary>Who published a figure, and where.</summary>
/// <param name="Publisher">The publisher of the figure.</param>
/// <param name="Title">Where it is to be read, or who passed it on.</param>
/// <param name="Year">When it was published; <see langword="null"/> where it carries no date.</param>
/// <param name="Address">Its address, where there is one that lasts.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("its constructor")]
public sealed record BenchmarkSource(string Publisher, string Title, int? Year, Uri? Address = null) : IJsonAnswer
{
    /// <summary><c>ChartMogul, "SaaS Benchmarks Report", 2023</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Publisher}, \"{Title}\", {Year?.ToString(CultureInfo.InvariantCulture) ?? "undated"}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("publisher", Publisher);
        json.Add("title", Title);
        json.Add("year", Year);
        json.Add("address", Address?.OriginalString);
    }
}

/// <summary>A figure that someone published about others. One that does not say for which period can be shown, but not compared with.</summary>
/// <remarks>
/// A churn of 5 % is a catastrophe a week and a triumph a year, so a rate without its period says nothing. <see cref="CompareTo(Ratio, BenchmarkPeriod)"/>
/// therefore asks for the period of the rate, and answers "not comparable", with the reason, wherever the two are not alike.
/// </remarks>
/// <example><code>
/// PublishedBenchmark churn = PublishedBenchmarks.AcceptableChurn;
/// churn.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Month).Position; // null
/// churn.CompareTo(Ratio.Of(5, 100), BenchmarkPeriod.Month).Reason;   // SurveyMonkey does not say for which period 2 % to 8 % holds.
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("its constructor")]
public sealed record PublishedBenchmark : IJsonAnswer
{
    /// <summary>A figure of your own collection.</summary>
    /// <param name="figure">What it is a figure of.</param>
    /// <param name="about">The businesses it describes and the statement about them.</param>
    /// <param name="from">The lower end, or <see langword="null"/> where it is open.</param>
    /// <param name="to">The upper end, or <see langword="null"/> where it is open; the same as the lower end for a single figure.</param>
    /// <param name="period">The period of the rate as its source states it; <see langword="null"/> where it states none.</param>
    /// <param name="source">Who published it.</param>
    /// <exception cref="ArgumentException">The figure or the period is not one of its enumeration, both ends are open, or the upper lies below the lower.</exception>
    public PublishedBenchmark(BenchmarkFigure figure, string about, decimal? from, decimal? to, BenchmarkPeriod? period, BenchmarkSource source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(about);
        ArgumentNullException.ThrowIfNull(source);
        if (!Enum.IsDefined(figure) || (period is { } stated && !Enum.IsDefined(stated)))
        {
            throw new ArgumentOutOfRangeException(Enum.IsDefined(figure) ? nameof(period) : nameof(figure), FormattableString.Invariant($"The figure is {figure} and the period {period}; expected one of {string.Join(", ", Enum.GetNames<BenchmarkFigure>())}, and none or one of {string.Join(", ", Enum.GetNames<BenchmarkPeriod>())}."));
        }

        if ((from is null && to is null) || to < from)
        {
            throw new ArgumentException(FormattableString.Invariant($"From {Percent(from)} to {Percent(to)} is no range; at least one end is given, and the upper is not below the lower."), nameof(to));
        }

        (Figure, About, From, To, Period, Source) = (figure, about, from, to, period, source);
    }

    /// <summary>What it is a figure of.</summary>
    public BenchmarkFigure Figure { get; }

    /// <summary>The businesses it describes and the statement about them.</summary>
    public string About { get; }

    /// <summary>The lower end; <see langword="null"/> where it is open.</summary>
    public decimal? From { get; }

    /// <summary>The upper end; <see langword="null"/> where it is open.</summary>
    public decimal? To { get; }

    /// <summary>The period of the rate as its source states it; <see langword="null"/> where it states none.</summary>
    public BenchmarkPeriod? Period { get; }

    /// <summary>Who published it.</summary>
    public BenchmarkSource Source { get; }

    /// <summary>Compares a rate of your own, if the two are alike.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> below, within or above <see cref="From"/> to <see cref="To"/>, both ends within.</para>
    /// <para><b>Unit:</b> a position.</para>
    /// <para><b>Undefined:</b> not comparable, with the reason: where the benchmark states no period or another one, and where the rate is
    /// undefined. Rates are not converted: <see cref="Annualized"/> does that where you mean it.</para>
    /// <para><b>Cost:</b> two comparisons.</para>
    /// <para><b>Source:</b> <see cref="Source"/>.</para>
    /// </remarks>
    /// <example><code>
    /// PublishedBenchmarks.ExpansionShare2020.CompareTo(Ratio.Of(30, 100), BenchmarkPeriod.Year).Position; // Above
    /// </code></example>
    /// <param name="rate">A rate of the same <see cref="Figure"/>.</param>
    /// <param name="period">The period of that rate.</param>
    public BenchmarkComparison CompareTo(Ratio rate, BenchmarkPeriod period)
    {
        if (Period is not { } stated)
        {
            return BenchmarkComparison.NotComparable(FormattableString.Invariant($"{Source.Publisher} does not say for which period {Range} holds."));
        }

        if (period != stated)
        {
            return BenchmarkComparison.NotComparable(FormattableString.Invariant($"{Range} is of a {Word(stated)}, the rate of a {Word(period)}."));
        }

        return rate.Value is { } value
            ? BenchmarkComparison.Of(value < From ? BenchmarkPosition.Below : value > To ? BenchmarkPosition.Above : BenchmarkPosition.Within)
            : BenchmarkComparison.NotComparable("The rate is undefined.");
    }

    /// <summary>Compares a period of your own: takes the figure and the period the benchmark is about from the roll-forward.</summary>
    /// <inheritdoc cref="CompareTo(Ratio, BenchmarkPeriod)" path="/remarks"/>
    /// <example><code>
    /// PublishedBenchmarks.ExpansionShare2020.CompareTo(march).Reason; // 28.8 % is of a year, the rate of a month.
    /// </code></example>
    /// <param name="row">A period of a roll-forward.</param>
    public BenchmarkComparison CompareTo(RollForwardRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Ratio rate = Figure == BenchmarkFigure.CustomerChurnRate ? row.CustomerChurnRate : row.ExpansionShare;
        return PeriodOf(row.Period) is { } period
            ? CompareTo(rate, period)
            : BenchmarkComparison.NotComparable(FormattableString.Invariant($"{row.Period} is neither a month nor a quarter nor a year."));
    }

    /// <summary><c>28.8 %</c>, <c>2 % to 8 %</c>, <c>above 22 %</c>.</summary>
    public string Range =>
        From == To ? Percent(From)
        : To is null ? $"above {Percent(From)}"
        : From is null ? $"below {Percent(To)}"
        : $"{Percent(From)} to {Percent(To)}";

    /// <summary>Range, subject, period and source, to be shown.</summary>
    public override string ToString() => FormattableString.Invariant($"{Range}: {About} ({(Period is { } period ? "of a " + Word(period) : "period not stated")}; {Source})");

    private static BenchmarkPeriod? PeriodOf(ReportingPeriod period)
    {
        LocalDateTime start = CalendarTime.Of(period.LocalStart), end = CalendarTime.Of(period.LocalEnd);
        return end == start.PlusMonths(1) ? BenchmarkPeriod.Month
            : end == start.PlusMonths(3) ? BenchmarkPeriod.Quarter
            : end == start.PlusMonths(12) ? BenchmarkPeriod.Year
            : null;
    }

    private static string Percent(decimal? share) => share is not { } value ? "nowhere"
        : Math.Abs(value) < decimal.MaxValue / 100m ? (value * 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %"
        : value.ToString("0.##", CultureInfo.InvariantCulture) + " times";

    private static string Word(BenchmarkPeriod period) => period switch
    {
        BenchmarkPeriod.Month => "month",
        BenchmarkPeriod.Quarter => "quarter",
        _ => "year",
    };

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("figure", Figure);
        json.Add("about", About);
        json.Add("from", From);
        json.Add("to", To);
        json.Add("range", Range);
        json.Add("period", Period);
        json.Add("source", Source);
    }
}
