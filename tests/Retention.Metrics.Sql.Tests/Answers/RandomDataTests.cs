using NodaTime;
using Retention.Metrics.Sql.Tests.Engines;

namespace Retention.Metrics.Sql.Tests.Answers;

/// <summary>The random tables hold each case that the statements must tell apart.</summary>
public sealed class RandomDataTests
{
    private const int Tables = 1_000;

    private static readonly (string What, Func<RandomData, bool> Holds)[] Cases =
    [
        ("no row", data => data.Rows.Length == 0),
        ("several data sets", data => data.SetCount > 1),
        ("two rows of a subscription at one instant", data => data.Rows.DistinctBy(row => (row.Subscription, row.At)).Count() < data.Rows.Length),
        ("two subscriptions that change at one instant", data => data.Rows.GroupBy(row => (row.Customer, row.At)).Any(same => same.DistinctBy(row => row.Subscription).Skip(1).Any())),
        ("a customer with several subscriptions", data => data.Rows.GroupBy(row => row.Customer).Any(own => own.DistinctBy(row => row.Subscription).Skip(1).Any())),
        ("a return within a period", data => Subscriptions(data).Any(own => Returns(own).Any(pair => PeriodOf(data, pair.Fall) is >= 0 and var period && period == PeriodOf(data, pair.Return)))),
        ("a return in a later period", data => Subscriptions(data).Any(own => Returns(own).Any(pair => PeriodOf(data, pair.Fall) < PeriodOf(data, pair.Return)))),
        ("a return after whole days", data => Subscriptions(data).Any(own => Returns(own).Any(pair => (pair.Return - pair.Fall).TotalDays is >= 1 and var days && days == Math.Floor(days)))),
        ("a row at the start of a period", data => data.Rows.Any(row => data.Periods.Any(period => period.Start == row.At))),
        ("a row a unit before the start of a period", data => data.Rows.Any(row => data.Periods.Any(period => period.Start - row.At is { TotalSeconds: > 0 and <= 1 }))),
        ("a row before the first period", data => data.Rows.Any(row => row.At < data.Periods.Start)),
        ("a row after the last period", data => data.Rows.Any(row => row.At >= data.Periods.End)),
        ("a row before 1970", data => data.Rows.Any(row => row.At < NodaConstants.UnixEpoch)),
        ("a row of 1903", data => data.Rows.Any(row => row.At < Instant.FromUtc(1910, 1, 1, 0, 0))),
        ("a row of 2150", data => data.Rows.Any(row => row.At > Instant.FromUtc(2140, 1, 1, 0, 0))),
        ("an interval without an end", data => data.Rows.Any(row => row.End is null)),
        ("an interval that ends where it starts", data => data.Rows.Any(row => row.End == row.At)),
        ("an offset of half an hour", data => data.Rows.Any(row => data.Zone.GetUtcOffset(row.At).Seconds % 3600 != 0)),
        ("rows on both sides of a change of the clocks", data => data.Rows.DistinctBy(row => data.Zone.GetUtcOffset(row.At)).Skip(1).Any()),
        ("a local time that occurs twice", data => data.Stored == StoredTime.Local && data.Rows.Any(row => data.Zone.MapLocal(row.LocalAt).Count == 2)),
        ("a local time that is left out", data => data.Stored == StoredTime.Local && data.Rows.Any(row => data.Zone.MapLocal(row.LocalAt).Count == 0)),
        ("a level of 0", data => data.Rows.Any(row => row.MonthlyCents == 0)),
        ("an amount of ten million", data => data.Rows.Any(row => row.MonthlyCents == 1_000_000_000)),
        ("a segment that is missing", data => data.Customers.Any(customer => !customer.Attributes.ContainsKey("plan"))),
        ("ids that differ in case", data => data.Keys == RandomData.KeyType.Text && data.Rows.DistinctBy(row => row.Customer).GroupBy(row => row.Customer, StringComparer.OrdinalIgnoreCase).Any(same => same.Skip(1).Any())),
        .. Each("stored as", Enum.GetValues<StoredTime>(), data => data.Stored),
        .. Each("keys as", Enum.GetValues<RandomData.KeyType>(), data => data.Keys),
        .. Each("amounts as", Enum.GetValues<RandomData.AmountType>(), data => data.Amounts),
        .. Each("currency", ["EUR", "JPY", "BHD"], data => data.Currency.Code),
        .. Each("with a sequence", [false, true], data => data.HasSequence),
        .. Each("calendar of", ["days", "weeks", "months", "quarters", "years", "unequal"], KindOf),
    ];

    [Fact]
    public void Tables_HoldEachCase()
    {
        RandomData[] tables = [.. Enumerable.Range(0, Tables).Select(seed => new RandomData(seed))];

        (string What, int Count)[] counts = [.. Cases.Select(one => (one.What, tables.Count(one.Holds)))];

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', counts.Select(one => FormattableString.Invariant($"{one.Count,5} of {Tables} tables: {one.What}"))));
        Assert.DoesNotContain(counts, one => one.Count < Tables / 200);
        Assert.Equal(17, tables.DistinctBy(data => data.Zone).Count());
    }

    private static IEnumerable<(string, Func<RandomData, bool>)> Each<T>(string what, T[] values, Func<RandomData, T> of) =>
        values.Select(value => (FormattableString.Invariant($"{what} {value}"), new Func<RandomData, bool>(data => EqualityComparer<T>.Default.Equals(of(data), value))));

    private static IEnumerable<DataRow[]> Subscriptions(RandomData data) => data.Levels.GroupBy(row => row.Subscription).Select(own => own.OrderBy(row => row.At).ToArray());

    private static IEnumerable<(Instant Fall, Instant Return)> Returns(DataRow[] rows) =>
        Enumerable.Range(1, Math.Max(0, rows.Length - 2)).Where(i => rows[i - 1].MonthlyCents > 0 && rows[i].MonthlyCents == 0 && rows[i + 1].MonthlyCents > 0).Select(i => (rows[i].At, rows[i + 1].At));

    private static int PeriodOf(RandomData data, Instant at) => data.Periods.Count(period => period.Start <= at) - 1;

    private static string KindOf(RandomData data)
    {
        double days = (data.Periods[0].End - data.Periods[0].Start).TotalDays;
        return days switch
        {
            > 0.9 and < 1.1 => "days",
            > 6.9 and < 7.1 => "weeks",
            > 27 and < 32 => "months",
            > 89 and < 93 => "quarters",
            > 364 and < 367 => "years",
            _ => "unequal",
        };
    }
}
