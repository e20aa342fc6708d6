using System.Globalization;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Vocabulary;

/// <summary>Formats of numbers apply to values, in the invariant culture unless one is given; without a format a text is the same everywhere.</summary>
public sealed class FormattingTests
{
    private static readonly CultureInfo Turkish = new("tr-TR", useUserOverride: false);

    [Fact]
    public void Values_TakeFormatsOfNumbers()
    {
        Assert.Equal("33.3 %", $"{Ratio.Of(1, 3):P1}");
        Assert.Equal("1/3 = 0.333333", $"{Ratio.Of(1, 3)}");
        Assert.Equal("undefined", $"{Ratio.Of(1, 0):P1}");
        Assert.Equal("out of range", $"{Ratio.Of(decimal.MaxValue, 0.1m):P1}");
        Assert.Equal("1,234.50 EUR", $"{Eur(1234.5m):N2}");
        Assert.Equal("1234.50 EUR", $"{Eur(1234.5m)}");
        Assert.Equal("1,234.5000 EUR/month", $"{Mrr(1234.5m):N4}");
        Assert.Equal("62.5 EUR", $"{EurEach(250, 4):0.##}");
    }

    [Fact]
    public void ACultureThatIsGiven_IsUsed_AndTheCurrentOneIsNot()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Turkish;
            Assert.Equal("33.3 %|1,234.50 EUR|1,234.50 EUR/month", $"{Ratio.Of(1, 3):P1}|{Eur(1234.5m):N2}|{Mrr(1234.5m):N2}");
            Assert.Equal("1/8 = 0.125|1234.50 EUR|1234.50 EUR/month", $"{Ratio.Of(1, 8)}|{Eur(1234.5m)}|{Mrr(1234.5m)}");
            Assert.Equal("0.50 EUR, 1234.50 EUR", string.Join(", ", Eur(0.5m), Eur(1234.5m)));
            Assert.Equal("1/8 = 0.125, 1/2 = 0.5", string.Join(", ", new[] { Ratio.Of(1, 8), Ratio.Of(1, 2) }));
            Assert.Equal("62.50 EUR, 62.50 EUR/month", string.Join(", ", (object[])[EurEach(250, 4), Mrr(62.5m)]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("1.234,50 EUR|1234.50 EUR", string.Create(Turkish, $"{Eur(1234.5m):N2}|{Eur(1234.5m)}"));
        Assert.Equal("1.234,50 EUR/month|1234.50 EUR/month", string.Create(Turkish, $"{Mrr(1234.5m):N2}|{Mrr(1234.5m)}"));
        Assert.Equal("1/8 = 0.125", string.Create(Turkish, $"{Ratio.Of(1, 8)}"));
    }

    [Fact]
    public void ASmallPart_IsNotShownAsNothing()
    {
        Assert.Equal("0.0000000000000000000000000001/100 = 0", Ratio.Of(1e-28m, 100).ToString());
        Assert.Equal("1/3000000 = 0.0000003333333333333333333333", Ratio.Of(1, 3_000_000).ToString());
        Assert.Equal("0/5 = 0", Ratio.Of(0, 5).ToString());
    }

    [Fact]
    public void AnAmountThatNoDecimalHolds_PrintsItsDigits() =>
        Assert.Equal("14178431955039102644307275309657.01 EUR/month", $"{new RecurringRevenue(Int128.MaxValue, Currency.Eur):N0}");

    [Fact]
    public void ASpanThatIsTooShort_TakesNothing()
    {
        Assert.False(Eur(1234.5m).TryFormat(new char[3], out int written, "N2", null));
        Assert.Equal(0, written);

        var room = new char[20];
        Assert.True(Ratio.Of(1, 3).TryFormat(room, out written, "P1", null));
        Assert.Equal("33.3 %", new string(room, 0, written));
    }

    [Fact]
    public void Rates_CompareByValue_UndefinedOnesBelowAll()
    {
        Ratio[] rising = [Ratio.Of(5, 0), Ratio.Of(decimal.MinValue, 0.1m), Ratio.Of(-1, 2), Ratio.Of(1, 3), Ratio.Of(1, 2), Ratio.Of(decimal.MaxValue, 0.1m)];

        Assert.Equal(rising, rising.Reverse().Order());
        Assert.Equal(0, Ratio.Of(1, 2).CompareTo(Ratio.Of(2, 4)));
    }

    [Fact]
    public void APriceThatIsRefused_Prints()
    {
        SubscriptionEvent started = Subscription.Of("ada").Starts(Utc("2026-01-05"), new RecurringPrice(Eur(-5), BillingInterval.Monthly));

        Assert.Contains("-5.00 EUR per month", started.ToString(), StringComparison.Ordinal);
        Assert.Equal("3 × 10.00 EUR per 2 weeks", RecurringPrice.Every(2, BillingUnit.Week, 10, Currency.Eur, quantity: 3).ToString());
    }

    [Fact]
    public void AFinding_NamesRowEventAndSubscription()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionFinding finding = SubscriptionHistory.Check([Subscription.Of("bo").Starts(Utc("2026-01-05"), At.Monthly(49)), ada.Ends(Utc("2026-03-05")) with { EventId = "evt_7" }]).Findings[0];

        Assert.EndsWith($" (row 2, event evt_7, subscription {ada.Id})", finding.ToString(), StringComparison.Ordinal);
    }
}
