using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A published exchange rate: from its date on, a unit of one currency is worth so many units of another.</summary>
/// <param name="Date">The date from which it is used.</param>
/// <param name="From">The currency of an amount.</param>
/// <param name="To">The currency wanted.</param>
/// <param name="Rate">How many units of <paramref name="To"/> a unit of <paramref name="From"/> is worth; above 0.</param>
[JsonConverter(typeof(DatedExchangeRateJsonConverter))]
public readonly record struct DatedExchangeRate(LocalDate Date, Currency From, Currency To, decimal Rate)
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(DatedExchangeRate), PrintMembers);
}

/// <summary>A table of dated exchange rates, such as those of a bank or of a ledger.</summary>
/// <remarks>
/// <para><b>Formula:</b> the rate at an instant is the latest of a date at or before the local date of the instant, and not older than <see cref="MaxAgeDays"/>. A pair that
/// is not in the table is computed: as 1 / the rate of the opposite pair, else by way of one other currency, of several the first by code.</para>
/// <para><b>Unit:</b> units of one currency for one unit of another.</para>
/// <para><b>Undefined:</b> where no rate is recent enough an <see cref="MissingExchangeRateException"/> names the pair, the date and the rates that there are. No rate is assumed.</para>
/// <para><b>Cost:</b> one sort when it is made; a binary search for each rate.</para>
/// </remarks>
/// <example><code>
/// var rates = ExchangeRateTable.Create([new(new LocalDate(2026, 1, 1), Currency.Usd, Currency.Eur, 0.8m)]);
/// rates.Rate(Currency.Usd, Currency.Eur, Instant.FromUtc(2026, 1, 15, 0, 0)); // 0.8
/// rates.Rate(Currency.Eur, Currency.Usd, Instant.FromUtc(2026, 1, 15, 0, 0)); // 1.25
/// </code></example>
public sealed class ExchangeRateTable : IExchangeRates
{
    /// <summary>The age up to which a rate is used unless another is stated: 31 days, so that a table of month ends has a rate for every day.</summary>
    public static int DefaultMaxAgeDays => UsualMaxAgeDays;

    internal const int UsualMaxAgeDays = 31;

    private readonly SortedDictionary<(string From, string To), DatedExchangeRate[]> series = [];
    private readonly Currency[] currencies;
    private readonly DateTimeZone zone;

