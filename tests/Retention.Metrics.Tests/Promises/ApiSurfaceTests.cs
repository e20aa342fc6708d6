using System.Reflection;

namespace Retention.Metrics.Tests.Promises;

/// <summary>The lines of the approved surface show what a change to a member could break.</summary>
public sealed class ApiSurfaceTests
{
    [Theory]
    [InlineData(nameof(Sample.Changeable), "String? Changeable { get; set; }")]
    [InlineData(nameof(Sample.Initialized), "required String Initialized { get; init; }")]
    [InlineData(nameof(Sample.Fixed), "Int32? Fixed { get; }")]
    [InlineData(nameof(Sample.Names), "IReadOnlyList<String?>? Names { get; protected set; }")]
    [InlineData(nameof(Sample.First), "static T First<T>(params T[] values)")]
    [InlineData(nameof(Sample.TryFind), "Boolean TryFind(in Int32 key, out String? value)")]
    [InlineData("Inherited", "protected Void Inherited()")]
    [InlineData("op_Addition", "static Sample operator +(Sample left, Sample right)")]
    [InlineData("op_Implicit", "static implicit operator String(Sample value)")]
    public void OfMember_ShowsSettersNullsAndOperators(string name, string expected) =>
        Assert.Equal(expected.Replace("Sample ", "ApiSurfaceTests.Sample ", StringComparison.Ordinal), ApiSurface.OfMember(typeof(Sample).GetMember(name, AnyMember).Single()));

    [Fact]
    public void OfMember_ShowsThisOfAnExtensionMethod() =>
        Assert.Equal("static Int32 Twice(this Int32 value)", ApiSurface.OfMember(typeof(ApiSurfaceSamples).GetMethod(nameof(ApiSurfaceSamples.Twice), AnyMember)!));

    [Theory]
    [InlineData(typeof(Money), "readonly record struct Retention.Metrics.Money")]
    [InlineData(typeof(RollForward), "sealed class Retention.Metrics.RollForward")]
    [InlineData(typeof(Order), "sealed record Retention.Metrics.Order")]
    [InlineData(typeof(RevenueRetention), "static class Retention.Metrics.RevenueRetention")]
    public void OfType_ShowsTheKind(Type type, string expected) => Assert.StartsWith(expected, ApiSurface.OfType(type), StringComparison.Ordinal);

    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    internal abstract class Sample
    {
        public string? Changeable { get; set; }

        public required string Initialized { get; init; }

        public int? Fixed { get; }

        public IReadOnlyList<string?>? Names { get; protected set; }

        public static T? First<T>(params T[] values) => values is [T first, ..] ? first : default;

        public bool TryFind(in int key, out string? value) => (value = key == Fixed ? Changeable : null) is not null;

        protected void Inherited() => Names = [];

        public static Sample operator +(Sample left, Sample right) => left.Fixed is null ? right : left;

        public static implicit operator string(Sample value) => value.Initialized;
    }
}

internal static class ApiSurfaceSamples
{
    public static int Twice(this int value) => 2 * value;
}
