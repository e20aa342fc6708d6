using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>An answer holds figures, and the names of what they are figures of; no answer keeps a timeline alive.</summary>
public sealed class AnswersHoldFiguresTests
{
    private static readonly Assembly Core = typeof(Money).Assembly;

    private static readonly Type[] Data =
    [
        typeof(RevenueTimeline), typeof(OrderTimeline), typeof(ActivityTimeline), typeof(SurveyTimeline),
        typeof(RevenueColumns), typeof(LayeredColumns), typeof(OrderColumns), typeof(ActivityColumns), typeof(SurveyColumns),
    ];

    /// <summary>Answers and values: the public classes that are compared by their figures.</summary>
    public static TheoryData<Type> Answers =>
        [.. Core.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.GetInterfaces().Any(one => one.Name == "IEquatable`1")).Select(Closed)];

    [Theory]
    [MemberData(nameof(Answers))]
    public void AnAnswer_ReachesNoTimeline(Type answer) => Assert.DoesNotContain(Reached(answer), type => Data.Contains(type));

    [Fact]
    public void ThisCheck_SeesWhatItLooksFor()
    {
        Assert.Contains(typeof(OrderColumns), Reached(typeof(Segmented<OrderTimeline>)));
        Assert.Contains(typeof(RfmColumns), Reached(typeof(OrderReport)));
        Assert.True(Answers.Count > 20);
    }

    /// <summary>A type with its parameters filled in.</summary>
    private static Type Closed(Type type) => !type.IsGenericTypeDefinition ? type
        : type == typeof(CohortTotals<>) ? typeof(CohortTotals<RevenueCellTotals>)
        : type.MakeGenericType(typeof(RollForward));

    /// <summary>The types of the fields of a type, of their fields, and so on; of an interface, those of all types that implement it.</summary>
    private static HashSet<Type> Reached(Type from)
    {
        HashSet<Type> reached = [];
        var open = new Stack<Type>([from]);
        while (open.TryPop(out Type? type))
        {
            if (!reached.Add(type))
            {
                continue;
            }

            foreach (Type next in type.HasElementType ? [type.GetElementType()!] : type.GetGenericArguments())
            {
                open.Push(next);
            }

            if (type.Assembly != Core)
            {
                continue;
            }

            for (Type? holder = type; holder is not null; holder = holder.BaseType)
            {
                foreach (FieldInfo field in holder.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    open.Push(field.FieldType);
                }
            }

            foreach (Type implementing in Core.GetTypes().Where(one => one != type && (type.IsInterface || type.IsAbstract) && Implements(one, type)))
            {
                open.Push(implementing);
            }
        }

        return reached;
    }

    private static bool Implements(Type one, Type type) =>
        type.IsAssignableFrom(one) || (type.IsGenericType && one.GetInterfaces().Append(one.BaseType).Any(parent => parent is { IsGenericType: true } && parent.GetGenericTypeDefinition() == type.GetGenericTypeDefinition()));
}
