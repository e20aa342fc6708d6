using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
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

    // A stream in memory is no file.
    private static readonly string[] ImpureNamespaces = ["System.IO.File", "System.IO.Directory", "System.IO.Path", "System.IO.Pipes", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.Text", "System.Net", "System.Data"];

    [Fact]
    public void TheCore_UsesNoClockRandomnessFileOrConsole() => Assert.Equal(
        ["InvariantText.Of uses System.Globalization.CultureInfo.get_CurrentCulture"],
        ImpureUses(typeof(Money).Assembly)); // To put it back: what is printed in between is invariant.

    [Fact]
    public void ThisCheck_SeesWhatItLooksFor()
    {
        string[] found = [.. ImpureUses(typeof(PurityTests).Assembly)];

        Assert.Contains(found, use => use.EndsWith("uses System.IO.File.ReadLines", StringComparison.Ordinal));
        Assert.Contains("At.Zone uses NodaTime.DateTimeZoneProviders.get_Tzdb", found);
        Assert.Contains("PurityTests.Texts_AreTheSameInEveryCulture uses System.Globalization.CultureInfo.get_CurrentCulture", found);
        Assert.Contains("LedgerEntry.get_Name uses System.Runtime.CompilerServices.DefaultInterpolatedStringHandler..ctor", found);
    }

    /// <summary>NodaTime throws for the start of a day that a zone leaves out (Samoa, 30 December 2011); <c>StartOfDay</c> does not.</summary>
    [Fact]
    public void TheCore_BeginsNoDayThatAZoneMayLeaveOut() => Assert.Empty(Uses(
        typeof(Money).Assembly,
        (member, _) => member is "NodaTime.DateTimeZone.AtStartOfDay" or "NodaTime.LocalDate.AtStartOfDayInZone" or "NodaTime.DateTimeZone.AtStrictly" or "NodaTime.LocalDateTime.InZoneStrictly"));

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
            Eur(-1234.5m).ToString(), Ratio.Of(-1234.5m, 7).ToString(), $"{EurEach(-1234.5m, 7)}", Mrr(-1234.5m).ToString(), rows[1].NetMrrChurnRate.ToString(), rows[0].Period.Name, rows.Periods.ToString(),
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

    private static IEnumerable<string> ImpureUses(Assembly assembly) => Uses(assembly, IsImpure);

    private static IEnumerable<string> Uses(Assembly assembly, Func<string, int, bool> unwanted)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        var found = new Dictionary<int, string>();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            string name = member.Parent.Kind == HandleKind.TypeReference ? $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}" : "";
            if (unwanted(name, Parameters(metadata, member)))
            {
                found.Add(MetadataTokens.GetToken(handle), name);
            }
        }

        return [.. Uses(image, metadata, found).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsImpure(string member, int parameters) =>
        ImpureNamespaces.Any(space => member.StartsWith(space, StringComparison.Ordinal))
        || Impure.Any(impure => string.Equals(member, impure, StringComparison.Ordinal) || member.StartsWith(impure + '.', StringComparison.Ordinal))

        // Without a provider an interpolated string speaks the current culture.
        || (string.Equals(member, "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler..ctor", StringComparison.Ordinal) && parameters == 2);

    private static IEnumerable<string> Uses(PEReader image, MetadataReader metadata, Dictionary<int, string> members)
    {
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0))
        {
            byte[] code = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            for (int i = 0; i + 4 < code.Length; i++)
            {
                // call, callvirt, newobj, ldftn's last byte or a field, followed by the token of a member.
                if (code[i] is 0x28 or 0x6F or 0x73 or 0x06 or 0x7B or 0x7E && members.TryGetValue(BitConverter.ToInt32(code, i + 1), out string? name))
                {
                    yield return $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)} uses {name}";
                }
            }
        }
    }

    private static int Parameters(MetadataReader metadata, MemberReference member)
    {
        BlobReader signature = metadata.GetBlobReader(member.Signature);
        SignatureHeader header = signature.ReadSignatureHeader();
        return header.Kind == SignatureKind.Method ? signature.ReadCompressedInteger() : 0;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}" : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
