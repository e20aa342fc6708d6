using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Some value of any public type, so that a promise about all members can call each of them.</summary>
/// <remarks>A few values are given; every other is what some public member makes out of values that are available already.</remarks>
internal sealed class Samples
{
    private static readonly Assembly Tested = Assembly.Load(typeof(Samples).Assembly.GetName().Name![..^".Tests".Length]);

    /// <summary>What makes samples: the library that is tested, and the core below it.</summary>
    private static readonly Type[] Known = [.. new[] { Tested, typeof(Money).Assembly }.Distinct().SelectMany(assembly => assembly.GetExportedTypes())];

    /// <summary>All members that could make a sample: reflection is asked once, not again for each type.</summary>
    private static readonly (MethodBase Member, Type[] Parameters)[] Candidates =
        [.. MembersOf(Known).Select(member => (member, member.GetParameters().Select(parameter => parameter.ParameterType).ToArray())).OrderBy(one => one.Item2.Length)];

    private static readonly MethodInfo Copy = typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly Dictionary<Type, object> known = new()
    {
        [typeof(bool)] = true,
        [typeof(int)] = 1,
        [typeof(long)] = 1L,
        [typeof(decimal)] = 1m,
        [typeof(double)] = 0.5,
        [typeof(string)] = "EUR",
        [typeof(object)] = "EUR",
        [typeof(Uri)] = new Uri("https://example.com/"),
        [typeof(CancellationToken)] = CancellationToken.None,
        [typeof(Instant)] = Instant.FromUtc(2026, 2, 5, 0, 0),
        [typeof(LocalDate)] = new LocalDate(2026, 2, 5),
        [typeof(YearMonth)] = new YearMonth(2026, 1),
        [typeof(IsoDayOfWeek)] = IsoDayOfWeek.Monday,
        [typeof(DateTimeZone)] = DateTimeZone.Utc,
        [typeof(Currency)] = Currency.Eur,
        [typeof(CustomerId)] = new CustomerId("ada"),
        [typeof(Customer)] = new Customer("ada", [new("plan", "pro")]),
        [typeof(IEnumerable<KeyValuePair<string, string>>)] = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "pro" },
        [typeof(Segmentation)] = Segmentation.By([], "plan"),
        [typeof(ReportingPeriods)] = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2026, 1)).To(new YearMonth(2026, 6)),
        [typeof(MetricPolicy)] = MetricPolicy.Default,
        [typeof(ExecutionOptions)] = ExecutionOptions.Sequential,
        [typeof(IReadOnlyList<(string, MetricPolicy)>)] = new[] { ("mine", MetricPolicy.Default) },
        [typeof(Func<MrrContribution, Money?>)] = (MrrContribution _) => (Money?)null,
        [typeof(IExchangeRates)] = new Rates(),
        [typeof(Utf8JsonWriter)] = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { SkipValidation = true }),
        [typeof(JsonSerializerOptions)] = JsonSerializerOptions.Default,
        [typeof(Period)] = Period.FromYears(1),
        [typeof(IReadOnlyList<RollForwardTotals>)] = new RollForwardTotals[6],
        [typeof(IEnumerable<KeyValuePair<string, IReadOnlyList<ProductTotals>>>)] = Array.Empty<KeyValuePair<string, IReadOnlyList<ProductTotals>>>(),
        [typeof(SignalGroups)] = SignalGroups.Bounds(0),
        [typeof(IReadOnlyList<IReadOnlyList<SignalGroupTotals>>)] = Enumerable.Repeat<IReadOnlyList<SignalGroupTotals>>(new SignalGroupTotals[3], 6).ToArray(),
        [typeof(IReadOnlyList<CommittedTotals>)] = new CommittedTotals[6],
        [typeof(IReadOnlyList<TrailingTotals>)] = new TrailingTotals[6],
        [typeof(IReadOnlyList<OrderTotals>)] = new OrderTotals[6],
        [typeof(ActivityTotals)] = default(ActivityTotals),
        [typeof(ActivityTimeline)] = ActivityTimeline.FromColumns<int>([1], [Instant.FromUtc(2026, 1, 5, 0, 0)]),
        [typeof(Segmented<ActivityTimeline>)] = ActivityTimeline.FromColumns<int>([1], [Instant.FromUtc(2026, 1, 5, 0, 0)]).By(Segmentation.By([], "plan")),
        [typeof(Figure<ActivityMetricsRow>)] = ActivityMetricsFigure.All[0],
        [typeof(IReadOnlyList<ActivityTotals>)] = new ActivityTotals[6],
        [typeof(IReadOnlyList<DayWindow>)] = new[] { DayWindow.On(1) },
        [typeof(IReadOnlyList<DayRetentionTotals>)] = Enumerable.Range(0, 6).Select(_ => new DayRetentionTotals(0, [Ratio.Of(0, 0)])).ToArray(),
        [typeof(OrderTotals)] = default(OrderTotals),
        [typeof(ProductTimeline)] = ProductTimeline.FromHistory(SubscriptionHistory.Create()),
        [typeof(IReadOnlyList<RfmTotals>)] = new RfmTotals[6],
        [typeof(DayHistogram)] = OrderTimeline.FromColumns<int>(Currency.Eur, [], [], []).DaysBetweenOrders(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1))).Overall,
        [typeof(SurveyTimeline)] = SurveyTimeline.FromResponses([new("ada", Instant.FromUtc(2026, 1, 9, 0, 0), "relationship", 3)]),
        [typeof(IReadOnlyList<ScoreCounts>)] = Array.Empty<ScoreCounts>(),
        [typeof(IReadOnlyList<AfterAnswerTotals>)] = Array.Empty<AfterAnswerTotals>(),
        [typeof(IReadOnlyList<ResponseRateTotals>)] = Array.Empty<ResponseRateTotals>(),
        [typeof(IEnumerable<KeyValuePair<CustomerId, Instant>>)] = Array.Empty<KeyValuePair<CustomerId, Instant>>(),
        [typeof(IReadOnlyList<CohortTotals<RevenueCellTotals>>)] = Nobody<RevenueCellTotals>(),
        [typeof(CohortTotals<RevenueCellTotals>)] = Nobody<RevenueCellTotals>()[0],
        [typeof(IReadOnlyList<CohortTotals<OrderCellTotals>>)] = Nobody<OrderCellTotals>(),
        [typeof(CohortTotals<OrderCellTotals>)] = Nobody<OrderCellTotals>()[0],
        [typeof(IReadOnlyList<CohortTotals<ActivityCellTotals>>)] = Nobody<ActivityCellTotals>(),
        [typeof(CohortTotals<ActivityCellTotals>)] = Nobody<ActivityCellTotals>()[0],
        [typeof(IAsyncEnumerable<CustomerId>)] = AsyncEnumerable.Empty<CustomerId>(),
        [typeof(Figure<DayHistogram>)] = DaysBetweenOrdersFigure.All[0],
    };

    private readonly HashSet<Type> asked = [];

    private readonly HashSet<Type> impossible = [];

    /// <summary>Another value for a type.</summary>
    public object this[Type type]
    {
        init => known[type] = value;
    }

    /// <summary>All public members that reflection can call, their type parameters filled in.</summary>
    public static IEnumerable<MethodBase> Members() => MembersOf(Tested.GetExportedTypes());

    private static IEnumerable<MethodBase> MembersOf(IEnumerable<Type> types) => types
        .Where(type => !typeof(JsonSerializerContext).IsAssignableFrom(type)) // generated
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>())
        .Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not { IsStatic: true, IsAbstract: true } && !Array.Exists(member.GetParameters(), parameter => parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsByRef))
        .Select(Close);

    /// <summary>A value of a type, its type parameters filled in.</summary>
    public object Example(Type type) => Of(type.IsGenericTypeDefinition ? Close(type) : type);

    /// <summary>Calls a member with samples, and null for one parameter if asked to.</summary>
    public object? Call(MethodBase member, int nullAt = -1) => Call(member, nullAt, instead: null);

    /// <summary>Calls a member with samples, and another value for one parameter.</summary>
    public object? Call(MethodBase member, int at, object? instead)
    {
        object?[] arguments = [.. member.GetParameters().Select(parameter => parameter.Position == at ? instead : Of(parameter.ParameterType))];
        if (member is ConstructorInfo constructor)
        {
            return constructor.Invoke(arguments);
        }

        // Reflection lets an initializer change what is made already, such as the default policy: it gets a copy.
        object? target = member.IsStatic ? null : Of(member.DeclaringType!);
        return member.Invoke(member.Name.StartsWith("set_", StringComparison.Ordinal) ? Copy.Invoke(target, []) : target, arguments);
    }

    /// <summary>Whether every argument of a member is available, and the value it is called on.</summary>
    public bool CanCall(MethodBase member) =>
        member.GetParameters().All(parameter => Make(parameter.ParameterType) is not null) && (member.IsStatic || member is ConstructorInfo || Make(member.DeclaringType!) is not null);

    private static MethodBase Close(MethodBase member)
    {
        if (member.DeclaringType!.IsGenericTypeDefinition)
        {
            member = (MethodBase)Close(member.DeclaringType).GetMemberWithSameMetadataDefinitionAs(member);
        }

        return member is MethodInfo { IsGenericMethodDefinition: true } method ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(Argument)]) : member;
    }

    /// <summary>A base class or interface is closed as some type derives from it; other types by the names of their parameters.</summary>
    private static Type Close(Type type) =>
        Known.SelectMany(one => Bases(one).Concat(one.GetInterfaces())).FirstOrDefault(one => one is { IsGenericType: true, ContainsGenericParameters: false } && one.GetGenericTypeDefinition() == type)
        ?? type.MakeGenericType([.. type.GetGenericArguments().Select(Argument)]);

    private static IEnumerable<Type> Bases(Type type)
    {
        for (Type? one = type.BaseType; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    /// <summary>Cohorts of six periods without a member.</summary>
    private static CohortTotals<TTotals>[] Nobody<TTotals>()
        where TTotals : struct, ICohortTotals<TTotals> => [.. Enumerable.Range(0, 6).Select(cohort => new CohortTotals<TTotals>(default, new TTotals[6 - cohort]))];

    private static Type Argument(Type parameter) => parameter.Name switch
    {
        "TAnswer" => typeof(RevenueCohortTable),
        "TTotals" => typeof(RevenueCellTotals),
        "THistory" => typeof(SubscriptionHistory),
        "TTimeline" => typeof(RevenueTimeline),
        "TFinding" => typeof(SubscriptionFinding),
        "TEvent" => typeof(SubscriptionEvent),
        "TChoice" => typeof(FigureUnit),
        "TModel" or "TOther" or "TSelf" => Array.Find(Known, type => string.Equals(type.Name, "BgNbd", StringComparison.Ordinal))!,
        "TSource" => Array.Find(Known, type => string.Equals(type.Name, "SqlLevels", StringComparison.Ordinal))!,
        "TMetric" => typeof(Func<IReadOnlyList<(decimal, decimal)>, Ratio>),
        "TValue" => typeof(Ratio),
        _ => typeof(CustomerId),
    };

    private object Of(Type type) => Make(type) ?? throw new InvalidOperationException($"No public member makes a {type}; give one here.");

    private object? Make(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (known.TryGetValue(type, out object? value))
        {
            return value;
        }

        if (impossible.Contains(type) || !asked.Add(type))
        {
            return null;
        }

        value = type.IsEnum ? Enum.GetValues(type).GetValue(0) : Sequence(type) ?? Delegate(type) ?? Makers(type).Select(Try).FirstOrDefault(made => made is not null);
        asked.Remove(type);
        if (value is not null)
        {
            known[type] = value;
        }
        else if (asked.Count == 0)
        {
            // Nothing was left out because it is being made already: no later search finds more.
            impossible.Add(type);
        }

        return value;
    }

    /// <summary>One element in an array, where an array will do.</summary>
    private Array? Sequence(Type type)
    {
        Type? element = type is { IsGenericType: true, IsInterface: true } && type.GetGenericArguments() is [Type only] && type.IsAssignableFrom(only.MakeArrayType()) ? only : null;
        if (element is null || Make(element) is not { } one)
        {
            return null;
        }

        var sequence = Array.CreateInstance(element, 1);
        sequence.SetValue(one, 0);
        return sequence;
    }

    /// <summary>A function that returns a sample, whatever it is given.</summary>
    private Delegate? Delegate(Type type)
    {
        if (!type.IsSubclassOf(typeof(Delegate)))
        {
            return null;
        }

        MethodInfo invoke = type.GetMethod("Invoke")!;
        Expression body = invoke.ReturnType == typeof(void) ? Expression.Empty() : Expression.Constant(Make(invoke.ReturnType), invoke.ReturnType);
        return Expression.Lambda(type, body, invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))).Compile();
    }

    private static IEnumerable<MethodBase> Makers(Type type) => Candidates
        .Where(one => Array.IndexOf(one.Parameters, type) < 0)
        .Select(one => one.Member)
        .Where(member => member is MethodInfo method
            ? type.IsAssignableFrom(method.ReturnType) && (method.IsStatic || method.DeclaringType != type)
            : type.IsAssignableFrom(member.DeclaringType) && !member.DeclaringType.IsAbstract);

    private object? Try(MethodBase member)
    {
        try
        {
            return CanCall(member) ? Call(member) : null;
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private sealed class Rates : IExchangeRates
    {
        public decimal Rate(Currency from, Currency to, Instant at) => 1;
    }
}
