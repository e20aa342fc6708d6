using NodaTime.Text;
using Retention.Metrics.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Churn;

/// <summary>The churn of a portfolio, seen from one side.</summary>
internal sealed class ChurnFigures
{
    private readonly ChurnQuestion asked;
    private readonly SubscriptionHistory history;
    private readonly ChurnAnalysis analysis;
    private readonly Coverage coverage;
    private readonly ReportingPeriods? periods;
    private readonly Basis basis;

    public ChurnFigures(Portfolio portfolio, Settings settings, ChurnQuestion asked)
    {
        this.asked = asked;
        history = Answering.NeedSubscriptions(portfolio, "churn");
        analysis = ChurnAnalysis.Of(history, settings.Policy.Policy);
        coverage = Coverage.Of(settings, portfolio, analysis.Timeline);
        periods = coverage.Periods;
        basis = Basis.Of(settings, analysis.Timeline);
    }

    public Answer Answer()
    {
        Answer answer = asked.Show switch
        {
            ChurnCommand.Tenure => Tenure(),
            ChurnCommand.Before => Before(),
            ChurnCommand.Renewals => Renewals(),
            ChurnCommand.Losses => Losses(),
            ChurnCommand.Trials => Trials(),
            ChurnCommand.Payments => Payments(),
            _ => Reasons(),
        };
        return answer with { Head = [.. basis.Head, .. coverage.Head, .. answer.Head], Notes = [.. coverage.Notes, .. answer.Notes, basis.ToString()] };
    }

    private Answer Reasons() => new()
    {
        Rows = "reasons",
        Columns = [new("period"), new("reason"), new("kind"), .. ShareColumns, PeriodFigures.StatusColumn],
        Data =
        [
            .. Each(analysis.ByReason, row => row.Reasons.Select(reason =>
                new AnswerRow([coverage.NameOf(row.Period), Cell.Text(reason.Code), Cell.Text(KindOf(reason.Kind)), .. Share(row.Of(reason)), coverage.StatusCell(row.Period)]))),
        ],
    };

    private Answer Before() => new()
    {
        Rows = "triggers",
        Columns = [new("period"), new("before"), .. ShareColumns, PeriodFigures.StatusColumn],
        Data =
        [
            .. Each(all => analysis.ByTrigger(all, asked.Window), row => row.Triggers.Select(trigger =>
                new AnswerRow([coverage.NameOf(row.Period), Cell.Text(NameOf(trigger)), .. Share(row.Of(trigger)), coverage.StatusCell(row.Period)]))),
        ],
        Notes = [$"within {asked.Window}; a churn after several of them counts under each"],
    };

    private Answer Tenure() => new()
    {
        Rows = "tenures",
        Columns = [new("period"), new("tenureMonth"), new("atRisk"), new("churned"), new("hazard"), PeriodFigures.StatusColumn],
        Data =
        [
            .. Each(analysis.ByTenure, row => row.Months.Select(month =>
                new AnswerRow([coverage.NameOf(row.Period), Cell.Count(month.Month), Cell.Count(month.AtRisk), Cell.Count(month.Churned), Cell.Percent(month.Hazard), coverage.StatusCell(row.Period)]))),
        ],
        Notes = ["tenureMonth: whole months since the first payment, when the period began"],
    };

    private Answer Renewals() => ByPeriod<RenewalsRow>(
        periods is null ? [] : analysis.Renewals(periods),
        row => row.Period,
        [
            ("subscriptionsUpForRenewal", row => Cell.Count(row.SubscriptionsUpForRenewal)),
            ("subscriptionsRenewed", row => Cell.Count(row.SubscriptionsRenewed)),
            ("subscriptionRenewalRate", row => Cell.Percent(row.SubscriptionRenewalRate)),
            ("customersUpForRenewal", row => Cell.Count(row.CustomersUpForRenewal)),
            ("customersRenewed", row => Cell.Count(row.CustomersRenewed)),
            ("customerRenewalRate", row => Cell.Percent(row.CustomerRenewalRate)),
            ("mrrUpForRenewal", row => Cell.Amount(row.MrrUpForRenewal.Monthly)),
            ("mrrNotRenewed", row => Cell.Amount(row.MrrNotRenewed.Monthly)),
            ("mrrRenewalRate", row => Cell.Percent(row.MrrRenewalRate)),
            ("churnedCustomers", row => Cell.Count(row.ChurnedCustomers)),
            ("churnedOnRenewal", row => Cell.Count(row.ChurnedOnRenewal)),
            ("shareOfChurnOnRenewal", row => Cell.Percent(row.ShareOfChurnOnRenewal)),
        ]);

    private Answer Trials() => ByPeriod<TrialConversionRow>(
        periods is null ? [] : TrialConversion.Of(history, periods),
        row => row.Period,
        [
            ("trialsEnded", row => Cell.Count(row.TrialsEnded)),
            ("trialsConverted", row => Cell.Count(row.TrialsConverted)),
            ("conversionRate", row => Cell.Percent(row.ConversionRate)),
            ("openTrials", row => Cell.Count(row.OpenTrials)),
        ]);

    private Answer Payments() => ByPeriod<PaymentRecoveryRow>(
        periods is null ? [] : PaymentRecovery.Of(history, periods),
        row => row.Period,
        [
            ("failures", row => Cell.Count(row.Failures)),
            ("recovered", row => Cell.Count(row.Recovered)),
            ("ended", row => Cell.Count(row.Ended)),
            ("open", row => Cell.Count(row.Open)),
            ("recoveryRate", row => Cell.Percent(row.RecoveryRate)),
            ("recoveredSoFar", row => Cell.Percent(row.RecoveredSoFar)),
        ]);

