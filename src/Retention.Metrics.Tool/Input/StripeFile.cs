using Retention.Metrics.Csv;
using Retention.Metrics.Stripe;

namespace Retention.Metrics.Tool.Input;

/// <summary>A file of Stripe's objects or events, which is known by its name: <c>.json</c>, <c>.jsonl</c> or <c>.ndjson</c>.</summary>
internal static class StripeFile
{
    private static readonly string[] Extensions = [".json", ".jsonl", ".ndjson"];

    /// <summary>How the names end, for a message.</summary>
    public static string Names => Options.Words.Or(Extensions);

    /// <summary>Whether a file is one.</summary>
    public static bool Is(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    public static StripeSubscriptionImport Read(string path, StripeImportOptions options, Terminal terminal) => InputFile.Read(path, terminal, stream => StripeImport.Subscriptions(stream, options));

    /// <summary>What became of the objects of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What came out of it.</param>
    /// <param name="asKnown">What is wrong with the facts as they were known at an instant.</param>
    public static FileAccount Account(string path, StripeSubscriptionImport import, IEnumerable<Finding>? asKnown)
    {
        string file = Path.GetFileName(path);
        StripeObjectCounts all = import.Objects;
        return new FileAccount(
            file,
            new CsvRowCounts(all.Read, all.Used, all.Repeated, all.Superseded, all.Refused) { LeftOut = all.LeftOut },
            [
                .. import.Refusals.Select(refusal => new Problem(file, [refusal.Line], "Refused", refusal.Path, refusal.Value, refusal.Reason)),
                .. import.Findings.Select(finding => new Problem(file, [], finding.Kind.ToString(), null, null, finding.Message)),
                .. (asKnown ?? []).Select(finding => Problem.Of(file, finding)),
            ],
            [])
        {
            Unit = "objects",
            Advice = string.Join("; ", import.LeftOut.Select(one => AdviceOn(one.Rule))),
            LeftOut = [.. import.LeftOut.Select(rule => new CsvLeftOut(rule.Rule.ToString(), rule.Count))],
            Remarks = [.. import.Notes.Select(note => note.ToString())],
        };
    }

    private static string AdviceOn(StripeRule rule) => rule switch
    {
        StripeRule.TestMode => "TestMode: they are of test mode, which --test-mode used reads",
        StripeRule.NeverPaid => "NeverPaid: the first payment of the subscription was never made",
        StripeRule.MeteredOnly => "MeteredOnly: the subscription charges usage alone, which does not recur",
        StripeRule.OtherKind => "OtherKind: they are neither subscriptions nor what subscriptions refer to, nor events of them",
        StripeRule.NotReferenced => "NotReferenced: no subscription that is read refers to them",
        StripeRule.NotFinalInvoice => "NotFinalInvoice: the invoice is a draft or was voided",
        _ => "ScheduleWithoutSubscription: the schedule has no subscription yet",
    };
}
