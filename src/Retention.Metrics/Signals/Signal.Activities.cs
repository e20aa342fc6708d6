using NodaTime;

namespace Retention.Metrics;

/// <content>Signals of activities.</content>
public abstract partial class Signal
{
    /// <summary>How many activities a customer has in the days before; 0 where there are earlier ones or ones of another kind only, no value where there is none at all.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> activities of the kind in <c>[t − n days, t)</c>.</para>
    /// <para><b>Unit:</b> activities.</para>
    /// <para><b>Undefined:</b> for a customer without any activity, of any kind, before the instant.</para>
    /// <para><b>Cost:</b> one pass over the activities, whatever the number of instants.</para>
    /// <para><b>Source:</b> counts of events in C. Gold, "Fighting Churn with Data" (2020), chapter 3.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.Count(activities, "login", days: 30).Name; // count:login:30d
    /// Signal.Count(activities, days: 7).Name;           // count:*:7d
    /// </code></example>
    /// <param name="activities">The activities.</param>
    /// <param name="kind">The kind; every kind if left out.</param>
    /// <param name="days">The length of the window, 1 or more.</param>
    /// <exception cref="ArgumentException">No activity has the kind; the message names those that there are.</exception>
    public static Signal Count(ActivityTimeline activities, string? kind = null, int days = 30) => new ActivitySignal(ActivityMeasure.Count, activities, kind, Checked(days));

    /// <summary>On how many local days a customer has an activity, of the days before; 0 and no value as of <see cref="Count"/>.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> distinct local days of the activities of the kind in <c>[t − n days, t)</c>, in the zone of the periods.</para>
    /// <para><b>Unit:</b> days.</para>
    /// <para><b>Undefined:</b> for a customer without any activity, of any kind, before the instant.</para>
    /// <para><b>Cost:</b> one pass over the activities, whatever the number of instants.</para>
    /// <para><b>Source:</b> active days, as in the engagement ratios of Mixpanel and Amplitude.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.DistinctDays(activities, "login", days: 30).Name; // days:login:30d
    /// </code></example>
    /// <param name="activities">The activities.</param>
    /// <param name="kind">The kind; every kind if left out.</param>
    /// <param name="days">The length of the window, 1 or more.</param>
    /// <exception cref="ArgumentException">No activity has the kind; the message names those that there are.</exception>
    public static Signal DistinctDays(ActivityTimeline activities, string? kind = null, int days = 30) => new ActivitySignal(ActivityMeasure.DistinctDays, activities, kind, Checked(days));

    /// <summary>How much a customer did in the days before: the quantities of the activities together; 0 and no value as of <see cref="Count"/>.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> sum of the quantities of the activities of the kind in <c>[t − n days, t)</c>.</para>
    /// <para><b>Unit:</b> that of the quantities.</para>
    /// <para><b>Undefined:</b> for a customer without any activity, of any kind, before the instant.</para>
    /// <para><b>Cost:</b> one pass over the activities, whatever the number of instants.</para>
    /// <para><b>Source:</b> totals of event properties in C. Gold, "Fighting Churn with Data" (2020), chapter 3.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.Sum(activities, "export", days: 30).Name; // sum:export:30d
    /// </code></example>
    /// <param name="activities">The activities.</param>
    /// <param name="kind">The kind; every kind if left out.</param>
    /// <param name="days">The length of the window, 1 or more.</param>
    /// <exception cref="ArgumentException">No activity has the kind; the message names those that there are.</exception>
    public static Signal Sum(ActivityTimeline activities, string? kind = null, int days = 30) => new ActivitySignal(ActivityMeasure.Sum, activities, kind, Checked(days));

    /// <summary>How long ago the last activity of a customer was.</summary>
    /// <remarks>
    /// <para><b>Formula:</b> local days from the day of the last activity of the kind before t to the day of t: 1 where it was yesterday.</para>
    /// <para><b>Unit:</b> days; the highest values are the longest ago.</para>
    /// <para><b>Undefined:</b> for a customer without such an activity before the instant.</para>
    /// <para><b>Cost:</b> one pass over the activities, whatever the number of instants.</para>
    /// <para><b>Source:</b> time since the last event in C. Gold, "Fighting Churn with Data" (2020), chapter 3; the recency of RFM.</para>
    /// </remarks>
    /// <example><code>
    /// Signal.DaysSinceLast(activities, "login").Name; // since-last:login
    /// </code></example>
    /// <param name="activities">The activities.</param>
    /// <param name="kind">The kind; every kind if left out.</param>
    /// <exception cref="ArgumentException">No activity has the kind; the message names those that there are.</exception>
    public static Signal DaysSinceLast(ActivityTimeline activities, string? kind = null) => new ActivitySignal(ActivityMeasure.DaysSinceLast, activities, kind, days: 0);
}
