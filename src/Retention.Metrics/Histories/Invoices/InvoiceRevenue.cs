using System.Text.Json.Serialization;
using NodaTime;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics;

/// <summary>How lines of invoices become subscriptions.</summary>
public sealed record InvoiceRevenueOptions
{
    /// <summary>UTC, no gaps, every period ends.</summary>
    public static InvoiceRevenueOptions Default { get; } = new();

    /// <summary>The zone of the calendar that measures service periods. Default: UTC.</summary>
    /// <exception cref="ArgumentNullException">The zone is null.</exception>
    public DateTimeZone Zone
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value), "A zone is needed to measure periods; the default is DateTimeZone.Utc.");
    } = DateTimeZone.Utc;

    /// <summary>By how much two periods of one subscription may miss each other, or overlap, and still follow each other without a movement. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The gap is negative.</exception>
    public Duration JoinGap
    {
        get;
        init => field = value >= Duration.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A join gap is 0 or more.");
    }

    /// <summary>
    /// The end of the data: a subscription with a last period that ends after it goes on, at the level before that end; earlier periods end as they state.
    /// Default: <see langword="null"/>, then each ends with its last period.
    /// </summary>
    public Instant? DataEnd { get; init; }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(InvoiceRevenueOptions), PrintMembers);
}

/// <summary>A reason why the lines of a subscription cannot be true together; the subscription is left out whole.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("InvoiceRevenue.Check")]
public sealed class InvoiceLineFinding : Finding
{
    internal InvoiceLineFinding(FindingKind kind, string message, IReadOnlyList<InvoiceLine> lines)
        : base(kind, message) => Lines = lines;

    /// <summary>The offending lines.</summary>
    public IReadOnlyList<InvoiceLine> Lines { get; }

    private protected override string Facts => string.Join("; ", Lines.Select(line => FormattableString.Invariant($"{(line.LineId is { } id ? $"line {id}, " : "")}subscription {line.Subscription}")));

    private protected override void WriteFacts(JsonAnswerWriter json) => json.AddAll("lines", Lines, InvoiceLineJsonConverter.Instance.WriteValue);
}

/// <summary>What lines of invoices say: the subscriptions behind them, and what became of each line.</summary>
/// <remarks>Lines read = <see cref="Used"/> + <see cref="Repeated"/> + <see cref="LeftOut"/> + <see cref="Refused"/>.</remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("InvoiceRevenue.Check")]
public sealed class InvoiceRevenueCheck : IJsonAnswer
{
    internal InvoiceRevenueCheck(SubscriptionHistory history, IReadOnlyList<InvoiceLineFinding> findings, IReadOnlyDictionary<InvoiceLineKind, int> leftOutByKind)
    {
        History = history;
        Findings = findings;
        LeftOutByKind = leftOutByKind;
    }

    /// <summary>The history of every subscription with valid lines only.</summary>
    public SubscriptionHistory History { get; }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<InvoiceLineFinding> Findings { get; }

    /// <summary>How many lines of each kind are left out because they do not recur; those that are <see cref="InvoiceLineKind.Recurring"/> charge for no time: their period ends when it starts.</summary>
    public IReadOnlyDictionary<InvoiceLineKind, int> LeftOutByKind { get; }

    /// <summary>How many lines are in the history.</summary>
    public int Used { get; internal init; }

    /// <summary>How many lines are equal to another in everything.</summary>
    public int Repeated { get; internal init; }

    /// <summary>How many lines are left out because they do not recur, or charge for no time.</summary>
    public int LeftOut => LeftOutByKind.Values.Sum();

    /// <summary>How many lines are left out because of a finding about their subscription.</summary>
    public int Refused { get; internal init; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("used", Used);
        json.Add("repeated", Repeated);
        json.Add("leftOut", LeftOut);
        json.Add("refused", Refused);
        json.AddObjects("leftOutByKind", LeftOutByKind.OrderBy(entry => entry.Key), static (fields, entry) =>
        {
            fields.Add("kind", entry.Key);
            fields.Add("lines", entry.Value);
        });
        json.AddAll("findings", Findings);
    }

