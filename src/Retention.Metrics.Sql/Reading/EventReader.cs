using System.Data.Common;
using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Sql.Reading;

/// <summary>Reads events of a table into the columns of a history: two keys and some numbers a row, and no object for an event.</summary>
internal static class EventReader
{
    private const int MostMonths = 1_200;

    // In the order of their numbers, which begin with 1.
    private static readonly string[] Kinds =
        ["trial_started", "started", "price_changed", "paused", "resumed", "payment_failed", "payment_recovered", "cancellation_scheduled", "cancellation_revoked", "ended"];

    public static async Task<SubscriptionHistory> ReadAsync(SqlEvents source, CancellationToken cancellation)
    {
        KeyKind[] kinds = await KeyKinds.OfAsync(source.Database, source.Table, [source.Customer, source.Subscription], KeyKinds.What, cancellation).ConfigureAwait(false);
        return await (kinds[0] switch
        {
            KeyKind.Number => OfCustomersAsync<long, NumberKeys>(source, kinds, cancellation),
            KeyKind.Uuid => OfCustomersAsync<Guid, UuidKeys>(source, kinds, cancellation),
            _ => OfCustomersAsync<string, TextKeys>(source, kinds, cancellation),
        }).ConfigureAwait(false);
    }

    private static Task<SubscriptionHistory> OfCustomersAsync<TCustomer, TReader>(SqlEvents source, KeyKind[] kinds, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer> =>
        kinds[1] switch
        {
            KeyKind.Number => HistoryAsync<TCustomer, TReader, long, NumberKeys>(source, kinds, cancellation),
            KeyKind.Uuid => HistoryAsync<TCustomer, TReader, Guid, UuidKeys>(source, kinds, cancellation),
            _ => HistoryAsync<TCustomer, TReader, string, TextKeys>(source, kinds, cancellation),
        };

    private static async Task<SubscriptionHistory> HistoryAsync<TCustomer, TReader, TSubscription, TSubscriptionReader>(SqlEvents source, KeyKind[] kinds, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
        where TSubscription : notnull
        where TSubscriptionReader : struct, IKeyReader<TSubscription>
    {
        var builder = new SubscriptionHistoryBuilder<TCustomer, TSubscription>();
        var rows = new EventRows<TCustomer, TReader, TSubscription, TSubscriptionReader>(source, builder);
        await source.Database.RunAsync(
            Statement(source, kinds),
            "the history",
            async reader =>
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    rows.Add(reader);
                }

                return builder.Count;
            },
            cancellation).ConfigureAwait(false);
        return builder.Build(ExecutionOptions.Default with { Cancellation = cancellation });
    }

    private static string Statement(SqlEvents source, KeyKind[] kinds)
    {
        SqlDialect dialect = source.Database.Dialect;
        string Column(string name) => string.Concat("rm_t.", dialect.Quote(name));
        string Text(string? name) => name is null ? dialect.Text("NULL") : dialect.Text(Column(name));
        string months = source.IntervalMonths is null ? "1" : Column(source.IntervalMonths);
        string effective = source.EffectiveAt is null ? "NULL" : source.EffectiveAt.Stored(dialect, Column(source.EffectiveAt.Column));
        string price = source.Price.Stored(dialect, Column(source.Price.Column));
        string factor = source.Price.FactorColumn is { } column ? " * " + dialect.BigInteger(Column(column)) : "";
        string numbers = string.Concat(Kinds.Select((kind, index) => string.Create(CultureInfo.InvariantCulture, $" WHEN {dialect.Literal(kind)} THEN {index + 1}")));
        return FormattableString.Invariant($"""
            WITH rm_read AS {(dialect.MaterializedKeyword.Length == 0 ? "" : dialect.MaterializedKeyword + " ")}(
              SELECT {kinds[0].Select(dialect, Column(source.Customer))} AS customer_key, {kinds[1].Select(dialect, Column(source.Subscription))} AS subscription_key,
                     {source.At.Stored(dialect, Column(source.At.Column))} AS at_stored, {dialect.Text(Column(source.Kind))} AS kind,
                     {price}{factor} * {dialect.BigInteger(FormattableString.Invariant($"{source.Price.ConstantFactor(source.Currency)}"))} AS price, {dialect.BigInteger(months)} AS months,
                     {dialect.BigInteger(effective)} AS effective_stored, {Text(source.Reason)} AS reason, {Text(source.EventId)} AS event_id
              FROM {source.Table.In(dialect)} AS rm_t
            ),
            rm_named AS (
              SELECT customer_key, subscription_key, {ZoneTime.InstantOf(dialect, source.At.Zone, "at_stored")} AS at_time,
                     {dialect.BigInteger($"CASE kind{numbers} ELSE 0 END")} AS kind_no, kind, price, months,
                     {ZoneTime.InstantOf(dialect, source.EffectiveAt?.Zone, "effective_stored")} AS effective_at, reason, event_id
              FROM rm_read
            )
            SELECT customer_key, subscription_key, at_time, kind_no, CASE WHEN kind_no = 0 THEN kind END AS kind, price, months, effective_at, reason, event_id
            FROM rm_named
            """);
    }

