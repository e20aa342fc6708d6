using NodaTime;

namespace Retention.Metrics.Csv.Tests;

/// <summary>What the options cannot be is an argument exception with the value and what is valid.</summary>
public sealed class CsvImportOptionsTests
{
    [Fact]
    public void AZone_IsNeeded() => Assert.Throws<ArgumentNullException>(() => new CsvImportOptions { Zone = null! });

    [Fact]
    public void Mappings_AreNeeded()
    {
        Assert.Throws<ArgumentNullException>(() => new CsvImportOptions { Columns = null! });
        Assert.Throws<ArgumentNullException>(() => new CsvImportOptions { Events = null! });
    }

    [Theory]
    [InlineData("amount", null, "null")]
    [InlineData("amount", " ", "' '")]
    [InlineData("", "total", "''")]
    [InlineData("sum", "total", "'sum'")]
    public void AColumn_ThatCannotBe_IsNamed(string ours, string? theirs, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new CsvImportOptions { Columns = Of(ours, theirs!) }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", EventKind.Started, "''")]
    [InlineData(" - ", EventKind.Started, "' - '")]
    [InlineData("signup", (EventKind)99, "99")]
    [InlineData("signup", (EventKind)(-1), "TrialStarted, Started")]
    public void AnEvent_ThatCannotBe_IsNamed(string name, EventKind kind, string named) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new CsvImportOptions { Events = Of(name, kind) }).Message, StringComparison.Ordinal);

    [Fact]
    public void AnEventName_HasOneKind()
    {
        var twice = new Dictionary<string, EventKind>(StringComparer.Ordinal) { ["sign up"] = EventKind.Started, ["SignUp"] = EventKind.Ended };
        var same = new Dictionary<string, EventKind>(StringComparer.Ordinal) { ["sign up"] = EventKind.Started, ["SignUp"] = EventKind.Started };

        Assert.Contains("Started and Ended", Assert.Throws<ArgumentException>(() => new CsvImportOptions { Events = twice }).Message, StringComparison.Ordinal);
        Assert.Equal(2, new CsvImportOptions { Events = same, Zone = DateTimeZone.Utc }.Events.Count);
    }

    private static Dictionary<string, TValue> Of<TValue>(string key, TValue value) => new(StringComparer.Ordinal) { [key] = value };
}
