using System.Reflection;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Promise 4: no NaN, no silent 0, overflow throws; and what is public cannot be changed.</summary>
public sealed class ValueTests
{
    /// <summary>Powers and the normal distribution need a double; each is null where there is no finite value.</summary>
    private static readonly string[] Doubles =
    [
        "Annualized.Churn", "Annualized.Retention", "RollForwardRow.AnnualizedCustomerChurn", "RollForwardRow.AnnualizedGrossRevenueRetention", "RollForwardRow.AnnualizedNetRevenueRetention",
        "ExperimentPlan.Power", "RelativeRisk.Lower", "RelativeRisk.Upper", "RetentionExperiment.PValue", "RetentionExperiment.Z",
        "AtRiskCustomer.Value", "SignalGroup.From", "SignalGroup.To", "SignalGroupTotals.From", "SignalGroupTotals.To", "SignalValue.Value",
    ];

    /// <summary>Parts of a value that is null as a whole where there is none.</summary>
    private static readonly string[] PartsOfWhatMayBeNull = ["DifferenceInterval.Level", "DifferenceInterval.Lower", "DifferenceInterval.Upper", "RateInterval.Level", "RateInterval.Lower", "RateInterval.Upper", "ScoreInterval.Level", "ScoreInterval.Lower", "ScoreInterval.Upper", "RelativeRisk.Level", "RelativeRisk.Value", "TrendTest.PValue", "TrendTest.Z"];

    private static readonly Type[] Exported = typeof(Money).Assembly.GetExportedTypes();

    [Fact]
    public void NoFigure_IsADouble_ExceptPowersAndTestsThatMayBeUndefined()
    {
        var found = Exported.SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly), (type, member) => (type, member))
            .Select(one => (Name: $"{one.type.Name}.{one.member.Name}", Type: one.member switch
            {
                PropertyInfo property => property.PropertyType,
                MethodInfo { IsSpecialName: false } method => method.ReturnType,
                FieldInfo field => field.FieldType,
                _ => typeof(void),
            }))
            .Where(one => !PartsOfWhatMayBeNull.Contains(one.Name, StringComparer.Ordinal) && new[] { typeof(double), typeof(float), typeof(double?), typeof(float?) }.Contains(one.Type)).ToList();

        Assert.Equal(Doubles.Order(StringComparer.Ordinal), found.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Equal(typeof(double?), one.Type));
    }

    [Fact]
    public void EveryRate_IsARatio_AndDefaultIsUndefined()
    {
        PropertyInfo[] rates = [.. Exported.Where(type => type != typeof(RetentionJsonContext)).SelectMany(type => type.GetProperties()).Where(property => property.Name.EndsWith("Rate", StringComparison.Ordinal) || property.Name.EndsWith("Retention", StringComparison.Ordinal))
            .Where(property => !property.Name.StartsWith("Annualized", StringComparison.Ordinal))
            .Where(property => property.DeclaringType != typeof(DatedExchangeRate))]; // units of one currency for a unit of another

        Assert.True(rates.Length >= 10);
        Assert.All(rates, rate => Assert.Equal(typeof(Ratio), rate.PropertyType));
        Assert.Null(default(Ratio).Value);
        Assert.Null(default(AverageMoney).Value);
    }

    [Fact]
    public void Sums_ThatDoNotFit_Throw()
    {
        var most = new RecurringRevenue(Int128.MaxValue, Currency.Eur);
        var one = new RecurringRevenue(1, Currency.Eur);
        var counts = new PeriodSums { NewCustomers = long.MaxValue };

        Assert.Throws<OverflowException>(() => most + one);
        Assert.Throws<OverflowException>(() => new RecurringRevenue(Int128.MinValue, Currency.Eur) - one);
        Assert.Throws<OverflowException>(() => most.Annual);
        Assert.Throws<OverflowException>(() => counts.Add(new PeriodSums { NewCustomers = 1 }));
        Assert.Throws<OverflowException>(() => Ratio.Of(decimal.MaxValue, 1).Complement.Complement.Pool(Ratio.Of(decimal.MaxValue, 1)));
        Assert.Throws<OverflowException>(() => CustomerLifetimeValue.ProductOfMeans(Eur(decimal.MaxValue), 2, 1));
    }

    [Fact]
    public void NothingPublic_CanBeChanged()
    {
        Assert.All(Exported.Where(type => !type.IsEnum).SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)), field => Assert.Fail($"{field.DeclaringType!.Name}.{field.Name} is a public field."));
        Assert.All(
            Exported.SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is { IsPublic: true } && property.DeclaringType!.Assembly == typeof(Money).Assembly),
            property => Assert.Contains(property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers(), modifier => modifier == typeof(System.Runtime.CompilerServices.IsExternalInit)));
    }

    [Fact]
    public void EveryPublicClass_IsSealedStaticOrAClosedFamily() =>
        Assert.Equal(["CohortCell`2", "CohortTable`4", "Cohort`2", "Figure`1", nameof(Finding), "PeriodAnswer`2", "RevenueAnswer`2", nameof(Signal), nameof(SignalChurn), nameof(SubscriptionEvent), "TextJsonConverter`1", "ValueJsonConverter`1"], Exported.Where(type => type is { IsClass: true, IsSealed: false }).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryClassThatIsComparedByValue_HasTheOperatorsOfEquality() =>
        Assert.Empty(Exported.Where(type => type is { IsClass: true, IsAbstract: false } && Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .Where(type => type.GetMember("op_Equality", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy).Length == 0)
            .Select(type => type.Name));
}
