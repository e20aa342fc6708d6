using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Reports.Answers;

/// <summary>Every answer that a report shows, computed once.</summary>
internal sealed class ReportAnswers
{
    private const int MostPeriodsOfChurn = 12;
    private const int DaysBefore = 30;
    private const int MostCustomers = 10;
    private const int UsualGroups = 4;

    // What happens at an instant is known at it; instants are counted in ticks.
    private static readonly Duration Moment = Duration.FromTicks(1);

    private ReportAnswers(ReportingPeriods periods, RetentionReportOptions options)
    {
        Periods = periods;
        Options = options;
        Policy = options.Policy ?? options.Revenue?.Policy ?? MetricPolicy.Default;
        End = options.DataEnd ?? (periods.End - Moment);
        Headline = LastComplete(periods);
        ChurnPeriods = Headline is { } last ? Slice(periods, Math.Max(0, last - MostPeriodsOfChurn + 1), last) : null;
        if (options.Subscriptions is not null || options.Revenue is not null)
        {
            AddRevenue(options);
        }

        if (options.Orders is { } orders)
        {
            OrderMetrics = orders.Metrics(periods);
            DaysBetweenOrders = orders.DaysBetweenOrders(periods);
        }

        ActivityMetrics = options.Activities?.Metrics(periods);
        Feedback = options.Responses is { } responses ? FeedbackLine.Of(responses, periods) : null;
        Currency = OneCurrency(options);
    }

    public ReportingPeriods Periods { get; }

    public RetentionReportOptions Options { get; }

    public MetricPolicy Policy { get; }

    public Currency Currency { get; }

    /// <summary>The last instant that the data cover.</summary>
    public Instant End { get; }

    /// <summary>The last complete period, by its position; none where the data end before the first period does.</summary>
    public int? Headline { get; }

    /// <summary>The complete periods, at most twelve, over which churn is explained.</summary>
    public ReportingPeriods? ChurnPeriods { get; }

    public RevenueTimeline? Timeline { get; private set; }

    public RollForward? RollForward { get; private set; }

    public TrailingRetention? TrailingYear { get; private set; }

    public RevenueCohortTable? Cohorts { get; private set; }

    public SurvivalGroups? Survival { get; private set; }

    public RevenueConcentration? Concentration { get; private set; }

    public LostRevenue? Losses { get; private set; }

    public ChurnByReason? Reasons { get; private set; }

    public ChurnByTrigger? Triggers { get; private set; }

    public ChurnByTenure? Tenure { get; private set; }

    /// <summary>The churn of the complete periods by a signal; none where none is asked for, or no period is complete.</summary>
    public ChurnBySignal? BySignal { get; private set; }

    /// <summary>The same by segment, where there are segments: the groups are those of all customers.</summary>
    public BySegment<ChurnBySignal>? BySignalAndSegment { get; private set; }

    public BySegment<RollForward>? RollForwardBySegment { get; private set; }

    public BySegment<TrailingRetention>? TrailingYearBySegment { get; private set; }

    public OrderMetrics? OrderMetrics { get; }

    public DaysBetweenOrders? DaysBetweenOrders { get; }

    public ActivityMetrics? ActivityMetrics { get; }

    /// <summary>The score of each period.</summary>
    public IReadOnlyList<FeedbackLine>? Feedback { get; }

    public TriggerWindow Window { get; } = TriggerWindow.OfDays(DaysBefore);

    public static ReportAnswers Of(ReportingPeriods periods, RetentionReportOptions options) => new(periods, options);

    public PeriodState StateOf(ReportingPeriod period) =>
        period.End <= End + Moment ? PeriodState.Complete
        : period.Start <= End ? PeriodState.ToDate
        : PeriodState.Upcoming;

    /// <summary>The period that a year before began with the same local date, by its position; none where it is not reported.</summary>
    public int? YearBefore(int period)
    {
        LocalDateTime start = Periods[period].LocalStart.LocalDateTime.PlusYears(-1), end = Periods[period].LocalEnd.LocalDateTime.PlusYears(-1);
        for (int i = 0; i < period; i++)
        {
            if (Periods[i].LocalStart.LocalDateTime == start && Periods[i].LocalEnd.LocalDateTime == end)
            {
                return i;
            }
        }

        return null;
    }

