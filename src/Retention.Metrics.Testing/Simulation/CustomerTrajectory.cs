namespace Retention.Metrics.Testing.Simulation;

/// <summary>Decides, month by month, what becomes of a customer. The same for every output: only who listens differs.</summary>
internal sealed class CustomerTrajectory
{
    /// <summary>How many subscriptions a customer has at most.</summary>
    public const int MostSubscriptions = 3;

    // A year of three such levels fits into 64 bits of millionths, in a currency without minor units too.
    private const long MostLevel = 100_000_000_000;
    private const int LongestPause = 3;

    private static readonly Probability Half = new(0.5m), Quarter = new(0.25m);

    private readonly long seed;
    private readonly int months;
    private readonly MonthBounds bounds;
    private readonly Arrivals arrivals;
    private readonly long price;
    private readonly decimal expansionBy;
    private readonly decimal contractionBy;
    private readonly Probability several, leaves, orPauses, orGrows, orShrinks, returns;

    public CustomerTrajectory(BusinessParameters parameters, long seed, MonthBounds bounds, Arrivals arrivals)
    {
        this.seed = seed;
        this.bounds = bounds;
        this.arrivals = arrivals;
        months = parameters.Months;
        price = (long)BusinessParameters.MinorUnits(parameters.Price);
        expansionBy = parameters.ExpansionBy;
        contractionBy = parameters.ContractionBy;
        several = new(parameters.SeveralSubscriptions);
        leaves = new(parameters.MonthlyChurn);
        orPauses = new(parameters.MonthlyChurn + parameters.MonthlyPauses);
        orGrows = new(parameters.MonthlyChurn + parameters.MonthlyPauses + parameters.MonthlyExpansion);
        orShrinks = new(parameters.MonthlyChurn + parameters.MonthlyPauses + parameters.MonthlyExpansion + parameters.MonthlyContraction);
        returns = new(parameters.MonthlyReactivation);
    }

    private enum State
    {
        Active,
        Paused,
        Gone,
    }

    public void Run<TSink>(int customer, TSink sink)
        where TSink : ISubscriptionSink
    {
        DrawStream draws = DrawStream.Of(seed, Purpose.Course, customer);
        Span<long> levels = stackalloc long[MostSubscriptions];
        int joins = arrivals.MonthOf(customer);
        int live = Join(ref draws, joins, levels, sink);
        var state = State.Active;
        int resumes = 0;
        for (int month = joins + 1; month < months; month++)
        {
            sink.MonthBegins(month, state == State.Active);
            switch (state)
            {
                case State.Active:
                    ulong fate = draws.Next();
                    if (leaves.Covers(fate))
                    {
                        EndAll(ref draws, month, live, sink);
                        state = State.Gone;
                    }
                    else if (orPauses.Covers(fate))
                    {
                        PauseAll(ref draws, month, live, sink);
                        state = State.Paused;
                        resumes = month + 1 + (int)draws.Below(LongestPause);
                    }
                    else if (orGrows.Covers(fate))
                    {
                        Grow(ref draws, month, live, levels, sink);
                    }
                    else if (orShrinks.Covers(fate))
                    {
                        live = Shrink(ref draws, month, live, levels, sink);
                    }
                    else
                    {
                        sink.Stays(0, month);
                    }

                    break;

                case State.Paused when month == resumes:
                    for (int subscription = 0; subscription < live; subscription++)
                    {
                        sink.Resumes(subscription, Within(ref draws, month), levels[subscription]);
                    }

                    state = State.Active;
                    break;

                case State.Gone when draws.Happens(returns):
                    sink.Starts(0, Within(ref draws, month), levels[0], again: true);
                    live = 1;
                    state = State.Active;
                    break;
            }
        }
    }

    private int Join<TSink>(ref DrawStream draws, int month, Span<long> levels, TSink sink)
        where TSink : ISubscriptionSink
    {
        int live = !draws.Happens(several) ? 1 : draws.Happens(Quarter) ? 3 : 2;
        long first = Within(ref draws, month), end = bounds.EndOf(month);
        for (int subscription = 0; subscription < live; subscription++)
        {
            // Five of ten take the smallest plan, three twice that, two four times.
            levels[subscription] = price * (draws.Below(10) switch { < 5 => 1, < 8 => 2, _ => 4 });
            sink.Starts(subscription, subscription == 0 ? first : first + draws.Below(end - first), levels[subscription], again: false);
        }

        return live;
    }

    private void EndAll<TSink>(ref DrawStream draws, int month, int live, TSink sink)
        where TSink : ISubscriptionSink
    {
        for (int subscription = 0; subscription < live; subscription++)
        {
            sink.Ends(subscription, Within(ref draws, month));
        }
    }

    private void PauseAll<TSink>(ref DrawStream draws, int month, int live, TSink sink)
        where TSink : ISubscriptionSink
    {
        for (int subscription = 0; subscription < live; subscription++)
        {
            sink.Pauses(subscription, Within(ref draws, month));
        }
    }

    private void Grow<TSink>(ref DrawStream draws, int month, int live, Span<long> levels, TSink sink)
        where TSink : ISubscriptionSink
    {
        int subscription = (int)draws.Below(live);
        long at = Within(ref draws, month), level = levels[subscription];
        levels[subscription] = Math.Min(MostLevel, level + Math.Max(1, (long)(level * expansionBy)));
        sink.Changes(subscription, at, levels[subscription]);
    }

    private int Shrink<TSink>(ref DrawStream draws, int month, int live, Span<long> levels, TSink sink)
        where TSink : ISubscriptionSink
    {
        if (live > 1 && draws.Happens(Half))
        {
            // The last one, so that those that go on are the first ones.
            sink.Ends(live - 1, Within(ref draws, month));
            return live - 1;
        }

        int subscription = (int)draws.Below(live);
        long at = Within(ref draws, month), level = levels[subscription];
        levels[subscription] = Math.Max(1, level - Math.Max(1, (long)(level * contractionBy)));
        sink.Changes(subscription, at, levels[subscription]);
        return live;
    }

    /// <summary>A second of a month.</summary>
    private long Within(ref DrawStream draws, int month) => bounds.StartOf(month) + draws.Below(bounds.EndOf(month) - bounds.StartOf(month));
}
