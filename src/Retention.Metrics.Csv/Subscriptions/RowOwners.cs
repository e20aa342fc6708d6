using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Rows of one subscription that have several customers or currencies.</summary>
internal static class RowOwners
{
    /// <summary>Finds where rows of one subscription have several customers or currencies.</summary>
    /// <param name="rows">The rows of the file.</param>
    /// <param name="own">Those of the subscription.</param>
    /// <param name="currencyOf">The currency of a row.</param>
    /// <param name="plural">What rows of the file are called.</param>
    public static IReadOnlyList<RowFinding> Several(SubscriptionRows rows, List<int> own, Func<int, Currency> currencyOf, string plural)
    {
        int first = own[0], customer = rows.Customers[first], foreign = 0, moved = 0;
        Currency currency = currencyOf(first);
        for (int i = own.Count - 1; i > 0; i--)
        {
            foreign = currencyOf(own[i]) == currency ? foreign : i;
            moved = rows.Customers[own[i]] == customer ? moved : i;
        }

        if (foreign == 0 && moved == 0)
        {
            return [];
        }

        List<RowFinding> findings = [];
        if (foreign > 0)
        {
            findings.Add(InTwo(own[foreign], FindingKind.CurrencyChanged, $"has {plural} in {currency} and in {currencyOf(own[foreign])}"));
        }

        if (moved > 0)
        {
            findings.Add(InTwo(own[moved], FindingKind.MovedToAnotherCustomer, $"belongs to customer {rows.Names.NameOf(customer)} and to {rows.Names.NameOf(rows.Customers[own[moved]])}"));
        }

        return findings;

        RowFinding InTwo(int row, FindingKind kind, FormattableString problem) => new(row, kind, $"subscription {rows.SubscriptionIdOf(row)} {problem}", [rows.LineOf(first), rows.LineOf(row)]);
    }
}
