using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Formulas;

/// <summary>The formulas over plain numbers: on paper, undefined where there is nothing to divide by, and refusing what is negative.</summary>
public sealed class FormulaTests
{
    /// <summary>Every formula that returns a quotient of numbers and amounts alone.</summary>
    public static TheoryData<string> Formulas => [.. Methods.Keys];

    private static readonly Dictionary<string, MethodInfo> Methods = new[]
        {
            typeof(CustomerChurn), typeof(CustomerRetention), typeof(MrrChurn), typeof(RevenueRetention), typeof(QuickRatio), typeof(Arpa), typeof(AverageSalePrice),
            typeof(MrrGrowth), typeof(AverageOrderValue), typeof(PurchaseFrequency), typeof(RepeatCustomers), typeof(RevenuePerCustomer), typeof(AcquisitionCost), typeof(CustomerLifetimeValue),
        }
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => (method.ReturnType == typeof(Ratio) || method.ReturnType == typeof(AverageMoney)) && method.GetParameters().All(IsNumber))
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}({method.GetParameters().Length})", StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Formulas))]
    public void OfNothing_IsUndefined(string formula) => Assert.Null(Value(Call(formula, _ => 0m)));

    [Theory]
    [MemberData(nameof(Formulas))]
    public void ANegativePart_IsRefused_WhicheverItIs(string formula)
    {
        foreach (ParameterInfo parameter in Methods[formula].GetParameters())
        {
            TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => Call(formula, other => other == parameter ? -1m : 1m));
            ArgumentOutOfRangeException refused = Assert.IsType<ArgumentOutOfRangeException>(thrown.InnerException);
            Assert.Equal((parameter.Name, -1m), (refused.ParamName, refused.ActualValue));
        }
    }

    [Fact]
    public void OnPaper()
    {
        Assert.Equal(Ratio.Of(7, 100), CustomerChurn.Rate(lost: 7, opening: 100));
        Assert.Equal(Ratio.Of(93, 100), CustomerRetention.Rate(kept: 93, opening: 100));
        Assert.Equal(Ratio.Of(70, 100), CustomerRetention.CountForm(closing: 90, added: 20, opening: 100));
        Assert.Equal(Ratio.Of(90, 100), CustomerRetention.ClosingOverOpening(closing: 90, opening: 100));
        Assert.Equal(Ratio.Of(15, 100), MrrChurn.Gross(churn: 10, contraction: 5, opening: 100));
        Assert.Equal(Ratio.Of(-5, 100), MrrChurn.Net(churn: 10, contraction: 5, expansion: 20, opening: 100));
        Assert.Equal(Ratio.Of(-6, 100), MrrChurn.Net(churn: 10, contraction: 5, expansion: 20, opening: 100, reactivation: 1));
        Assert.Equal(Ratio.Of(85, 100), RevenueRetention.Gross(opening: 100, churn: 10, contraction: 5));
        Assert.Equal(Ratio.Of(105, 100), RevenueRetention.Net(opening: 100, churn: 10, contraction: 5, expansion: 20));
        Assert.Equal(Ratio.Of(31, 15), QuickRatio.Of(added: 10, expansion: 20, contraction: 5, churn: 10, reactivation: 1));
        Assert.Equal(EurEach(100, 8), Arpa.Of(mrr: Eur(100), customers: 8));
        Assert.Equal(EurEach(450, 9), AverageSalePrice.Of(newMrr: Eur(450), newCustomers: 9));
        Assert.Equal(Ratio.Of(-10, 100), MrrGrowth.Rate(opening: 100, closing: 90));
        Assert.Equal(Ratio.Of(30, 100), MrrGrowth.ExpansionShare(added: 60, reactivation: 10, expansion: 30));
        Assert.Equal(Ratio.Of(300, 150), PurchaseFrequency.PerOneTimeCustomer(orders: 300, oneTimeCustomers: 150));
        Assert.Equal(Ratio.Of(40, 160), RepeatCustomers.PerOneTimeCustomer(repeatCustomers: 40, oneTimeCustomers: 160));
        Assert.Equal(Ratio.Of(70, 200), RepeatCustomers.Returning(returningCustomers: 70, uniqueCustomers: 200));
    }

    /// <summary>Five amounts of a month, each of which may be 0.</summary>
    [Fact]
    public void FormulasOfRevenue_AgreeWithThoseOfNumbers() =>
        Laws.Check(Arb.From(Gen.Choose(0, 9).Select(amount => amount / 4m).ArrayOf(5)), months =>
        {
            (decimal a, decimal b, decimal c, decimal d, decimal e) = (months[0], months[1], months[2], months[3], months[4]);

            Assert.Equal(MrrChurn.Gross(a, b, c), MrrChurn.Gross(Mrr(a), Mrr(b), Mrr(c)));
            Assert.Equal(MrrChurn.Net(a, b, c, d, e), MrrChurn.Net(Mrr(a), Mrr(b), Mrr(c), Mrr(d), Mrr(e)));
            Assert.Equal(RevenueRetention.Gross(a, b, c), RevenueRetention.Gross(Mrr(a), Mrr(b) + Mrr(c)));
            Assert.Equal(RevenueRetention.Net(a, b, c, d), RevenueRetention.Net(Mrr(a), Mrr(b) + Mrr(c), Mrr(d)));
            Assert.Equal(QuickRatio.Of(a, b, c, d, e), QuickRatio.Of(Mrr(a), Mrr(b), Mrr(c), Mrr(d), Mrr(e)));
            Assert.Equal(MrrGrowth.Rate(a, b), MrrGrowth.Rate(Mrr(a), Mrr(b)));
            Assert.Equal(MrrGrowth.ExpansionShare(a, b, c), MrrGrowth.ExpansionShare(Mrr(a), Mrr(b), Mrr(c)));
        });

    [Fact]
    public void RetentionByCustomer_TakesTheMinimumOfEach_NeverOfTotals()
    {
        (decimal, decimal)[] customers = [(100m, 120m), (100m, 0m), (0m, 50m), (40m, 30m)];

        Assert.Equal(Ratio.Of(130, 240), RevenueRetention.Gross(customers));
        Assert.Equal(Ratio.Of(150, 240), RevenueRetention.Net(customers));
        Assert.Null(RevenueRetention.Gross([]).Value);
        Assert.Null(RevenueRetention.Net([(0m, 10m)]).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => RevenueRetention.Gross([(-1m, 0m)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RevenueRetention.Net([(1m, -1m)]));
    }

    [Fact]
    public void RetentionByCustomer_AndByTotals_Agree() =>
        Laws.Check(
            Arb.From(Gen.Choose(0, 5).Select(amount => (decimal)amount).Two().ListOf()),
            pairs =>
            {
                (decimal Opening, decimal Closing)[] customers = [.. pairs];
                decimal opening = customers.Sum(one => one.Opening);
                (decimal Opening, decimal Closing)[] opened = [.. customers.Where(one => one.Opening > 0)];
                decimal lost = opened.Sum(one => Math.Max(0, one.Opening - one.Closing));
                decimal gained = opened.Sum(one => Math.Max(0, one.Closing - one.Opening));

                Assert.Equal(RevenueRetention.Gross(opening, lost, 0m), RevenueRetention.Gross(customers));
                Assert.Equal(RevenueRetention.Net(opening, 0m, lost, gained), RevenueRetention.Net(customers));
                Assert.Equal(RevenueRetention.Gross(customers).Complement, MrrChurn.Gross(lost, 0m, opening));
                Assert.Equal(RevenueRetention.Net(customers).Complement, MrrChurn.Net(lost, 0m, gained, opening));
            });

    [Fact]
    public void WhatIsDividedAsMoney_ComesBackInItsCurrency() =>
        Assert.All(Methods.Values.Where(method => method.ReturnType == typeof(AverageMoney)), method => Assert.Equal(Currency.Eur, Assert.IsType<AverageMoney>(Call(method, _ => 1m)).Currency));

    private static bool IsNumber(ParameterInfo parameter) => parameter.ParameterType == typeof(decimal) || parameter.ParameterType == typeof(Money);

    private static object Call(string formula, Func<ParameterInfo, decimal> argument) => Call(Methods[formula], argument);

    private static object Call(MethodInfo method, Func<ParameterInfo, decimal> argument) =>
        method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Money) ? (object)Eur(argument(parameter)) : argument(parameter))])!;

    private static decimal? Value(object quotient) => quotient is AverageMoney average ? average.Value : ((Ratio)quotient).Value;
}