    /// <summary>The account of all lines.</summary>
    public override string ToString() => FormattableString.Invariant($"{Used} used, {Repeated} repeated, {LeftOut} left out, {Refused} refused, {Findings.Count} findings");
}

/// <summary>Recurring revenue from lines of invoices, for books that have nothing better.</summary>
/// <remarks>
/// <para><b>Formula:</b> the annual level of a line is its amount × (the number of its periods in a year). The length of a period is whole years, else whole months by the
/// calendar, else whole weeks, else days, with 365 to the year. A line that is not a proration states the level from its start; after the last line the subscription ends with its
/// period, unless that is after the end of the data. A proration says that something changed at its start: the level from there is that of the next full line; where there is none, the
/// level before plus the proration's own rate, which is its amount over its share of the full period, rounded to the minor unit a month. Credits and charges of one instant count together. Lines of one time add up, unless they are equal in everything.</para>
/// <para><b>Unit:</b> subscription events; their prices are money for each interval.</para>
/// <para><b>Undefined:</b> lines that end before they start, amounts of whole periods below 0 and credits above what is charged are findings.</para>
/// <para><b>Cost:</b> linear in the lines but for the lines of one subscription, which are compared with each other.</para>
/// <para><b>Source:</b> ChartMogul, which computes MRR from the service periods and prorations of invoice line items.</para>
/// </remarks>
/// <example><code>
/// InvoiceLine[] lines =
/// [
///     new("ada", "sub-1", Instant.FromUtc(2026, 1, 5, 0, 0), Instant.FromUtc(2026, 2, 5, 0, 0), Currency.Eur.Amount(60m)),
///     new("ada", "sub-1", Instant.FromUtc(2026, 2, 5, 0, 0), Instant.FromUtc(2026, 3, 5, 0, 0), Currency.Eur.Amount(60m)),
/// ];
/// RevenueTimeline timeline = RevenueTimeline.FromHistory(InvoiceRevenue.Create(lines));
/// timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly; // 60.00 EUR
/// timeline.MrrAt(Instant.FromUtc(2026, 4, 1, 0, 0)).Monthly; // 0.00 EUR
/// </code></example>
public static class InvoiceRevenue
{
    /// <summary>Makes a history of lines that are all valid.</summary>
    /// <param name="lines">The lines, in any order.</param>
    /// <param name="options">The calendar, the join gap and the end of the data; the defaults if left out.</param>
    /// <exception cref="ArgumentException">They cannot all be true; the message lists every finding.</exception>
    public static SubscriptionHistory Create(IEnumerable<InvoiceLine> lines, InvoiceRevenueOptions? options = null)
    {
        InvoiceRevenueCheck check = Check(lines, options);
        return check.Findings.Count == 0
            ? check.History
            : throw new ArgumentException($"The lines cannot all be true: {string.Join("; ", check.Findings)}.", nameof(lines));
    }

    /// <summary>Makes a history of lines that are all valid, which are read from a stream.</summary>
    /// <param name="lines">The lines, in any order.</param>
    /// <param name="options">The calendar, the join gap and the end of the data; the defaults if left out.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="ArgumentException">They cannot all be true; the message lists every finding.</exception>
    public static Task<SubscriptionHistory> CreateAsync(IAsyncEnumerable<InvoiceLine> lines, InvoiceRevenueOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return ResultAsync();

        async Task<SubscriptionHistory> ResultAsync() => Create(await AsyncRows.ToListAsync(lines, cancellation).ConfigureAwait(false), options);
    }

    /// <summary>Lists what is wrong with lines that are read from a stream, beside the history of every subscription that is valid.</summary>
    /// <param name="lines">The lines, in any order.</param>
    /// <param name="options">The calendar, the join gap and the end of the data; the defaults if left out.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Task<InvoiceRevenueCheck> CheckAsync(IAsyncEnumerable<InvoiceLine> lines, InvoiceRevenueOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return ResultAsync();

