using System.Text;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Tests.Subscriptions;

/// <summary>A price is found again by the bytes of its cells, and by those alone.</summary>
public sealed class RecentPricesTests
{
    private static readonly string[] Amounts = ["5", "5\0", "5.0", "5.00", "50", "0.5", "1234.56", "12345.67", "123456789"];
    private static readonly string[] Currencies = ["", "EUR", "eur", "USD", "EUR\0", "EUROPEAN"];

    [Fact]
    public void APrice_IsFoundByItsOwnCells_UntilAnotherTakesItsPlace()
    {
        var recent = new RecentPrices();
        int number = 0, found = 0;
        foreach ((string amount, string currency) in Amounts.SelectMany(_ => Currencies, (amount, currency) => (amount, currency)))
        {
            Assert.False(TryFind(recent, amount, currency, out _));

            recent.Add(Encoding.UTF8.GetBytes(amount), Encoding.UTF8.GetBytes(currency), ++number);
            found += TryFind(recent, amount, currency, out int price) ? 1 : 0;

            Assert.True(price == number || amount.Length > 7 || currency.Length > 7);
        }

        Assert.Equal(7 * 5, found);
    }

    [Fact]
    public void Nothing_IsFound_ThatWasNotAdded_OrIsCleared()
    {
        var recent = new RecentPrices();

        Assert.False(TryFind(recent, "", "", out _));

        recent.Add("99.00"u8, "EUR"u8, 3);

        Assert.True(TryFind(recent, "99.00", "EUR", out int price));
        Assert.Equal(3, price);

        recent.Clear();

        Assert.False(TryFind(recent, "99.00", "EUR", out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EachRow_HasThePriceOfItsCells_HoweverManyThereAre(int threads)
    {
        const int Rows = 6000;
        string[] currencies = ["EUR", "USD", "eur", " EUR "];
        string text = string.Concat(Enumerable.Range(0, Rows).Select(row => FormattableString.Invariant($"c{row},2025-01-01,,{AmountOf(row):0.00####},{currencies[row % 4]}\n")).Prepend("customer_id,start_date,end_date,mrr,currency\n"));
        SubscriptionImport import = CsvImport.Subscriptions(CsvText.Utf8(text), new CsvImportOptions(), new ExecutionOptions { Threads = threads }, pieceSize: 1 << 14);
        Dictionary<string, Money> prices = import.History.OfType<SubscriptionEvent.Started>().ToDictionary(start => start.Customer.Value, start => start.Price.Amount);

        Assert.Equal(Rows, prices.Count);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal((row % 4 == 1 ? Currency.Usd : Currency.Eur).Amount(AmountOf(row)), prices[$"c{row}"]));

        static decimal AmountOf(int row) => row % 3 == 0 ? 49m : row * row % 1000 / 100m;
    }

    private static bool TryFind(RecentPrices recent, string amount, string currency, out int price) =>
        recent.TryFind(Encoding.UTF8.GetBytes(amount), Encoding.UTF8.GetBytes(currency), out price);
}