    /// <summary>Adds rows to a builder; what many rows have in common is made once.</summary>
    private sealed class EventRows<TCustomer, TReader, TSubscription, TSubscriptionReader>(SqlEvents source, SubscriptionHistoryBuilder<TCustomer, TSubscription> builder)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
        where TSubscription : notnull
        where TSubscriptionReader : struct, IKeyReader<TSubscription>
    {
        // More prices than this are made again, so that a table with a price of its own in each row takes no memory for them.
        private const int MostPrices = 1 << 16;

        private readonly Dictionary<(long Amount, long Months), RecurringPrice> prices = [];
        private long row = -1;

        /// <summary>Adds the row; its columns are read in their order.</summary>
        public void Add(DbDataReader reader)
        {
            row++;
            Require(reader, 0, "customer");
            TCustomer customer = TReader.Read(reader, 0);
            Require(reader, 1, "subscription");
            TSubscription subscription = TSubscriptionReader.Read(reader, 1);
            RequireText(customer, "customer");
            RequireText(subscription, "subscription");
            Instant at = Instant.FromUnixTimeTicks(Number(reader, 2, "time") * 10);
            int kind = (int)reader.GetInt64(3);
            if (kind == 0)
            {
                Require(reader, 4, "kind");
                kind = NumberOf(reader.GetString(4));
            }

            long? price = reader.IsDBNull(5) ? null : reader.GetInt64(5);
            long months = Number(reader, 6, "number of months");
            Instant? effective = reader.IsDBNull(7) ? null : Instant.FromUnixTimeTicks(reader.GetInt64(7) * 10);
            string? reason = reader.IsDBNull(8) ? null : reader.GetString(8);
            string? id = reader.IsDBNull(9) || reader.GetString(9) is not { } text || text.Trim(' ').Length == 0 ? null : text;
            if (id is not null && string.IsNullOrWhiteSpace(id))
            {
                throw new FormatException(FormattableString.Invariant($"Row {row} has a blank event id; expected a text that is not blank, or NULL where the event has none."));
            }

            switch (Kinds[kind - 1])
            {
                case "trial_started":
                    builder.TrialStarted(customer, subscription, at, eventId: id);
                    break;
                case "started":
                    builder.Started(customer, subscription, at, PriceOf(price, months, kind), eventId: id);
                    break;
                case "price_changed":
                    builder.PriceChanged(customer, subscription, at, PriceOf(price, months, kind), eventId: id);
                    break;
                case "paused":
                    builder.Paused(customer, subscription, at, eventId: id);
                    break;
                case "resumed":
                    builder.Resumed(customer, subscription, at, eventId: id);
                    break;
                case "payment_failed":
                    builder.PaymentFailed(customer, subscription, at, eventId: id);
                    break;
                case "payment_recovered":
                    builder.PaymentRecovered(customer, subscription, at, eventId: id);
                    break;
                case "cancellation_scheduled":
                    builder.CancellationScheduled(
                        customer,
                        subscription,
                        at,
                        effective ?? throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} schedules a cancellation without the instant at which it takes effect; expected one in the column of EffectiveAt.")),
                        ReasonOf(reason),
                        eventId: id);
                    break;
                case "cancellation_revoked":
                    builder.CancellationRevoked(customer, subscription, at, eventId: id);
                    break;
                default:
                    builder.Ended(customer, subscription, at, ReasonOf(reason), eventId: id);
                    break;
            }
        }

        private RecurringPrice PriceOf(long? price, long months, int kind)
        {
            if (price is not { } amount)
            {
                throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has the kind '{Kinds[kind - 1]}' and no price; what is free has a price of 0."));
            }

            if (!prices.TryGetValue((amount, months), out RecurringPrice? known))
            {
                if (months is < 1 or > MostMonths)
                {
                    throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has a billing interval of {months} months; expected 1 to {MostMonths}."));
                }

                if (prices.Count == MostPrices)
                {
                    prices.Clear();
                }

                known = new RecurringPrice(source.Currency.Amount(amount / 1_000_000m), new BillingInterval(BillingUnit.Month, (int)months));
                prices.Add((amount, months), known);
            }

            return known;
        }

        private int NumberOf(string kind)
        {
            string letters = string.Concat(kind.Where(char.IsAsciiLetter).Select(char.ToLowerInvariant));
            int index = Array.FindIndex(Kinds, known => string.Equals(known.Replace("_", "", StringComparison.Ordinal), letters, StringComparison.Ordinal));
            return index >= 0 ? index + 1
                : string.IsNullOrWhiteSpace(kind) ? throw new FormatException(FormattableString.Invariant($"Row {row} has no kind; expected a value that is not blank."))
                : throw new FormatException(FormattableString.Invariant($"Row {row} of {source.Table} has the kind '{kind}'; expected one of {string.Join(", ", Kinds)}."));
        }

        private void Require(DbDataReader reader, int column, string what)
        {
            if (reader.IsDBNull(column))
            {
                throw new FormatException(FormattableString.Invariant($"Row {row} has no {what}; expected a value that is not blank."));
            }
        }

        private void RequireText<TKey>(TKey key, string what)
        {
            if (key is string text && string.IsNullOrWhiteSpace(text))
            {
                throw new FormatException(FormattableString.Invariant($"Row {row} has no {what}; expected a value that is not blank."));
            }
        }

        private long Number(DbDataReader reader, int column, string what) => !reader.IsDBNull(column)
            ? reader.GetInt64(column)
            : throw new FormatException(FormattableString.Invariant($"Row {row} has no {what}; expected a value."));

        private static ChurnReason ReasonOf(string? code) => string.IsNullOrWhiteSpace(code) ? ChurnReason.Unknown
            : string.Equals(code, ChurnReason.Voluntary.Code, StringComparison.Ordinal) ? ChurnReason.Voluntary
            : string.Equals(code, ChurnReason.Involuntary.Code, StringComparison.Ordinal) ? ChurnReason.Involuntary
            : ChurnReason.Of(code);
    }
}
