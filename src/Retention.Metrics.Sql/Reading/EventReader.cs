using System.Data.Common;
using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Sql.Reading;

/// <summary>Reads events of a table one by one; the columns of the history are what is kept.</summary>
internal static class EventReader
{
    private const int MostMonths = 1_200;

    private static readonly string[] Kinds =
        ["trial_started", "started", "price_changed", "paused", "resumed", "payment_failed", "payment_recovered", "cancellation_scheduled", "cancellation_revoked", "ended"];

    public static Task<SubscriptionHistory> ReadAsync(SqlEvents source, CancellationToken cancellation) => source.Database.RunAsync(
        Statement(source), "the history", reader => SubscriptionHistory.CreateAsync(EventsOf(source, reader, cancellation), cancellation), cancellation);

    private static string Statement(SqlEvents source)
    {
        SqlDialect dialect = source.Database.Dialect;
        string Column(string name) => string.Concat("rm_t.", dialect.Quote(name));
        string Text(string? name) => name is null ? dialect.Text("NULL") : dialect.Text(Column(name));
        string months = source.IntervalMonths is null ? "1" : Column(source.IntervalMonths);
        string effective = source.EffectiveAt is null ? "NULL" : source.EffectiveAt.Stored(dialect, Column(source.EffectiveAt.Column));
        string price = source.Price.Stored(dialect, Column(source.Price.Column));
        string factor = source.Price.FactorColumn is { } column ? " * " + dialect.BigInteger(Column(column)) : "";
        return FormattableString.Invariant($"""
            WITH rm_read AS {(dialect.MaterializedKeyword.Length == 0 ? "" : dialect.MaterializedKeyword + " ")}(
              SELECT {dialect.Text(Column(source.Customer))} AS customer_key, {dialect.Text(Column(source.Subscription))} AS subscription_key,
                     {source.At.Stored(dialect, Column(source.At.Column))} AS at_stored, {dialect.Text(Column(source.Kind))} AS kind,
                     {price}{factor} * {dialect.BigInteger(FormattableString.Invariant($"{source.Price.ConstantFactor(source.Currency)}"))} AS price, {dialect.BigInteger(months)} AS months,
                     {dialect.BigInteger(effective)} AS effective_stored, {Text(source.Reason)} AS reason, {Text(source.EventId)} AS event_id
              FROM {source.Table.In(dialect)} AS rm_t
            )
            SELECT customer_key, subscription_key, {ZoneTime.InstantOf(dialect, source.At.Zone, "at_stored")} AS at_time, kind, price, months,
                   {ZoneTime.InstantOf(dialect, source.EffectiveAt?.Zone, "effective_stored")} AS effective_at, reason, event_id
            FROM rm_read
            """);
    }

    private static async IAsyncEnumerable<SubscriptionEvent> EventsOf(SqlEvents source, DbDataReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long row = 0; await reader.ReadAsync(cancellation).ConfigureAwait(false); row++)
        {
            // Columns are read in their order.
            var customer = new CustomerId(Required(reader, 0, row, "customer"));
            var subscription = new SubscriptionId(Required(reader, 1, row, "subscription"));
            Instant at = Instant.FromUnixTimeTicks(Number(reader, 2, row, "time") * 10);
            string kind = Required(reader, 3, row, "kind");
            decimal? price = reader.IsDBNull(4) ? null : reader.GetInt64(4) / 1_000_000m;
            long months = Number(reader, 5, row, "number of months");
            Instant? effective = reader.IsDBNull(6) ? null : Instant.FromUnixTimeTicks(reader.GetInt64(6) * 10);
            string? reason = reader.IsDBNull(7) ? null : reader.GetString(7);
            string? id = reader.IsDBNull(8) ? null : reader.GetString(8);

            RecurringPrice Price() => price is { } amount
                ? months is >= 1 and <= MostMonths
                    ? new RecurringPrice(source.Currency.Amount(amount), new BillingInterval(BillingUnit.Month, (int)months))
                    : throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has a billing interval of {months} months; expected 1 to {MostMonths}."))
                : throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has the kind '{kind}' and no price; what is free has a price of 0."));

            SubscriptionEvent one = Key(kind) switch
            {
                "trialstarted" => new SubscriptionEvent.TrialStarted(subscription, customer, at),
                "started" => new SubscriptionEvent.Started(subscription, customer, at, Price()),
                "pricechanged" => new SubscriptionEvent.PriceChanged(subscription, customer, at, Price()),
                "paused" => new SubscriptionEvent.Paused(subscription, customer, at),
                "resumed" => new SubscriptionEvent.Resumed(subscription, customer, at),
                "paymentfailed" => new SubscriptionEvent.PaymentFailed(subscription, customer, at),
                "paymentrecovered" => new SubscriptionEvent.PaymentRecovered(subscription, customer, at),
                "cancellationscheduled" => new SubscriptionEvent.CancellationScheduled(
                    subscription,
                    customer,
                    at,
                    effective ?? throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} schedules a cancellation without the instant at which it takes effect; expected one in the column of EffectiveAt.")),
                    ReasonOf(reason)),
                "cancellationrevoked" => new SubscriptionEvent.CancellationRevoked(subscription, customer, at),
                "ended" => new SubscriptionEvent.Ended(subscription, customer, at, ReasonOf(reason)),
                _ => throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has the kind '{kind}'; expected one of {string.Join(", ", Kinds)}.")),
            };
            yield return id is null ? one : one with { EventId = id };
        }
    }

    private static string Required(DbDataReader reader, int column, long row, string what) => !reader.IsDBNull(column) && reader.GetString(column) is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new FormatException(FormattableString.Invariant($"Row {row} has no {what}; expected a value that is not blank."));

    private static long Number(DbDataReader reader, int column, long row, string what) => !reader.IsDBNull(column)
        ? reader.GetInt64(column)
        : throw new FormatException(FormattableString.Invariant($"Row {row} has no {what}; expected a value."));

    private static ChurnReason ReasonOf(string? code) => string.IsNullOrWhiteSpace(code) ? ChurnReason.Unknown
        : string.Equals(code, ChurnReason.Voluntary.Code, StringComparison.Ordinal) ? ChurnReason.Voluntary
        : string.Equals(code, ChurnReason.Involuntary.Code, StringComparison.Ordinal) ? ChurnReason.Involuntary
        : ChurnReason.Of(code);

    private static string Key(string kind) => string.Concat(kind.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));
}
