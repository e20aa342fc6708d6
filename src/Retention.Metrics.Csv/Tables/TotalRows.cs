using System.Globalization;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tables;

/// <summary>Rows that are no customer but the sums of the others, as people and spreadsheets put them below a table.</summary>
/// <remarks>A name alone proves nothing, there is a company of that name: a row is left out only where its amounts are the sums.</remarks>
internal sealed class TotalRows
{
    /// <summary>The rule by which they are left out.</summary>
    public const string Rule = "total row";

    private static readonly string[] Names = ["", "total", "totals", "sum", "grand total", "subtotal"];

    private readonly List<Candidate> candidates = [];
    private readonly List<CsvRefusal> refusals = [];

    /// <summary>The rows that have the name of a total and are none.</summary>
    public IReadOnlyList<CsvRefusal> Refusals => refusals;

    /// <summary>Whether a row may be one by the name in the column of the customer: none, or such as <c>Total</c>, in any case.</summary>
    public static bool IsName(string customer) => Names.Contains(customer.TrimEnd(':', ' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a row that may be one.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="column">The column of the customer, as the file calls it.</param>
    /// <param name="name">The name of the row.</param>
    /// <param name="currency">Its currency; <see langword="null"/> where the row names none and others do.</param>
    /// <param name="amounts">Its amounts by month; without a month that of all months.</param>
    public void Add(long line, string column, string name, Currency? currency, IReadOnlyList<(YearMonth? Month, decimal Mrr)> amounts) => candidates.Add(new Candidate(line, column, name, currency, amounts));

    /// <summary>Compares the rows with the sums of the customers.</summary>
    /// <returns>How many are left out.</returns>
    public int Judge(IEnumerable<(YearMonth Month, Money Mrr)> customers)
    {
        Dictionary<(YearMonth Month, Currency Currency), decimal> sums = customers.GroupBy(one => (one.Month, one.Mrr.Currency)).ToDictionary(same => same.Key, same => same.Sum(one => one.Mrr.Amount));
        Currency[] currencies = [.. sums.Keys.Select(key => key.Currency).Distinct()];
        int leftOut = 0;
        foreach (Candidate one in candidates)
        {
            string? problem = one.Currency is null && currencies.Length > 1
                ? $"a row of totals must name its currency where the others are in several: {string.Join(", ", currencies.Select(currency => currency.Code).Order(StringComparer.Ordinal))}"
                : Difference(one, sums, one.Currency ?? currencies.FirstOrDefault());
            if (problem is null)
            {
                leftOut++;
            }
            else
            {
                refusals.Add(new CsvRefusal(one.Line, one.Column, one.Name, one.Name.Length == 0 ? CsvTable.EmptyId : problem));
            }
        }

        return leftOut;
    }

    private static string? Difference(Candidate one, Dictionary<(YearMonth Month, Currency Currency), decimal> sums, Currency currency)
    {
        foreach ((YearMonth? month, decimal mrr) in one.Amounts)
        {
            decimal sum = sums.Where(of => of.Key.Currency == currency && (month is null || of.Key.Month == month)).Sum(of => of.Value);
            if (sum != mrr)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a row of totals is left out where its amounts are the sums of the others; for {(month is { } at ? at.ToString("uuuu'-'MM", CultureInfo.InvariantCulture) : "all months")} it has {mrr}, and the others add up to {sum}: correct or remove the row, or give the customer of this name another id");
            }
        }

        return null;
    }

    private sealed record Candidate(long Line, string Column, string Name, Currency? Currency, IReadOnlyList<(YearMonth? Month, decimal Mrr)> Amounts);
}
