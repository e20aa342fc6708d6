using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How far the data cover a period: <see cref="ReportingPeriods.AsOf"/>.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<PeriodStatus>))]
public enum PeriodStatus
{
    /// <summary>The period has ended.</summary>
    Complete,

    /// <summary>The period has begun and not ended: its figures are those up to the end of the data.</summary>
    ToDate,

    /// <summary>The period is after the end of the data: its figures are what is already scheduled.</summary>
    Upcoming,
}
