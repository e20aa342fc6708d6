using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Timelines;

/// <summary>Activities in columns.</summary>
public sealed class ActivityTimelineTests
{
    private static readonly ExecutionOptions Three = ExecutionOptions.Default with { Threads = 3 };

    private static readonly Activity[] Some =
    [
        new("bo", Utc("2026-02-01"), "login", 3), new("ada", Utc("2026-01-06"), "export"), new("ada", Utc("2026-01-05"), "login"), new("cy", Utc("2026-03-01"), "login", 0),
    ];

    [Fact]
    public void ATimeline_HasCustomersKindsAndBounds()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.Equal(4, timeline.ActivityCount);
        Assert.Equal(3, timeline.CustomerCount);
        Assert.Equal(["export", "login"], timeline.Kinds);
        Assert.Equal(Utc("2026-01-05"), timeline.FirstActivity);
        Assert.Equal(Utc("2026-03-01"), timeline.LastActivity);
        Assert.Equal(["ada", "bo", "cy"], timeline.Customers.Select(customer => customer.Value).Order(StringComparer.Ordinal));
        Assert.All(timeline.Customers.Select((customer, number) => (customer, number)), pair => Assert.Equal(pair.number, timeline.IndexOf(pair.customer)));
        Assert.Equal(-1, timeline.IndexOf("dee"));
        Assert.Equal("4 activities of 3 customers, 2 kinds", timeline.ToString());
    }

    [Fact]
    public void NoActivities_AreATimelineToo()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities([]);

        Assert.Equal(0, timeline.CustomerCount);
        Assert.Null(timeline.FirstActivity);
        Assert.Null(timeline.LastActivity);
        Assert.Empty(timeline.Kinds);
        Assert.Empty(timeline.Customers);
    }

    [Fact]
    public void Quantities_AreStoredOnlyWhereOneIsNotOne()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.NotNull(timeline.Columns.Quantity);
        Assert.Null(timeline.OfKind("export").Columns.Quantity);
        Assert.Null(ActivityTimeline.FromColumns<int>([1, 2], [Utc("2026-01-01"), Utc("2026-01-02")], [], [1, 1]).Columns.Quantity);
        Assert.Equal([Activity.DefaultKind], ActivityTimeline.FromColumns<int>([1], [Utc("2026-01-01")]).Kinds);
    }

    [Fact]
    public void OneKind_HasItsCustomersAndItsActivities()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.Equal(Rows([.. Some.Where(activity => activity.Kind == "login")]), RowsOf(timeline.OfKind("login")));
        Assert.Equal(Rows([.. Some.Where(activity => activity.Kind == "export")]), RowsOf(timeline.OfKind("export")));
        Assert.Equal(1, timeline.OfKind("export").CustomerCount);
        Assert.Same(timeline, timeline.OfKind("login", "export"));
        Assert.Contains("No activity has the kind 'logins'; the kinds are 'export', 'login'.", Assert.ThrowsAny<ArgumentException>(() => timeline.OfKind("logins")).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => timeline.OfKind());
    }

    [Fact]
    public void ActivitiesBeforeAnInstant_AreThoseBeforeIt_WithTheirKindsAndCustomers()
    {
        ActivityTimeline timeline = ActivityTimeline.FromActivities(Some);

        Assert.Equal(Rows([.. Some.Where(activity => activity.At < Utc("2026-01-06"))]), RowsOf(timeline.Before(Utc("2026-01-06"))));
        Assert.Equal(["login"], timeline.Before(Utc("2026-01-06")).Kinds);
        Assert.Equal(1, timeline.Before(Utc("2026-02-01")).CustomerCount);
        Assert.Equal(0, timeline.Before(Utc("2026-01-05")).ActivityCount);
        Assert.Same(timeline, timeline.Before(Utc("2026-03-02")));
        Assert.Equal(3, timeline.Before(Utc("2026-03-01")).ActivityCount);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(3_000)]
    [Trait("Kind", "Numbers")]
    public void AnyNumberOfKinds_AnyKeys_AnyThreads_GiveTheSameActivities(int kinds)
    {
        const int Rows = 60_000;
        var customers = new int[Rows];
        var at = new Instant[Rows];
        var kind = new string[Rows];
        var quantity = new long[Rows];
        for (int row = 0; row < Rows; row++)
        {
            customers[row] = row % 3 == 0 ? 7 : (int)(row * 2_654_435_761L % 9_000) * 2;
            at[row] = Utc("2024-01-01") + Duration.FromSeconds(row * 7_919L % Rows);
            kind[row] = $"kind {row * 104_729L % kinds}";
            quantity[row] = row % 5;
        }

        Activity[] activities = [.. Enumerable.Range(0, Rows).Select(row => new Activity($"{customers[row]}", at[row], kind[row], quantity[row]))];
        (string, Instant, string, long)[] expected = ActivityTimelineTests.Rows(activities);
        Guid[] uuids = Array.ConvertAll(customers, customer => new Guid(customer, 0, 0, new byte[8]));

        Assert.Equal(expected, RowsOf(ActivityTimeline.FromActivities(activities, Three)));
        Assert.Equal(expected, RowsOf(ActivityTimeline.FromColumns<int>(customers, at, kind, quantity, Three)));
        Assert.Equal(expected, RowsOf(Built(customers, at, kind, quantity, ExecutionOptions.Sequential)));
        Assert.Equal(expected.Select(row => (row.Item2, row.Item3, row.Item4)).Order(), RowsOf(Built(uuids, at, kind, quantity, Three)).Select(row => (row.Item2, row.Item3, row.Item4)).Order());
        Assert.Equal(expected.Where(row => row.Item3 == "kind 1"), RowsOf(ActivityTimeline.FromColumns<int>(customers, at, kind, quantity, Three).OfKind("kind 1")));
        Assert.Equal(kinds, ActivityTimeline.FromColumns<int>(customers, at, kind, quantity).Kinds.Count);
    }

    [Fact]
    public void WhatIsNoActivity_IsRefused_WithItsValue()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => new Activity("ada", Utc("2026-01-01"), "login", -1)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => new Activity("ada", Utc("2026-01-01"), " "));
        Assert.ThrowsAny<ArgumentException>(() => new Activity(default, Utc("2026-01-01")));
        Assert.Contains("Activity 1 is null", Assert.Throws<ArgumentException>(() => ActivityTimeline.FromActivities([Some[0], null!])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Row 1 has the quantity -5", Assert.Throws<ArgumentException>(() => ActivityTimeline.FromColumns<int>([1, 2], [Utc("2026-01-01"), Utc("2026-01-01")], [], [1, -5])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Row 1 has an empty kind", Assert.Throws<ArgumentException>(() => ActivityTimeline.FromColumns<int>([1, 2], [Utc("2026-01-01"), Utc("2026-01-01")], ["a", ""])).Message, StringComparison.Ordinal);
        Assert.Contains("2, 1, 0 and 0 rows", Assert.Throws<ArgumentException>(() => ActivityTimeline.FromColumns<int>([1, 2], [Utc("2026-01-01")])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ActivityTimelineBuilder<int>(-1));

        var builder = new ActivityTimelineBuilder<int>();
        Assert.Throws<ArgumentException>(() => builder.Add(1, Utc("2026-01-01"), "login", -1));
        Assert.Throws<ArgumentException>(() => builder.Add(1, Utc("2026-01-01"), ""));
        Assert.Equal(0, builder.Count);
    }

    private static ActivityTimeline Built<TCustomer>(TCustomer[] customers, Instant[] at, string[] kinds, long[] quantities, ExecutionOptions execution)
        where TCustomer : notnull
    {
        var builder = new ActivityTimelineBuilder<TCustomer>();
        for (int row = 0; row < at.Length; row++)
        {
            builder.Add(customers[row], at[row], kinds[row], quantities[row]);
        }

        ActivityTimeline built = builder.Build(execution);
        Assert.Equal(0, builder.Count);
        return built;
    }

    private static (string, Instant, string, long)[] Rows(Activity[] activities) =>
        [.. activities.Select(activity => (activity.Customer.Value, activity.At, activity.Kind, activity.Quantity)).Order()];

    /// <summary>The rows of the columns; each customer's rise in time.</summary>
    private static (string, Instant, string, long)[] RowsOf(ActivityTimeline timeline)
    {
        var rows = new List<(string, Instant, string, long)>();
        for (int customer = 0; customer < timeline.CustomerCount; customer++)
        {
            for (int row = timeline.Columns.Offsets[customer]; row < timeline.Columns.Offsets[customer + 1]; row++)
            {
                Assert.True(row == timeline.Columns.Offsets[customer] || timeline.Columns.Time[row - 1] <= timeline.Columns.Time[row]);
                rows.Add((timeline.Customers[customer].Value, Instant.FromUnixTimeTicks(timeline.Columns.Time[row]), timeline.Kinds[timeline.Columns.Kind[row]], timeline.Columns.QuantityOf(row)));
            }
        }

        return [.. rows.Order()];
    }
}
