using NodaTime;

namespace Retention.Metrics.Tool.Tests.Databases;

/// <summary>A table of made-up facts, and the options that read it, from a seed.</summary>
/// <param name="Option">The option that names it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Arguments">The options beside.</param>
internal sealed record RandomTable(string Option, IReadOnlyList<(string Name, Stored As)> Columns, IReadOnlyList<object?[]> Rows, string[] Arguments)
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly string[] Plans = ["pro", "team, of ten", "the \"big\" one", "größte\nüberhaupt", "=1+1", " spaced "];
    private static readonly Instant Start = Instant.FromUtc(2025, 1, 1, 0, 0);

    /// <summary>A table.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isValid">Whether all rows are valid.</param>
    public static RandomTable Of(int seed, bool isValid)
    {
        var random = new Random(seed);
        Stored time = random.Next(4) switch { 0 => Stored.Date, 1 => Stored.Local, 2 => Stored.Integer, _ => Stored.Instant };
        bool minor = random.Next(3) == 0;
        Stored amount = minor ? Stored.Integer : random.Next(3) == 0 ? Stored.Double : Stored.Decimal;
        Stored customer = random.Next(2) == 0 ? Stored.Integer : Stored.Text;
        var facts = new Facts(random, time, amount, minor, customer, isValid);
        string[] arguments =
        [
            "--currency", random.Next(2) == 0 ? "EUR" : "USD",
            "--time-zone", time == Stored.Local || random.Next(2) == 0 ? "Europe/Berlin" : "UTC",
            .. minor ? ["--minor-units"] : Array.Empty<string>(),
            .. time == Stored.Integer ? ["--date-format", "unix"] : Array.Empty<string>(),
        ];
        return (seed % 4) switch
        {
            0 => facts.Intervals(arguments),
            1 => facts.Levels(arguments),
            2 => facts.Events(arguments),
            _ => facts.Orders(arguments),
        };
    }

    private sealed class Facts(Random random, Stored time, Stored amount, bool minor, Stored customer, bool isValid)
    {
        private const int Customers = 9;

        public RandomTable Intervals(string[] arguments)
        {
            var rows = new List<object?[]>();
            for (int s = 0; s < 14; s++)
            {
                int day = random.Next(120);
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    int end = day + random.Next(1, 90);
                    rows.Add([$"s{s}", Customer(s), At(isValid || random.Next(8) > 0 ? day : end + 3), i == 1 && random.Next(2) == 0 ? null : At(end), Amount(), Plan(s), random.Next(4) == 0 ? "voluntary" : null]);
                    day = end + (random.Next(2) * random.Next(40));
                }
            }

            return new("subscriptions", [("subscription_id", Stored.Text), ("customer_id", customer), ("start_date", time), ("end_date", time), ("monthly_amount", amount), ("plan", Stored.Text), ("reason", Stored.Text)], Broken(rows, 1), arguments);
        }

        public RandomTable Levels(string[] arguments)
        {
            var rows = new List<object?[]>();
            for (int s = 0; s < 14; s++)
            {
                int day = random.Next(120);
                for (int i = random.Next(1, 5); i > 0; i--, day += random.Next(isValid ? 1 : 0, 60))
                {
                    rows.Add([Customer(s), $"s{s}", At(day), random.Next(4) == 0 ? minor ? (object)0L : 0m : Amount(), (long)rows.Count, Plan(s)]);
                }
            }

            return new("subscriptions", [("customer_id", customer), ("subscription_id", Stored.Text), ("at", time), ("mrr", amount), isValid ? ("sequence", Stored.Integer) : ("rank", Stored.Integer), ("plan", Stored.Text)], Broken(rows, 0), arguments);
        }

        public RandomTable Events(string[] arguments)
        {
            var rows = new List<object?[]>();
            for (int s = 0; s < 14; s++)
            {
                int day = random.Next(120);
                bool isLive = false;
                for (int i = random.Next(1, 6); i > 0; i--, day += random.Next(1, 60))
                {
                    string kind = !isLive ? "started" : random.Next(3) == 0 ? "ended" : "price_changed";
                    isLive = kind != "ended";
                    rows.Add([$"e{rows.Count}", Customer(s), $"s{s}", At(day), kind, isLive ? Amount() : null, Plan(s)]);
                }
            }

            return new("subscriptions", [("event_id", Stored.Text), ("customer_id", customer), ("subscription_id", Stored.Text), ("at", time), ("event", Stored.Text), ("monthly_amount", amount), ("plan", Stored.Text)], Broken(rows, 1), arguments);
        }

        public RandomTable Orders(string[] arguments)
        {
            var rows = new List<object?[]>();
            for (int i = 0; i < 50; i++)
            {
                int s = random.Next(Customers);
                rows.Add([(long)i, Customer(s), At(random.Next(300)), Amount(), random.Next(9) == 0 ? "cancelled" : "completed", Plan(s)]);
            }

            return new("orders", [("order_id", Stored.Integer), ("customer_id", customer), ("ordered_at", time), ("amount", amount), ("status", Stored.Text), ("plan", Stored.Text)], Broken(rows, 1), arguments);
        }

        /// <summary>Rows without a customer, and with amounts below 0.</summary>
        private List<object?[]> Broken(List<object?[]> rows, int customerPlace)
        {
            if (!isValid)
            {
                foreach (object?[] row in rows.Where(_ => random.Next(12) == 0))
                {
                    row[customerPlace] = null;
                }
            }

            return rows;
        }

        private object Customer(int s)
        {
            if (customer == Stored.Integer)
            {
                return Boxed(100L + (s % Customers));
            }

            return Boxed($"c{s % Customers}");
        }

        private static object Boxed(object value) => value;

        private static string Plan(int s) => Plans[s % Customers % Plans.Length];

        private object Amount()
        {
            long cents = random.Next(1, 40) * (isValid || random.Next(15) > 0 ? 125L : -125L);
            if (minor)
            {
                return Boxed(cents);
            }

            return Boxed(cents / 100m);
        }

        // At noon: no clock skips it.
        private object At(int day) => time switch
        {
            Stored.Date => (Start + Duration.FromDays(day)).InUtc().Date,
            Stored.Local => (Start + Duration.FromDays(day) + Duration.FromHours(12)).InZone(Berlin).LocalDateTime,
            Stored.Integer => (Start + Duration.FromDays(day)).ToUnixTimeSeconds() + 3600,
            _ => Start + Duration.FromDays(day) + Duration.FromTicks(10L * (day * 1_234_567_891L % 86_000_000_000L)),
        };
    }
}
