namespace Retention.Metrics.Signals;

/// <summary>What is read of the activities of a customer.</summary>
internal enum ActivityMeasure
{
    Count,
    DistinctDays,
    Sum,
    DaysSinceLast,
}

/// <summary>A signal of activities.</summary>
internal sealed class ActivitySignal : Signal
{
    private readonly ActivityMeasure measure;
    private readonly ActivityTimeline activities;
    private readonly int? kind;
    private readonly int days;

    public ActivitySignal(ActivityMeasure measure, ActivityTimeline activities, string? kind, int days)
        : base(NameOf(measure, kind, days))
    {
        ArgumentNullException.ThrowIfNull(activities);
        this.measure = measure;
        this.activities = activities;
        this.kind = KindNumber(activities.Kinds, kind);
        this.days = days;
    }

    internal override ISignalReader Over(RevenueTimeline timeline, SignalInstants instants)
    {
        var rows = CustomerFactRows.Of(activities, timeline);
        KindColumn kinds = activities.Columns.Kind;
        return kind is not { } own ? Reader(rows, instants, default(EveryKind))
            : kinds.Bytes is { } bytes ? Reader(rows, instants, new KindInByte(bytes, (byte)own))
            : Reader(rows, instants, new KindInNumber(kinds, own));
    }

    private ISignalReader Reader<TKind>(CustomerFactRows rows, SignalInstants instants, TKind filter)
        where TKind : struct, IKindFilter => measure switch
        {
            ActivityMeasure.DistinctDays => new DistinctDaysReader<TKind>(rows, instants, days, filter),
            ActivityMeasure.DaysSinceLast => new SinceLastReader<TKind>(rows, instants, filter),
            ActivityMeasure.Sum when activities.Columns.Quantity is { } quantity =>
                new ActivityWindowReader<TKind, QuantityAmount>(rows, instants, days, filter, new QuantityAmount(quantity, activities.Columns.LargestQuantity)),
            _ => new ActivityWindowReader<TKind, UnitAmount>(rows, instants, days, filter, default),
        };

    /// <summary>The number of a kind, or nothing for every kind.</summary>
    /// <exception cref="ArgumentException">No activity has the kind.</exception>
    public static int? KindNumber(IReadOnlyList<string> kinds, string? kind)
    {
        if (kind is null)
        {
            return null;
        }

        for (int number = 0; number < kinds.Count; number++)
        {
            if (kinds[number] == kind)
            {
                return number;
            }
        }

        const int Most = 20;
        string valid = kinds.Count == 0 ? "there are no activities" : $"the kinds are '{string.Join("', '", kinds.Take(Most))}'{(kinds.Count > Most ? " and more" : "")}";
        throw new ArgumentException(FormattableString.Invariant($"No activity has the kind '{kind}'; {valid}."), nameof(kind));
    }

    private static string NameOf(ActivityMeasure measure, string? kind, int days) => measure switch
    {
        ActivityMeasure.DaysSinceLast => kind is null ? "since-last" : "since-last:" + kind,
        ActivityMeasure.DistinctDays => FormattableString.Invariant($"days:{kind ?? "*"}:{days}d"),
        _ => FormattableString.Invariant($"{(measure == ActivityMeasure.Sum ? "sum" : "count")}:{kind ?? "*"}:{days}d"),
    };
}
