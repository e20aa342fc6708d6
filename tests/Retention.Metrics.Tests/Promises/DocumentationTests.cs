using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Promise 6: every public type and member is documented, metrics with their labels.</summary>
[Trait("Kind", "Numbers")]
public sealed class DocumentationTests
{
    private static readonly string[] Labels = ["Formula", "Unit", "Undefined", "Cost", "Source"];

    /// <summary>Answers and methods that are metrics though they return no plain ratio, amount or number.</summary>
    private static readonly string[] FurtherMetrics =
    [
        "T:Retention.Metrics.RollForward", "T:Retention.Metrics.TrailingRetention", "T:Retention.Metrics.OrderMetrics", "T:Retention.Metrics.RepeatWithin",
    ];

    private static readonly Type[] ReturnsOfMetrics = [typeof(Ratio), typeof(AverageMoney), typeof(Money), typeof(decimal), typeof(double?)];

    private static readonly Dictionary<string, XElement> Docs = XDocument.Load(Path.ChangeExtension(typeof(Money).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Static functions of numbers or ratios: the formulas.</summary>
    public static TheoryData<string> Metrics =>
    [
        .. FurtherMetrics,
        .. typeof(Money).Assembly.GetExportedTypes().Where(type => type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => ReturnsOfMetrics.Contains(method.ReturnType))
            .Select(method => $"M:{method.DeclaringType!.FullName}.{method.Name}").Distinct(),
    ];

    /// <summary>The keys of all overloads by the member they have in common: without type parameters, parameters and the type of a conversion.</summary>
    private static readonly ILookup<string, string> KeysOfMembers = Docs.Keys.ToLookup(key => key.Split("``")[0].Split('(', '~')[0], StringComparer.Ordinal);

    [Fact]
    public void EveryPublicTypeAndMember_IsDocumented()
    {
        var missing = new List<string>();
        foreach (Type type in typeof(Money).Assembly.GetExportedTypes())
        {
            string name = type.FullName!.Replace('+', '.');
            string[] parameters = [.. Docs.GetValueOrDefault($"T:{name}")?.Elements("param").Select(parameter => parameter.Attribute("name")!.Value) ?? []];
            missing.AddRange(Says($"T:{name}") ? [] : [name]);
            missing.AddRange(type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not Type && !IsCompilers(member, type) && !parameters.Contains(member.Name, StringComparer.Ordinal))
                .GroupBy(member => $"{Letter(member)}:{name}.{member.Name.Replace('.', '#')}")
                .Where(group => KeysOfMembers[group.Key].Count(Says) < group.Count())
                .Select(group => group.Key));
        }

        Assert.Empty(missing.Except(MembersOfRecordsWithNothingToSay, StringComparer.Ordinal));
    }

    /// <summary>Kinds of event that add no data: the summary of the type says all, and its parameters are those of every event.</summary>
    private static IEnumerable<string> MembersOfRecordsWithNothingToSay =>
        typeof(SubscriptionEvent).GetNestedTypes().Select(type => $"M:{type.FullName!.Replace('+', '.')}.#ctor");

    [Theory]
    [MemberData(nameof(Metrics))]
    public void AMetric_SaysFormulaUnitUndefinedCostAndSource_WithAnExample(string name)
    {
        XElement[] docs = [.. Docs.Where(doc => string.Equals(doc.Key, name, StringComparison.Ordinal) || doc.Key.StartsWith(name + '(', StringComparison.Ordinal)).Select(doc => doc.Value)];

        Assert.NotEmpty(docs);
        foreach (XElement doc in docs)
        {
            Assert.Equal(Labels, doc.Element("remarks")!.Descendants("b").Select(label => label.Value.TrimEnd(':')));
            Assert.All(doc.Element("remarks")!.Elements("para"), paragraph => Assert.True(paragraph.Value.Length > paragraph.Element("b")!.Value.Length + 5, paragraph.Value));
            Assert.NotEmpty(doc.Element("example")?.Element("code")?.Value ?? "");
        }
    }

    private static bool Says(string key) => Docs.TryGetValue(key, out XElement? doc)
        && (doc.Element("inheritdoc") is { } inherited
            ? inherited.Attribute("cref") is null || Docs.ContainsKey(inherited.Attribute("cref")!.Value)
            : !string.IsNullOrWhiteSpace(doc.Element("summary")?.Value));

    private static bool IsCompilers(MemberInfo member, Type type) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member is FieldInfo { IsSpecialName: true }
        || member is MethodInfo { IsSpecialName: true } method && !method.Name.StartsWith("op_", StringComparison.Ordinal)
        || (member is ConstructorInfo constructor && (constructor.GetParameters().Length == 0 || IsRecords(constructor, type)))
        || (type.IsEnum && member.Name == "value__");

    /// <summary>The constructor of a record's parameters is documented with them, at the type.</summary>
    private static bool IsRecords(ConstructorInfo constructor, Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        && constructor.GetParameters().All(parameter => type.GetProperty(parameter.Name!) is not null);

    private static char Letter(MemberInfo member) => member.MemberType switch
    {
        MemberTypes.Field => 'F',
        MemberTypes.Property => 'P',
        MemberTypes.Event => 'E',
        _ => 'M',
    };
}
