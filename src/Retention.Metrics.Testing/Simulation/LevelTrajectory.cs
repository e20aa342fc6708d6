using NodaTime;

namespace Retention.Metrics.Testing.Simulation;

/// <summary>A customer's trajectory as rows of levels.</summary>
internal readonly struct LevelTrajectory(int customer, List<SimulatedLevel> rows) : ISubscriptionSink
{
    public void MonthBegins(int month, bool active)
    {
    }

    public void Starts(int subscription, long at, long level, bool again) => Add(subscription, at, level);

    public void Changes(int subscription, long at, long level) => Add(subscription, at, level);

    public void Pauses(int subscription, long at) => Add(subscription, at, 0);

    public void Resumes(int subscription, long at, long level) => Add(subscription, at, level);

    public void Ends(int subscription, long at) => Add(subscription, at, 0);

    public void Stays(int subscription, int month)
    {
    }

    private void Add(int subscription, long at, long level) =>
        rows.Add(new SimulatedLevel(customer, (customer * CustomerTrajectory.MostSubscriptions) + subscription, Instant.FromUnixTimeSeconds(at), level));
}

/// <summary>The months a customer begins active.</summary>
internal readonly struct ActiveMonths(List<int> months) : ISubscriptionSink
{
    public void MonthBegins(int month, bool active)
    {
        if (active)
        {
            months.Add(month);
        }
    }

    public void Starts(int subscription, long at, long level, bool again)
    {
    }

    public void Changes(int subscription, long at, long level)
    {
    }

    public void Pauses(int subscription, long at)
    {
    }

    public void Resumes(int subscription, long at, long level)
    {
    }

    public void Ends(int subscription, long at)
    {
    }

    public void Stays(int subscription, int month)
    {
    }
}
