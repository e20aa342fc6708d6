using NodaTime;

namespace Retention.Metrics;

/// <summary>A number per customer at an instant, made from facts before it: what was known of the customer then.</summary>
/// <remarks>
/// <para>Nothing in the window is a value, 0; nothing known of the customer at all is no value. A fact at or after the instant is never read: the
/// signals of the library read columns up to it, and a function of the caller gets facts up to it, or states how late its own facts are.</para>
/// <para>A window of n days ends at the instant and starts at the same local time n days before, in the zone of the periods.</para>
/// </remarks>
/// <example><code>
/// Signal logins = Signal.Count(activities, "login", days: 30);
/// logins.Name; // count:login:30d
/// </code></example>
public abstract partial class Signal
{
    /// <summary>The most days a window can have.</summary>
    private const int MostDays = 36_600;

    private protected Signal(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name, which tells signals apart: answers merge only where it is the same.</summary>
    public string Name { get; }

    /// <summary>A function of the caller over the facts before the instant, and over those only.</summary>
    /// <example><code>
    /// Signal rate = Signal.Of("exports per day as a customer", activities, facts => facts.Count("export") / (1.0 + facts.DaysSinceFirstPayment));
    /// rate.Name; // exports per day as a customer
    /// </code></example>
    /// <param name="name">The name.</param>
    /// <param name="activities">The activities that the function can read; none if <see langword="null"/>.</param>
    /// <param name="compute">The function: a finite number, or nothing where there is no value. It is called on several threads, and must depend on its argument only.</param>
    public static Signal Of(string name, ActivityTimeline? activities, Func<CustomerFacts, double?> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        return new FactsSignal(name, activities, compute);
    }

    /// <summary>A function of the caller over facts of their own: a fitted model, open tickets, a score of another system.</summary>
    /// <remarks>The value states how late the facts are that it is made from. Where they are at or after the instant, the answer is refused.</remarks>
    /// <example><code>
    /// var tickets = new Dictionary&lt;CustomerId, Instant&gt; { ["ada"] = Instant.FromUtc(2026, 1, 20, 9, 0) };
    /// Signal open = Signal.Of("open tickets", (customer, instant) =>
    ///     tickets.TryGetValue(customer, out Instant opened) &amp;&amp; opened &lt; instant ? new SignalValue(1, knownAt: opened) : null);
    /// open.Name; // open tickets
    /// </code></example>
    /// <param name="name">The name.</param>
    /// <param name="compute">The function of a customer and an instant: a value, or nothing where there is none. It is called on several threads.</param>
    public static Signal Of(string name, Func<CustomerId, Instant, SignalValue?> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        return new FunctionSignal(name, compute);
    }

    /// <summary>This signal for each unit of another, such as seats used for each seat paid; no value where either has none, or the other is 0.</summary>
    /// <example><code>
    /// Signal used = Signal.DistinctDays(activities, "login", days: 30).Per(Signal.SeatsPaid(history));
    /// used.Name; // days:login:30d/seats-paid
    /// </code></example>
    /// <param name="other">The other signal.</param>
    public Signal Per(Signal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RatioSignal(this, other);
    }

    /// <summary>Prepares the signal to be read for the customers of a timeline.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="instants">When it is read.</param>
    internal abstract ISignalReader Over(RevenueTimeline timeline, SignalInstants instants);

    internal static int Checked(int days) => days is >= 1 and <= MostDays
        ? days
        : throw new ArgumentOutOfRangeException(nameof(days), days, FormattableString.Invariant($"A window has 1 to {MostDays} days."));

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
