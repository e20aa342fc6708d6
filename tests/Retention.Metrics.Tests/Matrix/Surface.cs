using System.Reflection;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>What the public surface says of answers about customers: which there are, and what each can do.</summary>
internal static class Surface
{
    private static readonly Type[] Exported = [.. new[] { typeof(Money).Assembly, typeof(RiskTable).Assembly }.SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>What has customers, and is asked.</summary>
    private static readonly HashSet<Type> Subjects =
    [
        typeof(SubscriptionHistory), typeof(RevenueTimeline), typeof(ChurnAnalysis), typeof(MultiCurrencyTimeline), typeof(AppendableHistory), typeof(AppendableTimeline<,>),
        typeof(OrderHistory), typeof(OrderTimeline), typeof(ActivityTimeline), typeof(SurveyTimeline), typeof(Segmented<>),
    ];

    /// <summary>The public methods that read a history or a timeline.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. Exported.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType != typeof(object) && SubjectOf(method) is not null),
    ];

    /// <summary>All that these methods make: answers, contributions, subjects and whatever else.</summary>
    public static IReadOnlyList<Type> Made { get; } = [.. Methods.Select(method => Element(method.ReturnType)).Distinct()];

    public static bool IsSubject(Type type) => Subjects.Contains(Definition(type));

    /// <summary>The public members that do what a column asks of an answer.</summary>
    public static IEnumerable<MemberInfo> MembersFor(MatrixRow row, Column column, IReadOnlyList<MatrixRow> rows)
    {
        // Where answers share a type, the name tells them apart.
        bool shared = rows.Count(one => one.Answer == row.Answer) > 1;
        MethodInfo[] own = [.. Methods.Where(method => !shared || string.Equals(method.Name, row.Question, StringComparison.Ordinal))];
        MethodInfo[] plain = [.. own.Where(method => method.ReturnType == row.Answer)];
        return column switch
        {
            Column.Total => plain.Where(method => !TakesRates(method)),
            Column.OneAttribute or Column.SeveralAttributes => own.Where(method => method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(BySegment<>) && method.ReturnType.GetGenericArguments()[0] == row.Answer),
            Column.Currencies => plain.Where(method => TakesRates(method) || Reached(TakesRates).Contains(Definition(SubjectOf(method)!))),
            Column.Merge => row.Answer.GetMethods().Where(method => string.Equals(method.Name, "Merge", StringComparison.Ordinal) && method.ReturnType == row.Answer),
            Column.Explain => Explaining(row),
            Column.OnePass => rows.Where(one => one.Answer.Name.EndsWith("Report", StringComparison.Ordinal)).SelectMany(report => report == row
                ? [row.Answer]
                : report.Answer.GetProperties().Where(property => property.PropertyType == row.Answer && (!shared || string.Equals(property.Name, row.Question, StringComparison.Ordinal))).Cast<MemberInfo>()),
            _ => plain.Where(method => ReachedFromAppended().Contains(Definition(SubjectOf(method)!))),
        };
    }

    /// <summary>The methods that name customers behind an answer: those that make its contributions, and its own members that hold them.</summary>
    private static IEnumerable<MemberInfo> Explaining(MatrixRow row) =>
        row.Contribution == typeof(object)
            ? Holding(row.Answer)
            : Methods.Where(method => IsList(method.ReturnType) && Element(method.ReturnType) == row.Contribution && NamesACustomer(row.Contribution!)).Concat<MemberInfo>(Holding(row.Answer));

    /// <summary>The members of an answer that list customers.</summary>
    private static IEnumerable<MemberInfo> Holding(Type answer) =>
        answer.GetProperties().Where(property => property.GetIndexParameters().Length == 0 ? IsList(property.PropertyType) && NamesACustomer(Element(property.PropertyType)) : NamesACustomer(property.PropertyType))
            .Concat<MemberInfo>(answer.GetMethods().Where(method => !method.IsSpecialName && IsList(method.ReturnType) && NamesACustomer(Element(method.ReturnType))));

    private static bool NamesACustomer(Type type) => type.GetProperty("Customer")?.PropertyType == typeof(CustomerId)
        || type.GetProperties().Any(property => property.PropertyType == typeof(MrrContribution));

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(IEnumerable<>) || definition == typeof(IReadOnlyList<>));

    private static bool TakesRates(MethodInfo method) => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(IExchangeRates));

    /// <summary>The subjects that a method with a property makes, and those that are made of them.</summary>
    private static HashSet<Type> Reached(Func<MethodInfo, bool> first) => Closed([.. Methods.Where(first).Select(method => method.ReturnType).Where(IsSubject).Select(Definition)]);

    private static HashSet<Type> ReachedFromAppended() => Closed(
        [.. Exported.Where(type => type.Name.StartsWith("Appendable", StringComparison.Ordinal)).SelectMany(type => type.GetProperties()).Select(property => Definition(property.PropertyType)).Where(Subjects.Contains)]);

    private static HashSet<Type> Closed(HashSet<Type> reached)
    {
        for (int count = -1; count != reached.Count;)
        {
            count = reached.Count;
            reached.UnionWith(Methods.Where(method => IsSubject(method.ReturnType) && reached.Contains(Definition(SubjectOf(method)!)) && Definition(method.ReturnType) != typeof(Segmented<>)).Select(method => Definition(method.ReturnType)).ToArray());
        }

        return reached;
    }

    private static Type? SubjectOf(MethodInfo method)
    {
        Type? first = method.GetParameters().FirstOrDefault()?.ParameterType;
        return first is not null && IsSubject(first) ? first : !method.IsStatic && IsSubject(method.DeclaringType!) ? method.DeclaringType : null;
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>What a list, a part by segment or a task is of.</summary>
    private static Type Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (IsList(type) || definition == typeof(BySegment<>) || definition == typeof(Task<>)) ? Element(type.GetGenericArguments()[0]) : type;
}