    private ExchangeRateTable(DatedExchangeRate[] rates, DateTimeZone zone, int maxAgeDays)
    {
        this.zone = zone;
        MaxAgeDays = maxAgeDays;
        Count = rates.Length;
        currencies = [.. rates.SelectMany(rate => new[] { rate.From, rate.To }).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal)];
        foreach (IGrouping<(string, string), DatedExchangeRate> pair in rates.GroupBy(rate => (rate.From.Code, rate.To.Code)))
        {
            series.Add(pair.Key, [.. pair.OrderBy(rate => rate.Date)]);
        }
    }

    /// <summary>How many rates there are.</summary>
    public int Count { get; }

    /// <summary>How many days after its date a rate is still used.</summary>
    public int MaxAgeDays { get; }

    /// <summary>The currencies, by code.</summary>
    public IReadOnlyList<Currency> Currencies => Array.AsReadOnly(currencies);

    /// <summary>Makes a table of rates.</summary>
    /// <param name="rates">The rates, in any order. An equal one is harmless.</param>
    /// <param name="zone">The zone in which an instant has its date; UTC if left out.</param>
    /// <param name="maxAgeDays">How many days after its date a rate is still used.</param>
    /// <exception cref="ArgumentException">A rate is not above 0, is between a currency and itself, or a pair has two rates on one date.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAgeDays"/> is negative.</exception>
    public static ExchangeRateTable Create(IEnumerable<DatedExchangeRate> rates, DateTimeZone? zone = null, int maxAgeDays = UsualMaxAgeDays)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentOutOfRangeException.ThrowIfNegative(maxAgeDays);
        var known = new Dictionary<(LocalDate, Currency, Currency), DatedExchangeRate>();
        foreach (DatedExchangeRate rate in rates)
        {
            if (rate.Rate <= 0m || rate.From == rate.To)
            {
                throw new ArgumentException(Invariant($"The rate from {rate.From} to {rate.To} on {Iso(rate.Date)} is {rate.Rate}; expected a rate above 0 between two currencies."), nameof(rates));
            }

            if (!known.TryAdd((rate.Date, rate.From, rate.To), rate) && known[(rate.Date, rate.From, rate.To)].Rate is var other && other != rate.Rate)
            {
                throw new ArgumentException(Invariant($"The rate from {rate.From} to {rate.To} on {Iso(rate.Date)} is {other} and {rate.Rate}; a pair has one rate on a date."), nameof(rates));
            }
        }

        return new ExchangeRateTable([.. known.Values], zone ?? DateTimeZone.Utc, maxAgeDays);
    }

    /// <summary>How many units of one currency a unit of another is worth at an instant.</summary>
    /// <param name="from">The currency of an amount.</param>
    /// <param name="to">The currency wanted.</param>
    /// <param name="at">When.</param>
    /// <exception cref="MissingExchangeRateException">There is no rate for the pair that is recent enough.</exception>
    public decimal Rate(Currency from, Currency to, Instant at)
    {
        if (from == to)
        {
            return 1m;
        }

        LocalDate date = at.InZone(zone).Date;
        return Pair(from, to, date) ?? Crossed(from, to, date) ?? throw new MissingExchangeRateException(Missing(from, to, date), from, to, date);
    }

    private decimal? Pair(Currency from, Currency to, LocalDate date) => Stated(from, to, date) ?? (Stated(to, from, date) is { } opposite ? 1m / opposite : null);

    private decimal? Crossed(Currency from, Currency to, LocalDate date)
    {
        foreach (Currency by in currencies)
        {
            if (by != from && by != to && Pair(from, by, date) is { } first && Pair(by, to, date) is { } second)
            {
                return first * second;
            }
        }

        return null;
    }

    private decimal? Stated(Currency from, Currency to, LocalDate date)
    {
        if (!series.TryGetValue((from.Code, to.Code), out DatedExchangeRate[]? own))
        {
            return null;
        }

        int low = 0, high = own.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = own[middle].Date <= date ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && Period.DaysBetween(own[low - 1].Date, date) <= MaxAgeDays ? own[low - 1].Rate : null;
    }

    private string Missing(Currency from, Currency to, LocalDate date)
    {
        string[] pairs =
        [
            .. series.Where(pair => Names(pair.Key, from) || Names(pair.Key, to))
                .Select(pair => Invariant($"{pair.Key.From} to {pair.Key.To} {Around(pair.Value, date)}")),
        ];
        string found = pairs.Length > 0 ? string.Join("; ", pairs)
            : Count == 0 ? "no rates at all"
            : $"rates of {string.Join(", ", currencies.Select(currency => currency.Code))} only";
        return Invariant($"There is no rate from {from} to {to} for {Iso(date)}: expected one of that date or of up to {MaxAgeDays} days before it; there is {found}.");
    }

    private static bool Names((string From, string To) pair, Currency currency) => pair.From == currency.Code || pair.To == currency.Code;

    /// <summary>The dates nearest to one, for a message.</summary>
    private static string Around(DatedExchangeRate[] own, LocalDate date)
    {
        LocalDate? before = own.LastOrDefault(rate => rate.Date <= date) is { Rate: > 0m } earlier ? earlier.Date : null;
        LocalDate? after = own.FirstOrDefault(rate => rate.Date > date) is { Rate: > 0m } later ? later.Date : null;
        string[] near = [.. new[] { before is { } b ? $"last on {Iso(b)} before it" : null, after is { } a ? $"first on {Iso(a)} after it" : null }.OfType<string>()];
        return string.Join(" and ", near);
    }

    private static string Iso(LocalDate date) => date.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>How many rates there are, of which currencies.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} rates of {string.Join(", ", currencies)}");
}
