using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>No text of a public type depends on the culture: numbers and dates of records are not left to the compiler, which asks the current one.</summary>
public sealed class CultureFreeTextTests
{
    private static readonly Type[] Cultured =
    [
        typeof(double), typeof(float), typeof(decimal), typeof(Half), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(LocalDate), typeof(LocalDateTime), typeof(LocalTime), typeof(ZonedDateTime), typeof(OffsetDateTime), typeof(YearMonth), typeof(Duration),
    ];

    private static readonly Assembly Tested = Assembly.Load(typeof(CultureFreeTextTests).Assembly.GetName().Name![..^".Tests".Length]);

    [Fact]
    public void TextsOfRecords_WithNumbersOrDates_AreNotThoseOfTheCompiler()
    {
        string[] found =
        [
            .. from type in Tested.GetExportedTypes()
               where type.GetMethod(nameof(ToString), Type.EmptyTypes) is { } text && text.IsDefined(typeof(CompilerGeneratedAttribute)) && text.DeclaringType == type
               from member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where Cultured.Contains(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType)
               select $"{type.Name}.{member.Name}",
        ];
        Assert.True(found.Length == 0, string.Join(", ", found));
    }

    /// <summary>Every record that can be made of plain values, under cultures with other signs, digits and calendars.</summary>
    [Fact]
    public void TextsOfRecords_AreTheSameInEveryCulture()
    {
        object[] samples = [.. Tested.GetExportedTypes().Where(type => !type.ContainsGenericParameters && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null).SelectMany(Made)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string?[] invariant = [.. samples.Select(sample => sample.ToString())];
            foreach (string name in new[] { "tr-TR", "de-DE", "fa-IR", "th-TH", "sv-SE" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(name, useUserOverride: false);
                Assert.Equal(invariant, samples.Select(sample => sample.ToString()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<object> Made(Type type)
    {
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            object? made = null;
            try
            {
                made = Make(constructor, depth: 0);
            }
            catch (TargetInvocationException)
            {
                // The plain values are not valid for this type.
            }

            if (made is not null)
            {
                yield return made;
            }
        }
    }

    private static object? Make(ConstructorInfo constructor, int depth)
    {
        object?[] arguments = [.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, depth))];
        return Array.Exists(arguments, argument => argument is null) ? null : constructor.Invoke(arguments);
    }

    private static object? Value(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(double) ? 1234.5
            : type == typeof(decimal) ? 1234.5m
            : type == typeof(int) ? 1234
            : type == typeof(long) ? 1234L
            : type == typeof(bool) ? true
            : type == typeof(string) ? "EUR"
            : type == typeof(LocalDate) ? new LocalDate(2026, 2, 5)
            : type == typeof(Instant) ? Instant.FromUtc(2026, 2, 5, 1, 2)
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)
            : type.IsAbstract || depth > 3 || type.GetConstructors() is not { Length: > 0 } constructors ? Shared(type)
            : Make(constructors[0], depth + 1);
    }

    // A value that the type itself offers.
    private static object? Shared(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(property => property.PropertyType == type)?.GetValue(null);
}
