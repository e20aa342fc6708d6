using System.Collections.Frozen;
using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Testing.Portfolios;

/// <summary>One figure of an answer: its name in every export, what is known of it, and where an answer holds it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Known">What is known: revenue, money, a number or a ratio.</param>
/// <param name="Found">The same of an answer, of the same type.</param>
internal sealed record KnownFigure<TKnown, TFound>(string Name, Func<TKnown, object?> Known, Func<TFound, object?> Found);

internal static class KnownFigure
{
    /// <summary>Joins what is known to the figures of an answer, by name.</summary>
    /// <param name="figures">The figures of the answer.</param>
    /// <param name="known">What is known, by the name of a figure.</param>
    public static KnownFigure<TKnown, TRow>[] Of<TKnown, TRow>(IEnumerable<Figure<TRow>> figures, (string Name, Func<TKnown, object?> Known)[] known)
        where TRow : class =>
        [.. known.Select(one => new KnownFigure<TKnown, TRow>(one.Name, one.Known, figures.Single(figure => figure.Name == one.Name).ValueOf))];

    public static FrozenDictionary<string, decimal?> ByName<TKnown, TFound>(IEnumerable<KnownFigure<TKnown, TFound>> figures, TKnown known) =>
        figures.ToFrozenDictionary(figure => figure.Name, figure => Value(figure.Known(known)), StringComparer.Ordinal);

    public static IReadOnlyList<string> Differences<TKnown, TFound>(IEnumerable<KnownFigure<TKnown, TFound>> figures, TKnown known, TFound found) =>
    [
        .. from figure in figures
           let right = figure.Known(known)
           let given = figure.Found(found)
           where !Agree(right, given)
           select string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: known {Text(right)}, found {Text(given)}"),
    ];

    /// <summary>The period, and which settings are not the default's.</summary>
    public static string Title(ReportingPeriods period, MetricPolicy policy, Instant? asKnownAt)
    {
        string[] settings = [.. policy.Settings.Except(MetricPolicy.Default.Settings).Select(setting => $"{setting.Name} {setting.Value}")];
        string known = asKnownAt is { } instant ? $" as known at {instant}" : "";
        return $"{period}{known}{(settings.Length == 0 ? "" : $" under {string.Join(", ", settings)}")}";
    }

    /// <summary>Undefined is undefined, whatever was to be divided by nothing.</summary>
    private static bool Agree(object? known, object? found) => (known, found) switch
    {
        (Ratio { IsDefined: false }, Ratio { IsDefined: false }) or (AverageMoney { IsDefined: false }, AverageMoney { IsDefined: false }) => true,
        _ => Equals(known, found),
    };

    private static decimal? Value(object? figure) => figure switch
    {
        null => null,
        RecurringRevenue revenue => revenue.Annual.Amount / 12m,
        Money money => money.Amount,
        Ratio ratio => ratio.Value,
        AverageMoney average => average.Value,
        long count => count,
        decimal number => number,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "Expected revenue, money, an average, a ratio or a number."),
    };

    private static string Text(object? figure) => figure switch
    {
        null => "undefined",
        RecurringRevenue revenue => string.Create(CultureInfo.InvariantCulture, $"{revenue.Annual.Amount / 12m:0.########} {revenue.Currency}"),
        AverageMoney average => string.Create(CultureInfo.InvariantCulture, $"{average.Numerator:0.########}/{average.Denominator:0.########} = {average}"),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => figure.ToString()!,
    };
}
