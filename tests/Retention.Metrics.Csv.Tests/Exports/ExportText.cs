using NodaTime;

namespace Retention.Metrics.Csv.Tests.Exports;

/// <summary>Short ways to write the rows of an export and to compare their figures.</summary>
internal static class ExportText
{
    /// <summary>A file with the columns by which a format is recognized, further ones, and rows that name the cells they fill: <c>id=s1; Amount=20.00</c>.</summary>
    public static string Of(ExportFormat format, string further, params string[] rows)
    {
        string[] columns = [.. format.RecognizedBy, .. further.Split(',', StringSplitOptions.RemoveEmptyEntries)];
        return string.Concat(rows.Select(row => Cells(columns, row)).Prepend(string.Join(',', columns)).Select(line => $"{line}\n"));
    }

    /// <summary>The monthly revenue at the end of the first months of 2026.</summary>
    public static string Mrr(this SubscriptionImport import, int months, DateTimeZone? zone = null)
    {
        RollForward report = RevenueTimeline.FromHistory(import.RequireValid().History).RollForward(ReportingCalendar.Months(zone ?? DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, months)));
        return string.Join(' ', report.Select(row => FormattableString.Invariant($"{row.ClosingMrr.Monthly.Amount:0.##}")));
    }

    /// <summary>Orders and revenue of the first months of 2026.</summary>
    public static string Figures(this OrderImport import, int months)
    {
        OrderMetrics metrics = OrderTimeline.FromHistory(import.RequireValid().History).Metrics(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, months)));
        return string.Join(' ', metrics.Select(row => FormattableString.Invariant($"{row.Orders}:{row.Revenue.Amount:0.##}")));
    }

    private static string Cells(string[] columns, string row)
    {
        string[] cells = [.. columns.Select(_ => "")];
        foreach (string entry in row.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int sign = entry.IndexOf('=', StringComparison.Ordinal);
            int place = Array.IndexOf(columns, entry[..sign]);
            Assert.True(place >= 0, $"the file has no column {entry[..sign]}");
            cells[place] = entry[(sign + 1)..].Contains(',', StringComparison.Ordinal) ? $"\"{entry[(sign + 1)..]}\"" : entry[(sign + 1)..];
        }

        return string.Join(',', cells);
    }
}
