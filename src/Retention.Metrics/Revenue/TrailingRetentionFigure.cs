namespace Retention.Metrics;

/// <summary>A figure of trailing retention; its name is that of a window of twelve months.</summary>
public sealed class TrailingRetentionFigure : Figure<TrailingRetentionRow>
{
    private TrailingRetentionFigure(string name, Func<TrailingRetentionRow, Ratio> valueOf)
        : base(name, FigureUnit.Share, row => valueOf(row))
    {
    }

    /// <summary>All figures, in the order of exports.</summary>
    public static IReadOnlyList<TrailingRetentionFigure> All { get; } =
    [
        new("trailing12Nrr", row => row.NetRevenueRetention),
        new("trailing12Grr", row => row.GrossRevenueRetention),
        new("trailing12ChurnRate", row => row.CustomerChurnRate),
    ];
}
