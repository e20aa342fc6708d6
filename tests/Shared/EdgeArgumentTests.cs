using System.Reflection;
using System.Text.Json;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>No public member answers null, a default, an undefined choice or an extreme value with an exception that only a programming error has.</summary>
[Trait("Kind", "Numbers")]
public sealed class EdgeArgumentTests
{
    [Fact]
    public void EveryMember_RefusesEdgeValues_WithADocumentedException()
    {
        var samples = new Samples();
        // What implements an interface is called by itself.
        MethodBase[] members = [.. Samples.Members().Where(member => !member.DeclaringType!.IsInterface && samples.CanCall(member))];

        string[] complaints = [.. members.SelectMany(member => Complaints(samples, member))];

        Assert.NotEmpty(members);
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }

    private static IEnumerable<string> Complaints(Samples samples, MethodBase member)
    {
        // Rows of answers are made by the library; what it never gives them is not checked.
        bool isRow = IsRecords(member);
        foreach (ParameterInfo parameter in member.GetParameters().Where(parameter => !isRow || parameter.ParameterType.IsValueType))
        {
            foreach (object? edge in Edges(parameter.ParameterType))
            {
                if (Complaint(samples, member, parameter, edge) is { } complaint)
                {
                    yield return complaint;
                }
            }
        }
    }

    private static string? Complaint(Samples samples, MethodBase member, ParameterInfo parameter, object? edge)
    {
        string call = $"{member.DeclaringType!.Name}.{member.Name}({parameter.Name}: {edge ?? "null"})";
        Exception? thrown = Record.Exception(() => Used(samples.Call(member, parameter.Position, edge)));
        thrown = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
        if (thrown is null)
        {
            return IsNothing(edge) && !IsRecords(member) && !IsComparison(member) ? $"{call}: accepted" : null;
        }

        return thrown is ArgumentException or FormatException or OverflowException or JsonException or IOException || IsOfTheLibrary(thrown) || IsLookup(thrown, member) ? null : $"{call}: {thrown}";
    }

    /// <summary>An exception that the library declares, such as <see cref="InvalidHistoryException"/>.</summary>
    private static bool IsOfTheLibrary(Exception thrown) => thrown.GetType().Namespace!.StartsWith("Retention.Metrics", StringComparison.Ordinal);

    private static bool IsLookup(Exception thrown, MethodBase member) => thrown is KeyNotFoundException && string.Equals(member.Name, "get_Item", StringComparison.Ordinal);

    /// <summary>An undefined choice, or an id that names nothing.</summary>
    private static bool IsNothing(object? edge) =>
        edge is Enum choice ? !Enum.IsDefined(edge.GetType(), choice) : edge is CustomerId or SubscriptionId or OrderId;

    private static bool IsComparison(MethodBase member) =>
        member.Name is "Equals" or "CompareTo" or "ToString" || member.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsRecords(MethodBase member) => member is ConstructorInfo
        && member.DeclaringType!.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        && Array.TrueForAll(member.GetParameters(), parameter => member.DeclaringType.GetProperty(parameter.Name!) is not null);

    /// <summary>What is enumerated only when it is read, and what is printed.</summary>
    private static void Used(object? answer)
    {
        _ = answer?.ToString();
        _ = answer?.GetHashCode();
        if (answer is System.Collections.IEnumerable sequence and not string)
        {
            foreach (object? _ in sequence)
            {
            }
        }
    }

    internal static IEnumerable<object?> Edges(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Edges(underlying).Prepend(null);
        }

        if (Known.TryGetValue(type, out object?[]? edges))
        {
            return edges;
        }

        if (type.IsValueType)
        {
            return type.IsEnum ? [Enum.ToObject(type, 127), Enum.ToObject(type, 99)] : [Activator.CreateInstance(type)];
        }

        return Element(type) is { } element ? [null, Array.CreateInstance(element, 0), Array.CreateInstance(element, 1)] : [null];
    }

    private static Type? Element(Type type) =>
        type is { IsGenericType: true, IsInterface: true } && type.GetGenericArguments() is [Type only] && type.IsAssignableFrom(only.MakeArrayType()) ? only : null;

    private static readonly Dictionary<Type, object?[]> Known = new()
    {
        [typeof(string)] = [null, "", " ", "\ud800", new string('x', 10_000)],
        [typeof(bool)] = [false],
        [typeof(int)] = [int.MinValue, -1, 0, int.MaxValue],
        [typeof(long)] = [long.MinValue, -1L, 0L, long.MaxValue],
        [typeof(decimal)] = [decimal.MinValue, -1m, 0m, 0.0000000000000000000000000001m, decimal.MaxValue],
        [typeof(double)] = [double.NaN, double.NegativeInfinity, -1.0, 0.0, double.Epsilon, double.MaxValue, double.PositiveInfinity],
        [typeof(Instant)] = [Instant.MinValue, Instant.MaxValue],
        [typeof(LocalDate)] = [LocalDate.MinIsoValue, LocalDate.MaxIsoValue],
        [typeof(YearMonth)] = [new YearMonth(-9998, 1), new YearMonth(9999, 12)],
        [typeof(Money)] = [default(Money), Currency.Eur.Amount(decimal.MinValue), Currency.Eur.Amount(decimal.MaxValue)],
        [typeof(Ratio)] = [default(Ratio), Ratio.Of(decimal.MaxValue, 0.0000000000000000000000000001m), Ratio.Of(decimal.MinValue, decimal.MaxValue)],
    };
}
