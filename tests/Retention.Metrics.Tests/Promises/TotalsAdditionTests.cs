using System.Numerics;
using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Totals of parts add field by field: no field is left out, none is added to another.</summary>
public sealed class TotalsAdditionTests
{
    /// <summary>A range is that of both parts; the law of churn by signal holds it.</summary>
    private static readonly string[] Ranges = ["SignalGroupTotals.From", "SignalGroupTotals.To"];

    public static TheoryData<Type> Totals => [.. typeof(Money).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Totals", StringComparison.Ordinal) && type.GetInterfaces().Any(IsAddition))];

    [Fact]
    public void TheTotals_AreFound() => Assert.InRange(Totals.Count, 7, 100);

    [Theory]
    [MemberData(nameof(Totals))]
    public void EachField_IsTheSumOfItsOwn(Type type)
    {
        PropertyInfo[] fields = [.. type.GetProperties().Where(property => property.CanWrite && !Ranges.Contains($"{type.Name}.{property.Name}", StringComparer.Ordinal))];
        object left = Filled(fields, type, 1), right = Filled(fields, type, 1000), sum = type.GetMethod("op_Addition", [type, type])!.Invoke(null, [left, right])!;

        Assert.NotEmpty(fields);
        Assert.Equal(fields.Select((_, i) => (Int128)((i + 1) * 1001)), fields.Select(field => Int128.Parse(FormattableString.Invariant($"{field.GetValue(sum)}"), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static object Filled(PropertyInfo[] fields, Type type, int factor)
    {
        object totals = Activator.CreateInstance(type)!;
        foreach ((int i, PropertyInfo field) in fields.Index())
        {
            int value = (i + 1) * factor;
            field.SetValue(totals, field.PropertyType == typeof(Int128) ? (Int128)value : Convert.ChangeType(value, field.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        }

        return totals;
    }

    private static bool IsAddition(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAdditionOperators<,,>);
}
