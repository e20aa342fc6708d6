namespace Retention.Metrics.Tool.View;

/// <summary>The period with which a figure is compared.</summary>
internal enum ComparedPeriod
{
    /// <summary>The period before.</summary>
    Previous,

    /// <summary>The period that begins a year before; of weeks the one 52 weeks before.</summary>
    Year,
}
