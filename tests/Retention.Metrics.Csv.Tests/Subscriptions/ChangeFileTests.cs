using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>Changes of MRR: the level of a subscription is their sum.</summary>
public sealed class ChangeFileTests
{
    private const string Header = "subscription_id,customer_id,at,mrr_change,currency";

    [Fact]
    public void TheSumOfChanges_IsTheLevel_And0IsTheEnd()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\ns,ada,2026-03-01,-15,EUR\ns,ada,2026-01-01,10,EUR\ns,ada,2026-02-01,5.00,EUR\n").RequireValid();

        Assert.Equal(["Started", "PriceChanged", "Ended"], import.History.Select(one => one.GetType().Name));
        Assert.Equal((10m, 15m, 0m), (import.MrrAt(2026, 2, 1), import.MrrAt(2026, 3, 1), import.MrrAt(2026, 3, 2)));
        Assert.Equal((3L, 3L), (import.Rows.Read, import.Rows.Used));
    }

    [Fact]
    public void SeveralChangesOfOneInstant_AddUp_InAnyOrder()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header},event_type\ns,ada,2026-01-01,10,EUR,start\ns,ada,2026-02-01,-10,EUR,end\ns,ada,2026-02-01,25,EUR,start\n").RequireValid();

        Assert.Equal(["Started", "PriceChanged"], import.History.Select(one => one.GetType().Name));
        Assert.Equal(25m, import.MrrAt(2026, 2, 2));
        Assert.Equal(3, import.Rows.Used);
    }

    [Fact]
    public void AChangeOfNothing_IsNoMovement_AndIsCounted()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,10,EUR\ns,ada,2026-02-01,0,EUR\n").RequireValid();

        Assert.Single(import.History);
        Assert.Equal(2, import.Rows.Used);
    }

    [Fact]
    public void AChangeOfNothing_IsANumber_WhereA0MeansNoValueElsewhere() =>
        Assert.Equal(2, CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,10,EUR\ns,ada,2026-02-01,0,EUR\n", new CsvImportOptions { NullWords = ["0"] }).RequireValid().Rows.Used);

    [Fact]
    public void ASumBelow0_IsAFindingWithTheLines_AndLeavesTheSubscriptionOut()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,10,EUR\ns,ada,2026-02-01,-10,EUR\ns,ada,2026-02-01,-0.01,EUR\nt,bo,2026-01-01,5,EUR\n");

        CsvFinding finding = Assert.Single(import.Findings);
        Assert.Equal(FindingKind.NegativePrice, finding.Kind);
        Assert.Equal([3L, 4L], finding.Lines);
        Assert.Contains("-0.01 EUR", finding.Message, StringComparison.Ordinal);
        Assert.Equal((1L, 3L), (import.Rows.Used, import.Rows.Refused));
        Assert.Equal(5m, import.MrrAt(2026, 3, 1));
    }

    [Fact]
    public void MinorUnits_AreThoseOfTheCurrency()
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,4000,usd\n", new CsvImportOptions { MinorUnits = true }).RequireValid();

        Assert.Equal(40m, import.MrrAt(2026, 2, 1));
    }

    [Fact]
    public void ARowThatIsEqualInEveryCell_IsRepeated_AndOneThatDiffersInAnyAddsUp()
    {
        const string Rows = "s,ada,2026-01-01,10,EUR,x\ns,ada,2026-01-01,10.00,EUR,x\ns,ada,2026-01-01,10,EUR,y\n";
        SubscriptionImport import = CsvText.Subscriptions($"{Header},item\n{Rows}").RequireValid();

        Assert.Equal((2L, 1L), (import.Rows.Used, import.Rows.Repeated));
        Assert.Equal(new CsvRepeatedRow(3, 2), Assert.Single(import.RepeatedRows));
        Assert.Equal(20m, import.MrrAt(2026, 2, 1));
    }

    [Fact]
    public void RowsOfACustomer_ThatAreEqualInEveryCell_AreAFinding_AndThoseThatDifferInAnyAddUp()
    {
        const string Rows = "ada,2026-01-01,10,x\nada,2026-01-01,10.00,x\nada,2026-01-01,10,y\nbo,2026-01-01,10,x\nbo,2026-01-01,10,y\n";
        SubscriptionImport import = CsvText.Subscriptions($"customer_id,at,mrr_change,item\n{Rows}");

        CsvFinding finding = Assert.Single(import.Findings);
        Assert.Equal((FindingKind.ConflictingDuplicate, "2 3"), (finding.Kind, string.Join(' ', finding.Lines)));
        Assert.Contains("subscription_id", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new CsvRowCounts(5, 2, 0, 0, 3), import.Rows);
        Assert.Equal(20m, import.MrrAt(2026, 2, 1));
    }

    [Theory]
    [InlineData("s,bo,2026-02-01,5,EUR", FindingKind.MovedToAnotherCustomer)]
    [InlineData("s,ada,2026-02-01,5,USD", FindingKind.CurrencyChanged)]
    public void ASubscription_HasOneCustomerAndOneCurrency(string row, FindingKind kind)
    {
        SubscriptionImport import = CsvText.Subscriptions($"{Header}\ns,ada,2026-01-01,10,EUR\n{row}\n");

        Assert.Equal(kind, Assert.Single(import.Findings).Kind);
        Assert.Equal((0L, 2L), (import.Rows.Used, import.Rows.Refused));
    }

    [Theory]
    [InlineData("s,ada,soon,5,EUR", "at")]
    [InlineData("s,ada,2026-01-01,five,EUR", "mrr_change")]
    [InlineData("s,ada,2026-01-01,,EUR", "mrr_change")]
    [InlineData("s,ada,2026-01-01,10000000000000,EUR", "mrr_change")]
    [InlineData("s,ada,2026-01-01,5,EURO", "currency")]
    public void ACellThatCannotBeRead_IsRefused(string row, string column) => Assert.Equal(column, CsvText.Subscriptions($"{Header}\n{row}\n").OnlyRefusal().Column);

    [Fact]
    public void ADiscountBesideAChange_IsAnError() =>
        Assert.Contains("--map discount=", Assert.Throws<InvalidDataException>(() => CsvText.Subscriptions($"{Header},discount\ns,ada,2026-01-01,5,EUR,1\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void ARandomPortfolio_WrittenAsChanges_HasTheSameRollForward() =>
        Prop.ForAll(Arb.From(RandomLevels.Any), levels =>
        {
            var rows = new List<string>();
            foreach (IGrouping<SubscriptionId, RevenueLevel> subscription in levels.GroupBy(level => level.Subscription))
            {
                decimal before = 0m;
                foreach (RevenueLevel level in subscription.OrderBy(level => level.At))
                {
                    decimal monthly = level.Revenue.Monthly.Amount;
                    rows.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{level.Subscription},{level.Customer},{InstantPattern.ExtendedIso.Format(level.At)},{monthly - before},EUR"));
                    before = monthly;
                }
            }

            foreach (IEnumerable<string> order in new[] { rows, Enumerable.Reverse(rows) })
            {
                SubscriptionImport import = CsvText.Subscriptions(string.Join('\n', order.Prepend(Header))).RequireValid();
                import.AddsUp();
                Assert.Equal(rows.Count, import.Rows.Used);
                Assert.Equal(RandomLevels.RollForwardOf(RevenueTimeline.FromLevels(levels)), RandomLevels.RollForwardOf(RevenueTimeline.FromHistory(import.History)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(500)).WithQuietOnSuccess(true));

    [Fact]
    public void AnyRows_AddUp_InAnyOrder() =>
        Prop.ForAll(
            Arb.From((
                from subscription in Gen.Elements("a", "b", "")
                from customer in Gen.Frequency((6, Gen.Constant("c")), (1, Gen.Constant("d")))
                from at in Gen.Elements("2025-01-01", "2025-02-01", "2025-03-01", "01.02.2025")
                from change in Gen.Elements("10", "10.00", "20", "-10", "-20", "0", "x")
                from item in Gen.Elements("", "x")
                select $"{subscription},{customer},{at},{change},EUR,{item}").ListOf()),
            rows =>
            {
                SubscriptionImport import = CsvText.Subscriptions(string.Join('\n', rows.Prepend($"{Header},item")));
                SubscriptionImport reversed = CsvText.Subscriptions(string.Join('\n', Enumerable.Reverse(rows).Prepend($"{Header},item")));

                import.AddsUp();
                Assert.True(import.Rows is { Used: >= 0, Refused: >= 0 });
                Assert.Equal(import.Rows, reversed.Rows);
                Assert.Equal(import.History, reversed.History);
                Assert.Equal(import.Findings.Count, reversed.Findings.Count);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1000)).WithQuietOnSuccess(true));
}

/// <summary>Levels of few subscriptions of few customers, which are monthly amounts, and their roll-forward.</summary>
internal static class RandomLevels
{
    public static Gen<List<RevenueLevel>> Any { get; } =
        from levels in (
            from subscription in Gen.Choose(0, 5)
            from hour in Gen.Choose(0, 24 * 150)
            from amount in Gen.Elements(0m, 0m, 10m, 20m, 49.99m, 0.01m)
            select new RevenueLevel($"c{subscription / 2}", $"s{subscription}", CsvText.Day(2026, 1, 1) + Duration.FromHours(hour), RecurringRevenue.PerMonth(Currency.Eur.Amount(amount)))).ListOf()
        select levels.DistinctBy(level => (level.Subscription, level.At)).ToList();

    public static IEnumerable<(RecurringRevenue, RecurringRevenue, RecurringRevenue, RecurringRevenue, RecurringRevenue, RecurringRevenue, long, long, long, long)> RollForwardOf(RevenueTimeline timeline)
    {
        ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 6));
        return timeline.ChangeCount == 0
            ? []
            : timeline.RollForward(months).Select(row => (row.OpeningMrr, row.NewMrr, row.ReactivationMrr, row.ExpansionMrr, row.ContractionMrr, row.ChurnMrr, row.NewCustomers, row.ReactivatedCustomers, row.ChurnedCustomers, row.ClosingCustomers));
    }
}
