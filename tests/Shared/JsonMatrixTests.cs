using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Every public type of values, facts, histories, policies, findings and answers is written to JSON with default options, and the same with any others.</summary>
public sealed partial class JsonMatrixTests
{
    private static readonly Assembly Tested = Assembly.Load(typeof(JsonMatrixTests).Assembly.GetName().Name![..^".Tests".Length]);

    // The cases of a class run one after the other.
    private static readonly Samples Values = Examples.Known();

    private static readonly JsonSerializerOptions[] Others =
    [
        new(JsonSerializerDefaults.Web),
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseUpper, IncludeFields = true },
    ];

    public static TheoryData<string> Written => [.. Types().Where(type => !NotWritten.ContainsKey(type.Name)).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Written))]
    public void AType_IsWrittenAlike_WithAnyOptions(string name)
    {
        Type type = Tested.GetType(name)!;
        object value = Values.Example(type);
        string json = JsonSerializer.Serialize(value, value.GetType());

        Assert.All(Others, options => Assert.Equal(json, JsonSerializer.Serialize(value, value.GetType(), options)));
        Assert.Equal(json, JsonSerializer.SerializeToElement(new { nested = value }).GetProperty("nested").GetRawText());
        using var document = JsonDocument.Parse(json);
        Assert.All(Names(document.RootElement), field => Assert.Matches("^[a-z][A-Za-z0-9]*$", field));
    }

    /// <summary>What is read comes back as it was; what is not read says what makes it.</summary>
    [Theory]
    [MemberData(nameof(Written))]
    public void AType_ComesBack_OrNamesWhatComputesIt(string name)
    {
        object value = Values.Example(Tested.GetType(name)!);
        string json = JsonSerializer.Serialize(value, value.GetType());
        if (IsAnswer(value.GetType()))
        {
            Assert.Contains(", and use ", Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize(json, value.GetType())).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, value.GetType()), value.GetType()));
        }
    }

    [Fact]
    public void TheExceptions_AreTypesWithoutAConverter() => Assert.All(
        NotWritten,
        one => Assert.Null(Assert.Single(Types(), type => string.Equals(type.Name, one.Key, StringComparison.Ordinal)).GetCustomAttribute<JsonConverterAttribute>(inherit: false)));

    /// <summary>All that can be a value: no static class, interface, exception, converter or context.</summary>
    private static IEnumerable<Type> Types() => Tested.GetExportedTypes().Where(type =>
        !(type.IsAbstract && type.IsSealed) && !type.IsInterface
        && !typeof(Exception).IsAssignableFrom(type) && !typeof(JsonConverter).IsAssignableFrom(type) && !typeof(JsonSerializerContext).IsAssignableFrom(type));

    private static bool IsAnswer(Type type) => type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)?.ConverterType == typeof(AnswerJsonConverter);

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Names(field.Value).Prepend(field.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