        async Task<InvoiceRevenueCheck> ResultAsync() => Check(await AsyncRows.ToListAsync(lines, cancellation).ConfigureAwait(false), options);
    }

    /// <summary>Lists what is wrong with lines, beside the history of every subscription that is valid.</summary>
    /// <param name="lines">The lines, in any order.</param>
    /// <param name="options">The calendar, the join gap and the end of the data; the defaults if left out.</param>
    public static InvoiceRevenueCheck Check(IEnumerable<InvoiceLine> lines, InvoiceRevenueOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        options ??= InvoiceRevenueOptions.Default;
        var levels = new InvoiceLevels(options.Zone, options.JoinGap, options.DataEnd);
        InvoiceLine[] all = [.. lines];
        if (Array.FindIndex(all, line => line is null) is var missing and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Line {missing} is null; expected lines of invoices."), nameof(lines));
        }

        InvoiceLine[] recurring = [.. all.Where(HasLevel)];
        InvoiceLine[] distinct = [.. recurring.Distinct()];
        var findings = new List<InvoiceLineFinding>();
        var events = new List<SubscriptionEvent>();
        foreach (IGrouping<SubscriptionId, InvoiceLine> subscription in distinct.GroupBy(line => line.Subscription).OrderBy(own => own.Key))
        {
            InvoiceLine[] own = [.. subscription];
            (List<BilledLevel> found, BilledProblem? problem) = levels.Of([.. own.Select((line, place) => BilledLineOf(line, place))]);
            problem ??= OwnerProblem(own);
            if (problem is { } wrong)
            {
                findings.Add(new InvoiceLineFinding(wrong.Kind, FormattableString.Invariant($"subscription {subscription.Key}: {wrong.Message}"), Array.ConvertAll(wrong.Places, place => own[place])));
            }
            else
            {
                events.AddRange(EventsOf(own, found));
            }
        }

        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(events);
        findings.AddRange(check.Findings.Select(finding => new InvoiceLineFinding(finding.Kind, finding.Message, [.. distinct.Where(line => finding.Events.Any(one => one.Subscription == line.Subscription))])));
        var refused = findings.SelectMany(finding => finding.Lines).Select(line => line.Subscription).ToHashSet();
        return new InvoiceRevenueCheck(
            check.History,
            findings,
            all.Where(line => !HasLevel(line)).GroupBy(line => line.Kind).ToDictionary(kind => kind.Key, kind => kind.Count()))
        {
            Used = distinct.Count(line => !refused.Contains(line.Subscription)),
            Repeated = recurring.Length - distinct.Length,
            Refused = distinct.Count(line => refused.Contains(line.Subscription)),
        };
    }

    /// <summary>A level is an amount for some time.</summary>
    private static bool HasLevel(InvoiceLine line) => line.Kind == InvoiceLineKind.Recurring && line.Start != line.End;

    private static BilledLine BilledLineOf(InvoiceLine line, int place) => new(place, line.Start, line.End, line.Amount, line.IsProration, line.Product ?? "", line.Interval);

    /// <summary>The lines of a subscription have one customer and one currency.</summary>
    private static BilledProblem? OwnerProblem(InvoiceLine[] own)
    {
        int other = Array.FindIndex(own, line => line.Customer != own[0].Customer), foreign = Array.FindIndex(own, line => line.Amount.Currency != own[0].Amount.Currency);
        return
            other > 0 ? new BilledProblem(FindingKind.MovedToAnotherCustomer, FormattableString.Invariant($"it belongs to customer {own[0].Customer} and to {own[other].Customer}"), [0, other])
            : foreign > 0 ? new BilledProblem(FindingKind.CurrencyChanged, FormattableString.Invariant($"it is charged in {own[0].Amount.Currency} and in {own[foreign].Amount.Currency}"), [0, foreign])
            : null;
    }

    private static IEnumerable<SubscriptionEvent> EventsOf(InvoiceLine[] own, List<BilledLevel> levels)
    {
        bool live = false;
        foreach (BilledLevel level in levels)
        {
            InvoiceLine line = own[level.Place];
            yield return level.Price is not { } price ? new SubscriptionEvent.Ended(line.Subscription, line.Customer, level.At)
                : live ? new SubscriptionEvent.PriceChanged(line.Subscription, line.Customer, level.At, price)
                : new SubscriptionEvent.Started(line.Subscription, line.Customer, level.At, price);
            live = level.Price is not null;
        }
    }
}
