using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Every public value prints: no text throws, whatever the value, and none is the name of a type.</summary>
public sealed class PrintingTests
{
    private static readonly Assembly Tested = Assembly.Load(typeof(PrintingTests).Assembly.GetName().Name![..^".Tests".Length]);

    // The cases of a class run one after the other.
    private static readonly Samples Values = Examples.Known();

    public static TheoryData<string> Printed => [.. Types().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Printed))]
    public void AnExample_Prints(string name) => Assert.Null(Complaint(Values.Example(Tested.GetType(name)!)));

    [Fact]
    public void Defaults_Print() =>
        Assert.All(Types().Where(type => type is { IsValueType: true, ContainsGenericParameters: false }), type => Assert.Null(Complaint(Activator.CreateInstance(type)!)));

    /// <summary>What constructors and factories make of extreme, negative and missing values, where they accept them.</summary>
    [Fact]
    public void ExtremeValues_Print_InTurkishToo()
    {
        Samples samples = Values;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR", useUserOverride: false);
            string[] complaints = [.. Made(samples).Select(Complaint).OfType<string>().Distinct(StringComparer.Ordinal)];
            Assert.True(complaints.Length == 0, string.Join('\n', complaints));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<Type> Types() => Tested.GetExportedTypes().Where(type =>
        !type.IsAbstract && !typeof(Exception).IsAssignableFrom(type)
        && !typeof(JsonConverter).IsAssignableFrom(type) && !typeof(JsonSerializerContext).IsAssignableFrom(type));

    private static IEnumerable<object> Made(Samples samples)
    {
        foreach (MethodBase member in Samples.Members().Where(member => (member is ConstructorInfo || member.IsStatic) && samples.CanCall(member)))
        {
            foreach (ParameterInfo parameter in member.GetParameters())
            {
                foreach (object? edge in EdgeArgumentTests.Edges(parameter.ParameterType))
                {
                    object? made = null;
                    try
                    {
                        made = samples.Call(member, parameter.Position, edge);
                    }
                    catch (TargetInvocationException)
                    {
                        // The value is not accepted.
                    }

                    if (made is not null && made.GetType() is { IsVisible: true } type && type.Assembly == Tested && made is not (JsonConverter or JsonSerializerContext or Exception))
                    {
                        yield return made;
                    }
                }
            }
        }
    }

    private static string? Complaint(object value)
    {
        string type = value.GetType().Name.Split('`')[0];
        try
        {
            string? text = value.ToString();
            return string.IsNullOrWhiteSpace(text) && value is not (CustomerId or SubscriptionId or OrderId) ? $"{type} prints nothing"
                : text == type || text!.Contains("Retention.Metrics.", StringComparison.Ordinal) || text.Contains("System.Collections", StringComparison.Ordinal) ? $"{type} prints {text}"
                : null;
        }
        catch (Exception thrown)
        {
            return $"{type} throws {thrown.GetType().Name}: {thrown.Message}";
        }
    }
}
