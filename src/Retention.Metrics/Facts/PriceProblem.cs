namespace Retention.Metrics.Facts;

/// <summary>The reasons why a price is impossible.</summary>
internal enum PriceProblem
{
    /// <summary>The price or its discount is negative.</summary>
    Negative,

    /// <summary>The discount is in another currency than the price.</summary>
    OtherCurrency,

    /// <summary>An amount has more than six decimals.</summary>
    TooPrecise,

    /// <summary>A year of the price does not fit into 64 bits of millionths.</summary>
    TooLarge,
}