    private Answer Losses()
    {
        LifetimeValuation? valuation = asked.LifetimeMonths is { } months ? LifetimeValuation.MrrTimesMonths(months, asked.Margin) : null;
        LostRevenue? lost = periods is null ? null : analysis.Timeline.LostRevenue(periods, valuation, analysis.Policy);
        (string Movement, RevenueLoss Loss)[] all = lost is null
            ? []
            : [.. lost.Churned.Select(loss => ("churn", loss)).Concat(lost.Contracted.Select(loss => ("contraction", loss))).OrderByDescending(one => one.loss.Mrr)];
        RecurringRevenue churn = lost?.ChurnMrr ?? RecurringRevenue.Zero(basis.Currency), contraction = lost?.ContractionMrr ?? RecurringRevenue.Zero(basis.Currency);
        return new Answer
        {
            Rows = "losses",
            Columns =
            [
                new("period"), new("customer"), new("movement"), new("at"), new("beforeMrr"), new("afterMrr"), new("amountMrr"),
                .. valuation is null ? Array.Empty<AnswerColumn>() : [new("lifetimeValue")],
                PeriodFigures.StatusColumn,
            ],
            Data = [.. all.Take(asked.Top ?? int.MaxValue).Select(one => LossRow(one.Movement, one.Loss, valuation is not null))],
            Head =
            [
                Basis.Cell("churnMrr", Cell.Amount(churn.Monthly)),
                Basis.Cell("contractionMrr", Cell.Amount(contraction.Monthly)),
                .. valuation is null
                    ? []
                    : new[]
                    {
                        Basis.Text("valuation", valuation.Name),
                        Basis.Cell("churnedLifetimeValue", AmountOrNone(lost?.ChurnedLifetimeValue)),
                        Basis.Cell("contractedLifetimeValue", AmountOrNone(lost?.ContractedLifetimeValue)),
                    },
            ],
            Notes =
            [
                $"lost in all: churnMrr {Cell.Amount(churn.Monthly).Shown}, contractionMrr {Cell.Amount(contraction.Monthly).Shown}",
                .. valuation is null ? [] : new[] { $"lifetime value ({valuation}) lost: by churn {AmountOrNone(lost?.ChurnedLifetimeValue).Shown}, by contraction {AmountOrNone(lost?.ContractedLifetimeValue).Shown}" },
            ],
        };
    }

    private AnswerRow LossRow(string movement, RevenueLoss loss, bool valued)
    {
        MrrContribution one = loss.Movement;
        return new(
            [
                coverage.NameOf(one.Period),
                Cell.Text(one.Customer.Value),
                Cell.Text(movement),
                Cell.Text(one.At is { } at ? OffsetDateTimePattern.Rfc3339.Format(at.InZone(basis.Settings.Calendar.Zone).ToOffsetDateTime()) : null),
                Cell.Amount(one.Before.Monthly),
                Cell.Amount(one.After.Monthly),
                Cell.Amount(one.Amount.Monthly),
                .. valued ? new[] { AmountOrNone(loss.LifetimeValue) } : [],
                coverage.StatusCell(one.Period),
            ],
            [
                KeyValuePair.Create("beforeMrr", JsonNumbers.Millionths(one.Before)),
                KeyValuePair.Create("afterMrr", JsonNumbers.Millionths(one.After)),
                KeyValuePair.Create("amountMrr", JsonNumbers.Millionths(one.Amount)),
            ]);
    }

    private Answer ByPeriod<TRow>(IEnumerable<TRow> rows, Func<TRow, ReportingPeriod> periodOf, (string Name, Func<TRow, Cell> Of)[] fields) => new()
    {
        Rows = "periods",
        SideBySide = true,
        Columns = [new("period", "period"), .. fields.Select(field => new AnswerColumn(field.Name)), PeriodFigures.StatusColumn],
        Data = [.. rows.Select(row => new AnswerRow([coverage.NameOf(periodOf(row)), .. fields.Select(field => field.Of(row)), coverage.StatusCell(periodOf(row))]))],
    };

    private IEnumerable<AnswerRow> Each<TRow>(Func<ReportingPeriods, IEnumerable<TRow>> rows, Func<TRow, IEnumerable<AnswerRow>> cells) =>
        periods is null ? [] : rows(periods).SelectMany(cells);

    private static IEnumerable<AnswerColumn> ShareColumns =>
        [new("churnedCustomers"), new("churnMrr"), new("shareOfChurnedCustomers"), new("shareOfChurnMrr"), new("customerChurnRate", Group: null), new("mrrChurnRate", Group: null)];

    private static Cell[] Share(ChurnShare share) =>
    [
        Cell.Count(share.ChurnedCustomers),
        Cell.Amount(share.ChurnMrr.Monthly),
        Cell.Percent(share.ShareOfChurnedCustomers),
        Cell.Percent(share.ShareOfChurnMrr),
        Cell.Percent(share.CustomerChurnRate),
        Cell.Percent(share.MrrChurnRate),
    ];

    private static Cell AmountOrNone(Money? amount) => amount is { } money ? Cell.Amount(money) : Cell.Number(null);

    /// <summary>The name of a trigger; a mark may be called as one of ours is.</summary>
    private static string NameOf(ChurnTrigger trigger) => trigger.Kind != ChurnTriggerKind.Marked
        ? trigger.Name
        : OwnWord.Apart(trigger.Name, [.. new[] { ChurnTrigger.None, ChurnTrigger.PriceRise, ChurnTrigger.TrialEnd, ChurnTrigger.FailedPayment, ChurnTrigger.Renewal }.Select(own => own.Name)]);

    private static string KindOf(ChurnKind kind)
    {
        string name = kind.ToString();
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
