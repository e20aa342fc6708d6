using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The same periods under several policies, side by side: what differs in the settings, the figures, and the customers.</summary>
/// <remarks>
/// <para><b>Cost:</b> for each policy that sees other revenue a timeline, for each policy one pass.</para>
/// </remarks>
/// <example><code>
/// PolicyComparison comparison = PolicyComparison.Of(history, march, PolicyPreset.Default, PolicyPreset.Stripe);
/// comparison.Settings[0].Name;                                         // discounts
/// comparison.Customers(RevenueFigure.LostCustomers)[0].Customer;       // bo: he came and went in March, and Stripe counts joiners
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PolicyComparison.Of")]
public sealed class PolicyComparison : IJsonAnswer
{
    private readonly RevenueTimeline[] timelines;

    private PolicyComparison(ReportingPeriods periods, string[] names, MetricPolicy[] policies, RevenueTimeline[] timelines)
    {
        Periods = periods;
        Names = names;
        Policies = policies;
        this.timelines = timelines;
        Answers = [.. policies.Select((policy, i) => timelines[i].RollForward(periods, policy))];
        Settings = [.. SettingRule.All
            .Select(rule => (rule.Name, Values: policies.Select(rule.Show).ToArray()))
            .Where(setting => setting.Values.Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(setting => new DifferingSetting(setting.Name, setting.Values))];
    }

    /// <summary>The periods.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The names of the policies, in the order given.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The policies, in the order given.</summary>
    public IReadOnlyList<MetricPolicy> Policies { get; }

    /// <summary>The roll-forward under each policy.</summary>
    public IReadOnlyList<RollForward> Answers { get; }

    /// <summary>The settings in which the policies differ.</summary>
    public IReadOnlyList<DifferingSetting> Settings { get; }

    /// <summary>Compares presets over a history.</summary>
    /// <exception cref="ArgumentException">No preset is given, or the history holds several currencies.</exception>
    public static PolicyComparison Of(SubscriptionHistory history, ReportingPeriods periods, params ReadOnlySpan<PolicyPreset> presets)
    {
        var named = new (string, MetricPolicy)[presets.Length];
        for (int i = 0; i < named.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(presets[i], nameof(presets));
            named[i] = (presets[i].Name, presets[i].Policy);
        }

        return Of(history, periods, named);
    }

    /// <summary>Compares policies of any name over a history.</summary>
    /// <exception cref="ArgumentException">No policy is given, or the history holds several currencies.</exception>
    public static PolicyComparison Of(SubscriptionHistory history, ReportingPeriods periods, IReadOnlyList<(string Name, MetricPolicy Policy)> policies)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(policies);
        return Of(periods, policies, policy => RevenueTimeline.FromHistory(history, policy));
    }

    /// <summary>Compares policies over revenue that is known already, where only the way of counting can differ.</summary>
    /// <exception cref="ArgumentException">No policy is given, or one sees other revenue than the timeline was built under.</exception>
    public static PolicyComparison Of(RevenueTimeline timeline, ReportingPeriods periods, IReadOnlyList<(string Name, MetricPolicy Policy)> policies)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(policies);
        return Of(periods, policies, _ => timeline);
    }

    /// <summary>Names the customers who add to a figure differently under the policies.</summary>
    /// <param name="figure">The figure.</param>
    /// <returns>By period, then by customer.</returns>
    public IReadOnlyList<PolicyDifference> Customers(RevenueFigure figure)
    {
        var found = new Dictionary<(int Period, CustomerId Customer), (Int128 Amount, decimal Count)[]>();
        var numbers = Periods.Select((period, i) => (period, i)).ToDictionary(pair => pair.period, pair => pair.i);
        for (int i = 0; i < timelines.Length; i++)
        {
            foreach (MrrContribution one in timelines[i].Explain(Periods, figure, Policies[i]))
            {
                var key = (numbers[one.Period], one.Customer);
                if (!found.TryGetValue(key, out (Int128 Amount, decimal Count)[]? sums))
                {
                    found.Add(key, sums = new (Int128, decimal)[timelines.Length]);
                }

                sums[i].Amount += one.Amount.AnnualMillionths;
                sums[i].Count += one.Count;
            }
        }

        // What somebody pays is no difference where customers are counted, nor is the number of movements where money is.
        bool inMoney = RollForwardFigure.Of(figure).Unit == FigureUnit.MoneyPerMonth;
        return [.. found
            .Where(entry => (inMoney ? entry.Value.DistinctBy(sum => sum.Amount) : entry.Value.DistinctBy(sum => sum.Count)).Count() > 1)
            .OrderBy(entry => entry.Key.Period).ThenBy(entry => entry.Key.Customer)
            .Select(entry => new PolicyDifference(
                Periods[entry.Key.Period],
                entry.Key.Customer,
                [.. entry.Value.Select((sum, i) => new RecurringRevenue(sum.Amount, timelines[i].Currency))],
                [.. entry.Value.Select(sum => sum.Count)]))];
    }

    private static PolicyComparison Of(ReportingPeriods periods, IReadOnlyList<(string Name, MetricPolicy Policy)> policies, Func<MetricPolicy, RevenueTimeline> build)
    {
        ArgumentNullException.ThrowIfNull(periods);
        if (policies.Count == 0)
        {
            throw new ArgumentException("There is no policy to compare; expected at least one.", nameof(policies));
        }

        if (Enumerable.Range(0, policies.Count).FirstOrDefault(at => policies[at].Name is null || policies[at].Policy is null, -1) is var missing and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Policy {missing} or its name is null; expected a name and a policy."), nameof(policies));
        }

        var timelines = new RevenueTimeline[policies.Count];
        for (int i = 0; i < timelines.Length; i++)
        {
            int alike = Enumerable.Range(0, i).FirstOrDefault(other => policies[other].Policy.SeesSameRevenue(policies[i].Policy), -1);
            timelines[i] = alike >= 0 ? timelines[alike] : build(policies[i].Policy);
        }

        return new PolicyComparison(periods, [.. policies.Select(policy => policy.Name)], [.. policies.Select(policy => policy.Policy)], timelines);
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddAll("settings", Settings);
        json.AddObjects("policies", Names.Zip(Answers), static (fields, one) =>
        {
            fields.Add("name", one.First);
            fields.Add("rollForward", one.Second);
        });
    }

    /// <summary>The names of the policies, and how many settings differ.</summary>
    public override string ToString() => FormattableString.Invariant($"{string.Join(" and ", Names)}: {Settings.Count} settings differ");
}

/// <summary>A setting in which compared policies differ.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its value under each policy.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PolicyComparison.Settings")]
public sealed record DifferingSetting(string Name, IReadOnlyList<string> Values) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("name", Name);
        json.AddAll("values", Values);
    }

    /// <summary>The name and the values.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {string.Join(", ", Values ?? [])}");
}

/// <summary>A customer who adds to a figure differently under compared policies.</summary>
/// <param name="Period">The period.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Amounts">What they add in money under each policy.</param>
/// <param name="Counts">What they add in customers under each policy.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PolicyComparison.Customers")]
public sealed record PolicyDifference(ReportingPeriod Period, CustomerId Customer, IReadOnlyList<RecurringRevenue> Amounts, IReadOnlyList<decimal> Counts) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.AddAll("amounts", Amounts, RecurringRevenueJsonConverter.Instance.WriteValue);
        json.AddAll("counts", Counts, static (writer, count) => JsonNumbers.Write(writer, SignificantDigits.Of(count)));
    }

    /// <summary>The customer, the period and the amounts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer} in {Period}: {string.Join(", ", Amounts ?? [])}");
}
