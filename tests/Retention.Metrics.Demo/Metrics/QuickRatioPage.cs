using Retention.Metrics;

namespace DocumentedCode.Metrics;

public sealed class QuickRatioPage
{
    [Fact]
    public void Example()
    {
        RollForwardRow march = FiveCustomers.March;

        #region quick-ratio
        Console.WriteLine(march.QuickRatio);  // 75/50 = 1.5
        #endregion
    }

    [Fact]
    public void Pitfall_NoLosses()
    {
        #region quick-ratio-pitfall
        Ratio lossless = QuickRatio.Of(added: 900, expansion: 100, contraction: 0, churn: 0);

        decimal wrong = lossless.Value ?? 0m;
        Console.WriteLine(wrong);                             // 0: reads as the worst month, and was the best

        string right = lossless.Value is { } value ? $"{value:0.0}" : "no losses";
        Console.WriteLine(right);                             // no losses
        #endregion
    }
}
