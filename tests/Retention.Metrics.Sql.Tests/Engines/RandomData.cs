using System.Globalization;
using System.Text;
using NodaTime;

namespace Retention.Metrics.Sql.Tests.Engines;

/// <summary>A row as it is stored, and what it means.</summary>
internal sealed record DataRow(string Customer, string Subscription, Instant At, LocalDateTime LocalAt, Instant? End, LocalDateTime LocalEnd, long MonthlyCents, int Sequence);

/// <summary>Random rows of a table: levels, intervals or orders, with ties, returns within a period and instants on the bounds of periods.</summary>
/// <remarks>
/// Most tables hold several data sets, told apart by a column: to plan a statement takes longer than to run it on a few hundred rows, and an answer for each value of the column
/// is one for each data set.
/// </remarks>
internal sealed class RandomData
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "Atlantic/Azores", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago",
        "Asia/Kolkata", "Africa/Casablanca", "Europe/Dublin", "Pacific/Chatham", "Africa/Monrovia", "America/St_Johns", "Europe/Amsterdam",
    ];

    private const int MostSets = 12, MostCustomers = 8, MostCustomersOfSeveral = 4;

    private static readonly LocalDate[] Eras = [new(2011, 9, 1), new(2018, 8, 1), new(2024, 1, 1), new(1972, 6, 1), new(1985, 2, 1), new(2035, 1, 1)];

    private static readonly string?[] Plans = [null, "", " ", "pro", "team", "o'hara", "ĞÜ", "Pro", "pro ", "\U0001F680", "a\\b\"c"];

    private static readonly Currency[] Currencies = [Currency.Eur, Currency.Eur, Currency.Jpy, Currency.Of("BHD")];

    private Instant? last;
    private readonly LocalDate first;
    private readonly int span;
    private readonly int sets;
    private readonly long millionths;
    private readonly Dictionary<string, string?[]> attributes = new(StringComparer.Ordinal);

    public RandomData(int seed)
    {
        Random = new Random(seed);
        Zone = DateTimeZoneProviders.Tzdb[Pick(Zones)];
        Stored = (StoredTime)Random.Next(6);

        // Offsets of local times are known from 1970 on; instants may be earlier.
        first = Stored is StoredTime.Local or StoredTime.Date ? Pick(Eras) : Pick([.. Eras, new(1969, 6, 1), new(1903, 5, 1), new(2150, 5, 1)]);
        first = first.PlusDays(Random.Next(120));
        span = Random.Next(3) == 0 ? Random.Next(1, 20) : Random.Next(1, 500);
        Periods = RandomPeriods();
        Keys = (KeyType)Random.Next(3);
        HasSequence = Random.Next(3) == 0;
        Amounts = (AmountType)Random.Next(3);
        Currency = Pick(Currencies);
        millionths = (long)(Currency.MinorAmount(1).Amount * 1_000_000);
        sets = Random.Next(4) == 0 ? 1 : MostSets;
        Rows = [.. RandomRows()];
    }

    internal enum KeyType
    {
        Number,
        Uuid,
        Text,
    }

    internal enum AmountType
    {
        MinorUnits,
        DecimalTimesColumn,
        Millionths,
    }

    public Random Random { get; }

    public DateTimeZone Zone { get; }

    public ReportingPeriods Periods { get; }

    public StoredTime Stored { get; }

    public KeyType Keys { get; }

    public AmountType Amounts { get; }

    public Currency Currency { get; }

    public bool HasSequence { get; }

    public DataRow[] Rows { get; }

    /// <summary>How many data sets have a row; a table without rows is one of them.</summary>
    public int SetCount => Math.Max(1, Rows.Select(row => attributes[row.Customer][2]).Distinct(StringComparer.Ordinal).Count());

    /// <summary>Customers with a row, and their attributes.</summary>
    public IEnumerable<Customer> Customers => Rows.Select(row => row.Customer).Distinct(StringComparer.Ordinal).Select(customer =>
        new Customer(customer, new[] { ("plan", attributes[customer][0]), ("country", attributes[customer][1]), ("set_no", attributes[customer][2]) }.Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2!))));

    /// <summary>Levels in effect: of several rows of one instant the last.</summary>
    public IEnumerable<DataRow> Levels => Rows.GroupBy(row => (row.Subscription, row.At)).Select(group => group.MaxBy(row => row.Sequence)!);

    public MetricPolicy RandomPolicy() => Random.Next(3) == 0 ? MetricPolicy.Default : MetricPolicy.Default with
    {
        Netting = Pick(Enum.GetValues<Netting>()),
        ChurnCounting = Pick(Enum.GetValues<ChurnCounting>()),
        ChurnDenominator = Pick([ChurnDenominator.AtStart, ChurnDenominator.StartPlusNew, ChurnDenominator.Average, ChurnDenominator.EachDay]),
        SamePeriodJoiners = Pick(Enum.GetValues<SamePeriodJoiners>()),
        ReactivationWindowDays = Pick<int?>([null, null, 0, 1, 20, 90]),
    };

    public T Pick<T>(T[] from) => from[Random.Next(from.Length)];

    public Instant RandomInstant() => RandomTime().At;

    /// <summary>The statements that create the table and fill it.</summary>
    public string[] Script(TestEngine engine, string table)
    {
        string key = Keys switch { KeyType.Number => "BIGINT", KeyType.Uuid => engine.IsSqlite ? "TEXT" : "UUID", _ => engine.IsDuckDb ? "VARCHAR" : "TEXT" };
        string amount = Amounts == AmountType.DecimalTimesColumn ? engine.IsSqlite ? "REAL" : "DECIMAL(18, 4)" : "BIGINT";
        string time = engine.TypeOf(Stored), text = engine.IsDuckDb ? "VARCHAR" : "TEXT";
        string create = engine.Create(
            table, $"customer {key}, \"subscription\" {key}, \"at\" {time}, \"end\" {time}, amount {amount}, factor INTEGER, seq INTEGER, currency {text}, plan {text}, country {text}, set_no {text}", "customer");
        var insert = new StringBuilder();
        foreach (DataRow row in Rows)
        {
            (string stored, int factor) = Amounts switch
            {
                AmountType.MinorUnits => (Text(row.MonthlyCents), 12),
                AmountType.Millionths => (Text(row.MonthlyCents * 12 * millionths), 1),
                _ when Random.Next(2) == 0 => (Text(row.MonthlyCents * millionths / 1_000_000m), 12),
                _ => (Text(row.MonthlyCents * 12 * millionths / 1_000_000m), 1),
            };
            insert.Append(insert.Length == 0 ? $"INSERT INTO {table} VALUES " : ", ");
            string Key(string id) => Keys == KeyType.Number ? id : TestEngine.Quoted(id);
            insert.Append(CultureInfo.InvariantCulture, $"({Key(row.Customer)}, {Key(row.Subscription)}, {engine.Literal(row.At, row.LocalAt, Stored, Random)}, {engine.Literal(row.End, row.LocalEnd, Stored, Random)}, ");
            insert.Append(CultureInfo.InvariantCulture, $"{stored}, {factor}, {row.Sequence}, '{Currency.Code}', {string.Join(", ", attributes[row.Customer].Select(TestEngine.Quoted))})");
        }

        return insert.Length == 0 ? [create] : [create, insert.ToString()];
    }

    public SqlTime Time(string column) => Stored switch
    {
        StoredTime.Instant => SqlTime.Instant(column),
        StoredTime.Local => SqlTime.Local(column, Zone),
        StoredTime.Date => SqlTime.Date(column, Zone),
        StoredTime.Seconds => SqlTime.UnixSeconds(column),
        StoredTime.Milliseconds => SqlTime.UnixMilliseconds(column),
        _ => SqlTime.UnixMicroseconds(column),
    };

    public SqlAmount Amount => Amounts switch
    {
        AmountType.MinorUnits => SqlAmount.MinorUnits("amount").Times(12),
        AmountType.Millionths => SqlAmount.AnnualMillionths("amount"),
        _ => SqlAmount.Decimal("amount").Times("factor"),
    };

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<DataRow> RandomRows()
    {
        int number = 0, subscriptions = 0;
        foreach (int set in Enumerable.Range(0, sets).SelectMany(set => Enumerable.Repeat(set, Random.Next(1 + (sets == 1 ? MostCustomers : MostCustomersOfSeveral)))).ToArray())
        {
            string id = Id(attributes.Count);
            attributes[id] = [Pick(Plans), Pick(Plans), set.ToString(CultureInfo.InvariantCulture)];
            for (int subscription = Random.Next(1, 4); subscription > 0; subscription--)
            {
                string own = Id(1000 + subscriptions++);
                var instants = new HashSet<Instant>();
                for (int row = Random.Next(7); row > 0; row--)
                {
                    (Instant at, LocalDateTime local) = RandomTime();
                    (Instant At, LocalDateTime Local) end = Random.Next(6) == 0 ? (at, local) : RandomTime();
                    bool ends = Random.Next(4) > 0;
                    if (end.At < at)
                    {
                        ((at, local), end) = (end, (at, local));
                    }

                    if (instants.Add(at) || HasSequence)
                    {
                        var written = new DataRow(id, own, at, local, ends ? end.At : null, end.Local, Pick([0L, 0L, 1_000L, 2_000L, 4_999L, 1_000_000_000L, Random.Next(100_000)]), number++);
                        yield return written;
                        if (Random.Next(12) == 0)
                        {
                            // The same level said twice is no contradiction.
                            yield return written with { Sequence = number++ };
                        }
                    }
                }
            }
        }
    }

    private string Id(int number) => Keys switch
    {
        KeyType.Number => number.ToString(CultureInfo.InvariantCulture),
        KeyType.Uuid => new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString(),
        _ => TextId(number),
    };

    /// <summary>Texts that a collation, a trim or a normal form would take for one another, and those that break a statement.</summary>
    private static string TextId(int number)
    {
        string Of(int other) => other.ToString(CultureInfo.InvariantCulture);
        return (number % 8) switch
        {
            0 => $"c {Of(number)}'",
            1 => $"c {Of(number)}ğ",
            2 => $"c {Of(number)}",
            3 => $"C {Of(number - 1)}",
            4 => $"c {Of(number - 2)} ",
            5 => $"é {Of(number)}",
            6 => $"e\u0301 {Of(number - 1)}",
            _ => $"\U0001F600\"\\%_;--\n{new string('x', 300)}{Of(number)}",
        };
    }

    private (Instant At, LocalDateTime Local) RandomTime()
    {
        if (Stored == StoredTime.Date)
        {
            LocalDate date = first.PlusDays(Random.Next(-30, span + 30));
            return (Zone.AtLeniently(date.AtMidnight()).ToInstant(), date.AtMidnight());
        }

        if (Stored == StoredTime.Local)
        {
            LocalDateTime local = Random.Next(4) == 0 && Change() is { } change ? change.PlusMinutes(10 * Random.Next(-12, 13))
                : first.AtMidnight().PlusDays(Random.Next(-30, span + 30)).PlusMinutes(30 * Random.Next(8)).PlusTicks(10 * Random.Next(-1, 2) * Random.Next(2));
            return (Zone.AtLeniently(local).ToInstant(), local);
        }

        // A quarter of the times are whole days after the one before: on the bound of a window.
        Instant at = Random.Next(4) == 0 && last is { } before ? before + Duration.FromDays(Pick([1, 2, 7, 30]))
            : Random.Next(3) == 0 ? Periods[Random.Next(Periods.Count)].Start
            : Zone.AtLeniently(first.PlusDays(Random.Next(-30, span + 30)).AtMidnight()).ToInstant() + (Random.Next(2) == 0 ? Duration.Zero : Duration.FromMinutes(Random.Next(1600)));
        long unit = Stored switch { StoredTime.Seconds => NodaConstants.TicksPerSecond, StoredTime.Milliseconds => NodaConstants.TicksPerMillisecond, _ => 10 };
        long ticks = at.ToUnixTimeTicks() + (unit * Random.Next(-1, 2) * Random.Next(2));
        long rest = ((ticks % unit) + unit) % unit;
        last = Instant.FromUnixTimeTicks(ticks - rest);
        return (last.Value, default);
    }

    /// <summary>What the clocks show when they are changed, at some time within the span.</summary>
    private LocalDateTime? Change()
    {
        NodaTime.TimeZones.ZoneInterval now = Zone.GetZoneInterval(Zone.AtLeniently(first.PlusDays(Random.Next(span)).AtMidnight()).ToInstant());
        return now.HasEnd && now.End < Instant.FromUtc(2090, 1, 1, 0, 0) ? now.IsoLocalEnd : null;
    }

    private ReportingPeriods RandomPeriods()
    {
        LocalDate last = first.PlusDays(span);
        switch (Random.Next(10))
        {
            case 0:
                return ReportingCalendar.Days(Zone).From(first).To(first.PlusDays(Math.Min(span, 120)));
            case 1:
                return ReportingCalendar.Weeks(Zone, (IsoDayOfWeek)Random.Next(1, 8)).From(first).To(last);
            case 2:
                return ReportingCalendar.Quarters(Zone).From(first).To(last);
            case 3:
                return ReportingCalendar.FiscalYears(Zone, Random.Next(1, 13)).From(first).To(last);
            case 4:
                Instant start = Zone.AtLeniently(first.AtMidnight()).ToInstant();
                return ReportingPeriods.Between(Zone, [.. Enumerable.Range(0, Random.Next(2, 9)).Select(i => start + Duration.FromHours(100 * i) + Duration.FromTicks(Random.Next(1000)))]);
            case 5:
                return ReportingCalendar.FiscalQuarters(Zone, Random.Next(1, 13)).From(first).To(last);
            case 6:
                return ReportingCalendar.Years(Zone).From(first).To(last);
            default:
                return ReportingCalendar.Months(Zone).From(first).To(last);
        }
    }
}
