using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Modeling.Tests.Orders;

/// <summary>The CDNOW purchases, read once.</summary>
internal static class Cdnow
{
    public static readonly LocalDate CalibrationEnd = new(1997, 9, 30);
    public static readonly LocalDate FullEnd = new(1998, 6, 30);

    private static readonly Lazy<Purchase[]> SampleRows = new(() => Read("cdnow-sample-transactions.csv", dateColumn: 2));
    private static readonly Lazy<Purchase[]> MasterRows = new(() => Read("cdnow-master-transactions.csv", dateColumn: 1));

    public static Purchase[] Sample => SampleRows.Value;

    public static Purchase[] Master => MasterRows.Value;

    public static PurchaseSummary SampleWeeks => PurchaseSummary.Of(Sample, CalibrationEnd, ModelUnit.Week);

    /// <summary>The published summary, weeks rounded to two decimals.</summary>
    public static PurchaseSummary TwoDecimals => PurchaseSummary.Of(
        SharedData.CsvRows("cdnow-summary.csv").Select(row =>
        {
            int frequency = int.Parse(row[1], CultureInfo.InvariantCulture);
            var history = new PurchaseHistory(
                frequency, double.Parse(row[2], CultureInfo.InvariantCulture), double.Parse(row[3], CultureInfo.InvariantCulture));
            return new CustomerPurchases(row[0], history, decimal.Parse(row[4], CultureInfo.InvariantCulture) * frequency);
        }),
        ModelUnit.Week);

    public static PurchaseSummary Variant(string name) => name switch
    {
        "calibration-weeks-exact" => SampleWeeks,
        "calibration-weeks-2-decimals" => TwoDecimals,
        "calibration-days" => PurchaseSummary.Of(Sample, CalibrationEnd, ModelUnit.Day),
        "full-78-weeks-exact" => PurchaseSummary.Of(Sample, FullEnd, ModelUnit.Week),
        "master-calibration-weeks-exact" => PurchaseSummary.Of(Master, CalibrationEnd, ModelUnit.Week),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a variant of CDNOW."),
    };

    private static Purchase[] Read(string file, int dateColumn) =>
    [
        .. SharedData.CsvRows(file).Select(row => new Purchase(
            row[0],
            LocalDatePattern.Iso.Parse(row[dateColumn]).GetValueOrThrow(),
            decimal.Parse(row[^1], CultureInfo.InvariantCulture))),
    ];
}