    private void AddRevenue(RetentionReportOptions options)
    {
        ChurnAnalysis? churn = options.Subscriptions is { } history && options.Revenue is null ? ChurnAnalysis.Of(history, Policy) : null;
        RevenueTimeline timeline = options.Revenue ?? churn!.Timeline;
        Timeline = timeline;
        RollForward = options.Converted?.RollForward ?? timeline.RollForward(Periods, Policy);
        TrailingYear = options.Converted?.TrailingYear ?? timeline.TrailingYear(Periods, Policy);
        Cohorts = timeline.Cohorts(Periods, Instant.Min(End + Moment, Periods.End));
        Survival = SurvivalOf(timeline, options.Segments);
        if (options.Segments is { } segments)
        {
            RollForwardBySegment = options.Converted?.RollForwardBySegment ?? timeline.By(segments).RollForward(Periods, Policy);
            TrailingYearBySegment = options.Converted?.TrailingYearBySegment ?? timeline.By(segments).TrailingYear(Periods, Policy);
        }

        if (Headline is { } last)
        {
            Concentration = timeline.ConcentrationAt(Periods[last].End, MostCustomers);
            AddSignal(timeline, options, Slice(Periods, 0, last));
        }

        if (ChurnPeriods is { } periods)
        {
            Losses = timeline.LostRevenue(periods, policy: Policy);
            Reasons = churn?.ByReason(periods);
            Triggers = churn?.ByTrigger(periods, Window);
            Tenure = churn?.ByTenure(periods);
        }
    }

    private void AddSignal(RevenueTimeline timeline, RetentionReportOptions options, ReportingPeriods complete)
    {
        if (options.Signal is not { } signal)
        {
            return;
        }

        SignalGroups groups = options.SignalGroups ?? SignalGroups.Quantiles(UsualGroups);
        BySignalAndSegment = options.Segments is { } segments ? timeline.By(segments).ChurnBySignal(signal, groups, complete) : null;
        BySignal = BySignalAndSegment?.Total ?? timeline.ChurnBySignal(signal, groups, complete);
    }

    /// <summary>The survival of customers in months of tenure, watched to the last day that is covered whole.</summary>
    private SurvivalGroups SurvivalOf(RevenueTimeline timeline, Segmentation? segments)
    {
        var window = new ObservationWindow(LastWholeDay.PlusDays(1), Periods.Zone) { Unit = BillingInterval.Monthly };
        return segments is null
            ? SurvivalGroups.Create([new("all customers", RiskTable.FromTimeline(timeline, window))])
            : SurvivalGroups.FromTimeline(timeline, window, customer => segments.Of(customer).Name);
    }

    /// <summary>The last day that has ended by the end of the data; without one stated, the last day of the periods.</summary>
    private LocalDate LastWholeDay => StartOfDay.DateAt(Instant.Min(End + Moment, Periods.End), Periods.Zone).PlusDays(-1);

    private int? LastComplete(ReportingPeriods periods)
    {
        for (int i = periods.Count - 1; i >= 0; i--)
        {
            if (StateOf(periods[i]) == PeriodState.Complete)
            {
                return i;
            }
        }

        return null;
    }

    private static ReportingPeriods Slice(ReportingPeriods periods, int first, int last) => periods.Slice(first, last - first + 1);

    private Currency OneCurrency(RetentionReportOptions options)
    {
        Currency revenue = RollForward?.Currency ?? Currency.None, orders = options.Orders?.Currency ?? Currency.None;
        return revenue == Currency.None ? orders
            : orders == Currency.None || orders == revenue ? revenue
            : throw new ArgumentException(FormattableString.Invariant($"Subscriptions are in {revenue} and orders in {orders}; expected one currency. Convert them first, or make a report of each."), nameof(options));
    }
}
