using System.Globalization;
using System.Reflection;
using NodaTime;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Answers are equal when the question and all figures are; where one part differs, they are not.</summary>
public sealed class AnswersEqualityTests
{
    private static readonly ReportingPeriods Half = Months("2026-01", "2026-06");

    /// <summary>The same bounds under another zone: no figure differs.</summary>
    private static readonly ReportingPeriods Elsewhere = ReportingCalendar.Months(Zone("Africa/Abidjan")).From(Month("2026-01")).To(Month("2026-06"));

    /// <summary>A definition that changes no figure of the shop.</summary>
    private static readonly MetricPolicy OtherPolicy = MetricPolicy.Default with { WeeksPerYear = 51 };

    private static readonly Segmentation ByPlan = Segmentation.By(Shop().Customers, "plan");

    /// <summary>Each answer with others that differ from it in one part: the periods, the policy, the currency, or a figure.</summary>
    private static readonly Dictionary<string, (Func<object?> Answer, Func<object?>[] Others)> Answers = new(StringComparer.Ordinal)
    {
        ["roll-forward"] = (
            () => Shop().Timeline().RollForward(Half),
            [
                () => Shop().Timeline().RollForward(Elsewhere), () => Shop().Timeline().RollForward(Half, Returning), () => Shop(Currency.Usd).Timeline().RollForward(Half),
                () => Shop(amount: 99).Timeline().RollForward(Half), () => BoLater().Timeline().RollForward(Half),
            ]),
        ["roll-forward, of one who stays"] = (
            () => Cy().Timeline().RollForward(Half),
            [() => Cy(50).Timeline().RollForward(Half), () => Shop().Timeline().RollForward(Half)]),
        ["lost revenue"] = (
            () => Cy().Timeline().LostRevenue(Half),
            [
                () => Shop(amount: 48).Timeline().LostRevenue(Half), () => Cy().Cancels(2026, 6, 10).Timeline().LostRevenue(Half), () => Cy().DowngradesTo(48).On(2026, 6, 10).Timeline().LostRevenue(Half),
                () => Shop(leaver: "bob").Timeline().LostRevenue(Half), () => Shop(Currency.Usd).Timeline().LostRevenue(Half),
            ]),
        ["lost revenue, of a contraction"] = (
            () => Cy().DowngradesTo(48).On(2026, 6, 10).Timeline().LostRevenue(Half),
            [() => Cy().DowngradesTo(48).On(2026, 5, 10).Timeline().LostRevenue(Half), () => Cy().DowngradesTo(47).On(2026, 6, 10).Timeline().LostRevenue(Half)]),
        ["concentration"] = (
            () => Shop(amount: 20).Timeline().ConcentrationAt(Utc("2026-03-01"), largest: 1),
            [
                () => Shop(amount: 21).Timeline().ConcentrationAt(Utc("2026-03-01"), largest: 1), () => Shop(amount: 20).Timeline().ConcentrationAt(Utc("2026-03-01"), largest: 2),
                () => Shop(amount: 20, payer: "eve").Timeline().ConcentrationAt(Utc("2026-03-01"), largest: 1), () => Split().Timeline().ConcentrationAt(Utc("2026-03-01"), largest: 1), () => Shop(amount: 20).Timeline().ConcentrationAt(Utc("2026-03-02"), largest: 1),
            ]),
        ["roll-forward, churn of every day"] = (
            () => Back(29).Timeline(Daily).RollForward(Half, Daily),
            [() => Back(30).Timeline(Daily).RollForward(Half, Daily)]),
        ["revenue cohorts"] = (
            () => Shop().Timeline().Cohorts(Half),
            [
                () => Shop().Timeline().Cohorts(Elsewhere), () => Shop(Currency.Usd).Timeline().Cohorts(Half), () => Shop().Timeline(OtherPolicy).Cohorts(Half),
                () => Shop().Timeline().Cohorts(Half, columns: 3), () => Shop().Timeline().Cohorts(Half, asOf: Utc("2026-06-30")), () => Shop(amount: 99).Timeline().Cohorts(Half),
            ]),
        ["revenue cohorts that nobody could see a month of"] = (
            () => Shop().Timeline().Cohorts(Month("2026-01").OnlyPeriod(), asOf: Utc("2026-01-30")),
            [() => Shop(amount: 48).Timeline().Cohorts(Month("2026-01").OnlyPeriod(), asOf: Utc("2026-01-30"))]),
        ["a cell of revenue"] = (
            () => Shop().Timeline().Cohorts(Half)[0][2],
            [
                () => Shop().Timeline().Cohorts(Half)[0][3], () => Shop().Timeline().Cohorts(Elsewhere)[0][2], () => Shop(Currency.Usd).Timeline().Cohorts(Half)[0][2],
                () => Shop(amount: 48).Timeline().Cohorts(Half)[0][2], () => Shop().Timeline().Cohorts(Months("2026-02", "2026-06"))[0][2],
            ]),
        ["order cohorts"] = (
            () => Shop().OrderTimeline().Cohorts(Half),
            [
                () => Shop().OrderTimeline().Cohorts(Elsewhere), () => Shop(Currency.Usd).OrderTimeline().Cohorts(Half), () => Shop().OrderTimeline(AllOrders).Cohorts(Half),
                () => Shop().OrderTimeline().Cohorts(Half, columns: 3), () => Shop(amount: 99).OrderTimeline().Cohorts(Half),
            ]),
        ["a cell of orders"] = (
            () => Shop().OrderTimeline().Cohorts(Half)[0][1],
            [
                () => Shop().OrderTimeline().Cohorts(Half)[0][3], () => Shop().OrderTimeline().Cohorts(Elsewhere)[0][1], () => Shop(Currency.Usd).OrderTimeline().Cohorts(Half)[0][1],
                () => Shop(amount: 99).OrderTimeline().Cohorts(Half)[0][1],
            ]),
        ["orders"] = (
            () => Shop().OrderTimeline().Metrics(Half),
            [
                () => Shop().OrderTimeline().Metrics(Elsewhere), () => Shop(Currency.Usd).OrderTimeline().Metrics(Half), () => Shop(amount: 99).OrderTimeline().Metrics(Half),
                () => Shop().Orders(2026, 6, 20, 0).OrderTimeline().Metrics(Half),
            ]),
        ["repeat orders within days"] = (
            () => Shop().OrderTimeline().RepeatWithin(Half, 45, Utc("2026-06-01")),
            [
                () => Shop().OrderTimeline().RepeatWithin(Half, 44, Utc("2026-06-01")), () => Shop().OrderTimeline().RepeatWithin(Half, 45, Utc("2026-06-02")),
                () => Shop().OrderTimeline().RepeatWithin(Elsewhere, 45, Utc("2026-06-01")), () => Shop().Orders(2026, 2, 1, 5).OrderTimeline().RepeatWithin(Half, 45, Utc("2026-06-01")),
            ]),
        ["recency, frequency and value"] = (
            () => Shop().OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 4, 30)),
            [
                () => Shop().OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 5, 1)), () => Shop(Currency.Usd).OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 4, 30)),
                () => Shop(amount: 99).OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 4, 30)), () => Shop(payer: "eve").OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 4, 30)),
                () => BoLater().OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 4, 30)), () => Shop().OrderTimeline().Rfm(DateTimeZone.Utc, new LocalDate(2026, 1, 8)),
            ]),
        ["committed revenue"] = (
            () => Shop().History.CommittedRevenue(Half),
            [
                () => Shop().History.CommittedRevenue(Elsewhere), () => Shop().History.CommittedRevenue(Half, OtherPolicy), () => Shop(Currency.Usd).History.CommittedRevenue(Half),
                () => Shop(amount: 99).History.CommittedRevenue(Half), () => Shop().History.CommittedRevenue(Half.AsOf(Utc("2026-05-01"))),
            ]),
        ["churn by tenure"] = (
            () => Shop().Churn().ByTenure(Half),
            [() => Shop().Churn().ByTenure(Elsewhere), () => Shop().Churn(OtherPolicy).ByTenure(Half), () => Back(29).Churn().ByTenure(Half)]),
        ["churn by reason"] = (
            () => Shop().Churn().ByReason(Half),
            [
                () => Shop().Churn().ByReason(Elsewhere), () => Shop().Churn(OtherPolicy).ByReason(Half), () => Shop(Currency.Usd).Churn().ByReason(Half),
                () => Shop(amount: 99).Churn().ByReason(Half), () => Shop(reason: ChurnReason.Involuntary).Churn().ByReason(Half),
            ]),
        ["churn by reason, of one who stays"] = (
            () => Cy().Churn().ByReason(Half),
            [() => Shop().Churn().ByReason(Half), () => Cy().Cancels(2026, 6, 10).Churn().ByReason(Half)]),
        ["churn by trigger"] = (
            () => Shop().Churn().ByTrigger(Half, TriggerWindow.OfDays(5)),
            [
                () => Shop().Churn().ByTrigger(Elsewhere, TriggerWindow.OfDays(5)), () => Shop().Churn(OtherPolicy).ByTrigger(Half, TriggerWindow.OfDays(5)),
                () => Shop(Currency.Usd).Churn().ByTrigger(Half, TriggerWindow.OfDays(5)), () => Shop().Churn().ByTrigger(Half, TriggerWindow.OfDays(6)), () => Shop(amount: 99).Churn().ByTrigger(Half, TriggerWindow.OfDays(5)),
            ]),
        ["trigger window"] = (
            () => TriggerWindow.OfDays(5).Marking("launch", Utc("2026-01-05")),
            [() => TriggerWindow.OfDays(6).Marking("launch", Utc("2026-01-05")), () => TriggerWindow.OfDays(5).Marking("launch", Utc("2026-01-06")), () => TriggerWindow.OfDays(5)]),
        ["renewals"] = (
            () => Shop().Churn().Renewals(Half),
            [() => Shop().Churn().Renewals(Elsewhere), () => Shop().Churn(OtherPolicy).Renewals(Half), () => Shop(Currency.Usd).Churn().Renewals(Half), () => Shop(amount: 99).Churn().Renewals(Half)]),
        ["report of churn"] = (
            () => Shop().Churn().Report(Half),
            [
                () => Shop().Churn().Report(Half, TriggerWindow.OfDays(29)), () => Shop(reason: ChurnReason.Involuntary).Churn().Report(Half), () => Back(29).Churn().Report(Half), () => Shop().Churn().Report(Elsewhere),
            ]),
        ["report of revenue"] = (
            () => Shop().Timeline().Report(Half),
            [() => Shop().Timeline().Report(Half, Returning), () => Shop().Timeline().Report(Half, asOf: Half[2].End), () => Shop(amount: 99).Timeline().Report(Half), () => Shop().Timeline().Report(Elsewhere)]),
        ["report of orders"] = (
            () => Shop().OrderTimeline().Report(Half),
            [() => Shop().OrderTimeline().Report(Half, Half[2].End), () => BoLater().OrderTimeline().Report(Half), () => Shop(payer: "eve").OrderTimeline().Report(Half), () => Shop(amount: 99).OrderTimeline().Report(Half)]),
        ["payment recovery"] = (
            () => PaymentRecovery.Of(Shop().History, Half),
            [() => PaymentRecovery.Of(Shop().History, Elsewhere), () => PaymentRecovery.Of(Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49).History, Half)]),
        ["trial conversion"] = (
            () => TrialConversion.Of(Shop().History, Half),
            [() => TrialConversion.Of(Shop().History, Elsewhere), () => TrialConversion.Of(Portfolio.With("ada").Starts(2026, 1, 5, monthly: 49).History, Half)]),
        ["by segment"] = (
            () => Shop().Timeline().By(ByPlan).RollForward(Half),
            [
                () => Shop().Timeline().By(Segmentation.By(Shop(team: "group").Customers, "plan")).RollForward(Half),
                () => Shop().Timeline().By(Segmentation.By([new("ada", [new("plan", "team")]), new("bo", [new("plan", "pro")])], "plan")).RollForward(Half),
                () => Shop(amount: 99).Timeline().By(ByPlan).RollForward(Half),
            ]),
        ["days between orders"] = (
            () => Shop().OrderTimeline().DaysBetweenOrders(Half),
            [() => Shop().OrderTimeline().DaysBetweenOrders(Elsewhere), () => BoLater().OrderTimeline().DaysBetweenOrders(Half)]),
        ["activity metrics"] = (
            () => Uses().Metrics(Half),
            [() => Uses().Metrics(Elsewhere), () => Uses("bob").OfKind("login").Metrics(Half), () => Uses(quantity: 2).Metrics(Half)]),
        ["retention by days"] = (
            () => Uses().DayRetention(Half, [DayWindow.On(1)], Utc("2026-06-01")),
            [
                () => Uses().DayRetention(Elsewhere, [DayWindow.On(1)], Utc("2026-06-01")), () => Uses().DayRetention(Half, [DayWindow.On(2)], Utc("2026-06-01")),
                () => Uses().DayRetention(Half, [DayWindow.On(1)], Utc("2026-06-02")), () => Uses("ada").DayRetention(Half, [DayWindow.On(1)], Utc("2026-06-01")),
            ]),
        ["activity cohorts"] = (
            () => Uses().Cohorts(Half),
            [() => Uses().Cohorts(Elsewhere), () => Uses().Cohorts(Half, columns: 3), () => Uses().Cohorts(Half, asOf: Utc("2026-06-30")), () => Uses("ada").Cohorts(Half)]),
        ["a cell of activity"] = (
            () => Uses().Cohorts(Half)[0][1],
            [() => Uses().Cohorts(Half)[0][3], () => Uses().Cohorts(Elsewhere)[0][1], () => Uses("ada").Cohorts(Half)[0][1]]),
        ["days after the first activity"] = (() => DayWindow.Between(1, 7), [() => DayWindow.On(1), () => DayWindow.OnOrAfter(1), () => DayWindow.Between(1, 8)]),
        ["days between orders of a period"] = (
            () => Shop().OrderTimeline().DaysBetweenOrders(Half)[3],
            [() => BoLater().OrderTimeline().DaysBetweenOrders(Half)[3], () => Shop().OrderTimeline().DaysBetweenOrders(Half)[0]]),
        ["periods"] = (() => Half, [() => Elsewhere, () => Months("2026-01", "2026-05"), () => Months("2026-02", "2026-06")]),
        ["projection"] = (
            () => Projection.Of(new WhatIf(Eur(1000), 10), 3),
            [() => Projection.Of(new WhatIf(Eur(1000), 10), 4), () => Projection.Of(new WhatIf(Eur(1000), 11), 3), () => Projection.Of(new WhatIf(Eur(1001), 10), 3)]),
        ["customer"] = (
            () => new Customer("ada", [new("plan", "pro"), new("country", "DE")]),
            [
                () => new Customer("bo", [new("plan", "pro"), new("country", "DE")]), () => new Customer("ada", [new("plan", "pro")]), () => new Customer("ada", [new("plan", "pro"), new("country", "FR")]),
                () => new Customer("ada", [new("plan", "pro"), new("town", "DE")]), () => new Customer("ada", [new("plan", "pro"), new("country", "DE"), new("town", "Bonn")]),
            ]),
        ["segment"] = (() => new Segment("pro", "DE"), [() => new Segment("pro"), () => new Segment("pro", "FR"), () => new Segment("team", "DE")]),
    };

    /// <summary>The same, where revenue is seen as it is by default.</summary>
    private static MetricPolicy Returning => MetricPolicy.Default with { ReactivationWindowDays = 1000 };

    /// <summary>Ada is active in January and February, another customer in January and March.</summary>
    private static ActivityTimeline Uses(string other = "bo", long quantity = 1) => ActivityTimeline.FromActivities(
    [
        new("ada", Utc("2026-01-05"), "login"), new("ada", Utc("2026-02-06"), "export", quantity), new(other, Utc("2026-01-20"), "login"), new(other, Utc("2026-01-21"), "login"), new(other, Utc("2026-03-20"), "login"),
    ]);

    public static TheoryData<string> Names => [.. Answers.Keys];

    private static MetricPolicy Daily => MetricPolicy.Default with { ChurnDenominator = ChurnDenominator.EachDay };

    private static MetricPolicy AllOrders => MetricPolicy.Default with { CancelledOrders = CancelledOrders.Counted };

    [Theory]
    [MemberData(nameof(Names))]
    public void AnAnswer_EqualsTheSameAnswer_AndNoneThatDiffersInOnePart(string name)
    {
        (Func<object?> answer, Func<object?>[] others) = Answers[name];

        Assert.True(answer()!.Equals(answer()));
        Assert.Equal(answer()!.GetHashCode(), answer()!.GetHashCode());
        Assert.False(answer()!.Equals(null));
        Assert.False(answer()!.Equals("another type"));
        Assert.True(EqualsTyped(answer()!, answer()));
        Assert.False(EqualsTyped(answer()!, null));
        Assert.True(Operator("op_Equality", answer()!, answer()));
        Assert.False(Operator("op_Equality", answer()!, null));
        Assert.False(Operator("op_Inequality", answer()!, answer()));
        Assert.True(Operator("op_Inequality", answer()!, null));
        Assert.All(others.Index(), other => Assert.False(answer()!.Equals(other.Item()), other.Index.ToString(CultureInfo.InvariantCulture)));
        Assert.All(others.Index(), other => Assert.False(other.Item()!.Equals(answer()), other.Index.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool EqualsTyped(object answer, object? other) => (bool)answer.GetType().GetMethod(nameof(Equals), [answer.GetType()])!.Invoke(answer, [other])!;

    private static bool Operator(string name, object answer, object? other) =>
        (bool)answer.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)!.Invoke(null, [answer, other])!;

    /// <summary>One of everything: a trial, a failed payment, a churn, a return, orders.</summary>
    private static Portfolio Shop(Currency? currency = null, decimal amount = 49, string team = "team", ChurnReason? reason = null, string payer = "ada", string leaver = "bo") => Portfolio
        .In(currency ?? Currency.Eur)
        .With(payer).Has("plan", "pro").Starts(2026, 1, 5, monthly: 49).PaymentFails(2026, 2, 7).PaymentRecovers(2026, 2, 9).Orders(2026, 1, 7, 20).Orders(2026, 2, 9, 30)
        .And(leaver).Has("plan", team).TrialStarts(2026, 1, 10).Starts(2026, 1, 20, monthly: amount).Cancels(2026, 3, 20, reason).Orders(2026, 1, 20, amount).Orders(2026, 4, 2, 10).Orders(2026, 4, 5, 10);

    /// <summary>As much as one of 20, paid by two.</summary>
    private static Portfolio Split() => Shop(amount: 10).And("eve").Starts(2026, 1, 20, monthly: 10);

    private static Portfolio Back(int day) => Shop().Starts(2026, 3, day, monthly: 49);

    private static Portfolio Cy(decimal monthly = 49) => Shop().And("cy").Starts(2025, 12, 1, monthly: monthly);

    private static Portfolio BoLater() => Portfolio
        .With("ada").Has("plan", "pro").Starts(2026, 1, 5, monthly: 49).PaymentFails(2026, 2, 7).PaymentRecovers(2026, 2, 9).Orders(2026, 1, 7, 20).Orders(2026, 2, 9, 30)
        .And("bo").Has("plan", "team").TrialStarts(2026, 1, 10).Starts(2026, 2, 20, monthly: 49).Cancels(2026, 3, 20).Orders(2026, 1, 20, 49).Orders(2026, 4, 2, 10).Orders(2026, 4, 6, 10);
}

/// <summary>What only these examples need of a portfolio.</summary>
file static class More
{
    public static ChurnAnalysis Churn(this Portfolio portfolio, MetricPolicy? policy = null) => ChurnAnalysis.Of(portfolio.History, policy);

    public static ReportingPeriods OnlyPeriod(this YearMonth month) => ReportingCalendar.Months(DateTimeZone.Utc).From(month).To(month);
}
