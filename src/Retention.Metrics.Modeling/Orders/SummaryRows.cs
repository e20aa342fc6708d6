using System.Collections.Immutable;
using System.Globalization;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Rows of frequency, recency and age with what is impossible about them.</summary>
internal sealed class SummaryRows
{
    private readonly List<(long Line, PurchaseSummaryRow Row, SummaryFinding? Unreadable)> rows = [];

    public long Count => rows.Count;

    public void Add(long line, PurchaseSummaryRow row, SummaryFinding? unreadable) => rows.Add((line, row, unreadable));

    /// <summary>The customers of the valid rows, and a finding for each other row.</summary>
    public (ImmutableArray<CustomerPurchases> Customers, ImmutableArray<SummaryFinding> Findings) Check()
    {
        bool hasIds = rows.Exists(row => !string.IsNullOrEmpty(row.Row.Customer));
        Dictionary<string, List<long>> linesOf = LinesOf(hasIds);
        ImmutableArray<CustomerPurchases>.Builder customers = ImmutableArray.CreateBuilder<CustomerPurchases>();
        ImmutableArray<SummaryFinding>.Builder findings = ImmutableArray.CreateBuilder<SummaryFinding>();
        for (int i = 0; i < rows.Count; i++)
        {
            (long line, PurchaseSummaryRow row, SummaryFinding? unreadable) = rows[i];
            SummaryFinding? finding = unreadable ?? Impossible(line, row);
            if (finding is null && hasIds)
            {
                finding = string.IsNullOrEmpty(row.Customer) ? new SummaryFinding(line, SummaryFindingKind.NoCustomer, "the customer must be named, as in the other rows")
                    : linesOf[row.Customer] is { Count: > 1 } several ? new SummaryFinding(
                        line,
                        SummaryFindingKind.RepeatedCustomer,
                        $"customer '{row.Customer}' must be in one row; there are rows on lines {string.Join(", ", several.Select(one => one.ToString(CultureInfo.InvariantCulture)))}")
                    : null;
            }

            if (finding is not null)
            {
                findings.Add(finding);
                continue;
            }

            int frequency = (int)row.Frequency;
            customers.Add(new CustomerPurchases(
                hasIds ? row.Customer! : string.Create(CultureInfo.InvariantCulture, $"row {i + 1}"),
                new PurchaseHistory(frequency, row.Recency, row.Age),
                (row.MeanValue ?? 0m) * frequency));
        }

        return (customers.ToImmutable(), findings.ToImmutable());
    }

    private Dictionary<string, List<long>> LinesOf(bool hasIds)
    {
        var lines = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        foreach ((long line, PurchaseSummaryRow row, _) in rows)
        {
            if (hasIds && !string.IsNullOrEmpty(row.Customer))
            {
                if (!lines.TryGetValue(row.Customer, out List<long>? of))
                {
                    lines.Add(row.Customer, of = []);
                }

                of.Add(line);
            }
        }

        return lines;
    }

    private static SummaryFinding? Impossible(long line, PurchaseSummaryRow row)
    {
        (string Name, double Value)[] figures = [("frequency", row.Frequency), ("recency", row.Recency), ("age", row.Age)];
        foreach ((string name, double value) in figures)
        {
            if (!double.IsFinite(value))
            {
                return Finding(SummaryFindingKind.NotANumber, $"the {name} {value} must be a finite number");
            }

            if (value < 0.0)
            {
                return Finding(SummaryFindingKind.Negative, $"the {name} {value} must be 0 or more");
            }
        }

        if (row.MeanValue < 0m)
        {
            return Finding(SummaryFindingKind.Negative, $"the mean value {row.MeanValue} must be 0 or more");
        }

        if (row.Frequency > int.MaxValue || row.Frequency != Math.Floor(row.Frequency))
        {
            return Finding(SummaryFindingKind.FractionalFrequency, $"the frequency {row.Frequency} must be a whole number of repeat purchases");
        }

        if (row.Recency > row.Age)
        {
            return Finding(SummaryFindingKind.RecencyBeyondAge, $"the recency {row.Recency} must be at most the age {row.Age}");
        }

        if (row.Frequency == 0.0 && row.Recency != 0.0)
        {
            return Finding(SummaryFindingKind.WithoutRepeat, $"the recency {row.Recency} must be 0 where the frequency is 0: the last purchase is the first");
        }

        if (row.Frequency == 0.0 && row.MeanValue is > 0m)
        {
            return Finding(SummaryFindingKind.WithoutRepeat, $"the mean value {row.MeanValue} must be 0 or empty where the frequency is 0: it is that of the repeat purchases");
        }

        return row.MeanValue > 7e28m / (decimal)Math.Max(1.0, row.Frequency)
            ? Finding(SummaryFindingKind.NotANumber, $"the mean value {row.MeanValue} is too large to be added up")
            : null;

        SummaryFinding Finding(SummaryFindingKind kind, FormattableString message) => new(line, kind, FormattableString.Invariant(message));
    }
}
