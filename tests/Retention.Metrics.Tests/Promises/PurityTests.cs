using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Promise 3: no clock, culture, randomness, file or console in the core.</summary>
public sealed class PurityTests
{
    /// <summary>Types of which nothing may be used, and single members.</summary>
    private static readonly string[] Impure =
    [
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.TimeZoneInfo", "System.Diagnostics.Stopwatch", "System.Threading.Timer",
        "NodaTime.SystemClock", "NodaTime.IClock", "NodaTime.ZonedClock", "NodaTime.DateTimeZoneProviders",
        "System.Random", "System.Guid.NewGuid", "System.Security.Cryptography.RandomNumberGenerator",
        "System.Console", "System.Diagnostics.Debug", "System.Diagnostics.Trace",
        "System.Globalization.CultureInfo.get_CurrentCulture", "System.Globalization.CultureInfo.get_CurrentUICulture", "System.Threading.Thread.get_CurrentThread",
        "System.String.ToUpper", "System.String.ToLower", "System.StringComparer.get_CurrentCulture", "System.StringComparer.get_CurrentCultureIgnoreCase",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Environment.get_MachineName", "System.Environment.GetEnvironmentVariable",
    ];

    private static readonly string[] ImpureNamespaces = ["System.IO", "System.Net", "System.Data"];

    [Fact]
    public void TheCore_UsesNoClockRandomnessFileOrConsole() => Assert.Empty(ImpureUses(typeof(Money).Assembly));

    [Fact]
    public void ThisCheck_SeesWhatItLooksFor()
    {
        string[] found = [.. ImpureUses(typeof(PurityTests).Assembly)];

        Assert.Contains("System.IO.File.ReadLines", found);
        Assert.Contains("System.Globalization.CultureInfo.get_CurrentCulture", found);
        Assert.Contains("NodaTime.DateTimeZoneProviders.get_Tzdb", found);
    }

    [Fact]
    public void TheCore_DependsOnNodaTimeAlone() => Assert.Equal(
        ["NodaTime"],
        typeof(Money).Assembly.GetReferencedAssemblies().Select(reference => reference.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal)));

    [Fact]
    public void Texts_AreTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string[] invariant = Texts();
            foreach (string name in new[] { "tr-TR", "de-DE", "ar-SA", "fa-IR", "th-TH", "sv-SE" })
            {
                CultureInfo.CurrentCulture = Hostile(name);
                Assert.Equal(invariant, Texts());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] Texts()
    {
        Subscription ada = Subscription.Of("ıda");
        RevenueTimeline timeline = RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), Utc("2026-02-03"), Mrr(1234.5m)), new("bo", Utc("2026-01-01"), null, Mrr(0.5m))]);
        RollForward rows = timeline.RollForward(Months("2026-01", "2026-02"));
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(
        [
            ada.Starts(Utc("2026-01-01"), At.Monthly(-1234.5m)), ada.Ends(Utc("2025-01-01T23:59")),
            Subscription.Of("bo").Starts(Utc("2026-01-01"), At.Monthly(0.0000001m)), Subscription.Of("cy").Starts(Utc("2026-01-01"), At.Monthly(1_000_000_000_000m)), Subscription.Of("di").Ends(Utc("2026-01-01")),
        ]);
        HistoryCheck<OrderHistory, OrderFinding> orders = OrderHistory.Check([new("ada", Utc("2026-01-01"), Eur(-1234.5m)), new("bo", Utc("2026-01-01"), Eur(1.5m)) { Refunded = Eur(2.5m) }]);
        return
        [
            Eur(-1234.5m).ToString(), Ratio.Of(-1234.5m, 7).ToString(), Mrr(-1234.5m).ToString(), rows[1].NetMrrChurnRate.ToString(), rows[0].Period.Name, rows.Periods.ToString(),
            ReportingPeriods.Between(Zone("Asia/Kathmandu"), Utc("2026-01-01"), Utc("2026-01-02T03:04"))[0].Name, ReportingCalendar.Weeks(Zone("UTC")).Containing(Utc("2026-01-01"))[0].Name,
            .. check.Findings.Select(finding => finding.ToString()), .. orders.Findings.Select(finding => finding.ToString()),
            Message(() => SubscriptionHistory.Create(check.Findings[0].Events)),
            Message(() => Eur(-1.5m) + Currency.Usd.Amount(1.5m)),
            Message(() => Mrr(-1.5m) + RecurringRevenue.PerMonth(Currency.Usd.Amount(1.5m))),
            Message(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), Utc("2025-01-01"), Mrr(1.5m))])),
            Message(() => RevenueTimeline.FromIntervals([new("ada", Utc("2026-01-01"), null, Mrr(-1234.5m))])),
            Message(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, [1], [1], [Utc("2026-01-01")], [-1234])),
            Message(() => ReportingPeriods.Between(Zone("UTC"), Utc("2026-01-01"), Utc("2025-01-01"))),
            Message(() => rows.Merge(timeline.RollForward(Months("2026-03", "2026-03")))),
        ];
    }

    private static string Message(Func<object> act) => Assert.ThrowsAny<ArgumentException>(act).Message;

    private static CultureInfo Hostile(string name)
    {
        var culture = (CultureInfo)new CultureInfo(name, useUserOverride: false).Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberDecimalSeparator = "_";
        culture.NumberFormat.NumberGroupSeparator = "~";
        culture.DateTimeFormat.DateSeparator = "!";
        culture.DateTimeFormat.TimeSeparator = "?";
        return culture;
    }

    private static IEnumerable<string> ImpureUses(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        var uses = new HashSet<string>(StringComparer.Ordinal);
        foreach (MemberReference member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                uses.Add($"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
            }
        }

        return uses.Where(use => ImpureNamespaces.Any(space => use.StartsWith(space + '.', StringComparison.Ordinal))
            || Impure.Any(impure => string.Equals(use, impure, StringComparison.Ordinal) || use.StartsWith(impure + '.', StringComparison.Ordinal)));
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}" : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
