using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Csv.Tests;

/// <summary>Whatever a file holds: every row is accounted for, and the order of the rows changes nothing.</summary>
public sealed class AccountingLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1000)).WithQuietOnSuccess(true);

    private static readonly Gen<string> Id = Gen.Elements("a", "b", "c", "");

    private static readonly Gen<string> Date = Gen.Elements("2025-01-01", "2025-02-01", "2025-03-01", "2025-03-01", "2025-04-01", "01.05.2025", "");

    private static readonly Gen<string> Amount = Gen.Elements("10", "20", "20", "0", "-1", "1,5", "");

    private static readonly Gen<string> Kind = Gen.Elements("start", "change", "pause", "resume", "cancel", "warp");

    private static readonly Gen<string> Intervals =
        from subscription in Id
        from customer in Gen.Frequency((6, Gen.Constant("")), (1, Id))
        from start in Date
        from end in Date
        from amount in Amount
        from item in Gen.Elements("", "", "x", "y")
        select $"{subscription},{(customer.Length == 0 ? $"of {subscription}" : customer)},{start},{end},\"{amount}\",{item}";

    private static readonly Gen<string> Events =
        from subscription in Id
        from kind in Kind
        from at in Date
        from amount in Amount
        from recorded in Gen.Elements("", "2025-06-01", "2025-07-01")
        from id in Gen.Elements("", "", "e1", "e2")
        from item in Gen.Elements("", "", "x", "y")
        select $"{subscription},c,{kind},{at},\"{amount}\",{recorded},{id},{item}";

    [Fact]
    public void IntervalRows_AddUp_InAnyOrder() => Holds("subscription_id,customer_id,start_date,end_date,mrr,item", Intervals);

    [Fact]
    public void EventRows_AddUp_InAnyOrder() => Holds("subscription_id,customer_id,event,at,mrr,recorded_at,event_id,item", Events);

    private static void Holds(string header, Gen<string> row) =>
        Prop.ForAll(Arb.From(row.ListOf()), rows =>
        {
            SubscriptionImport import = Read(header, rows);
            SubscriptionImport reversed = Read(header, Enumerable.Reverse(rows));

            import.AddsUp();
            Assert.Equal(rows.Count, import.Rows.Read);
            Assert.True(import.Rows is { Used: >= 0, Repeated: >= 0, Superseded: >= 0, Refused: >= 0 });
            Assert.True(import.Rows.Refused >= import.Refusals.Count);
            Assert.Equal(import.Rows, reversed.Rows);
            Assert.Equal(import.History, reversed.History);
            Assert.Equal(import.Findings.Count, reversed.Findings.Count);
            Assert.Equal(import.Refusals.Count, reversed.Refusals.Count);
        }).Check(Settings);

    private static SubscriptionImport Read(string header, IEnumerable<string> rows) => CsvText.Subscriptions(string.Join('\n', rows.Prepend(header)));
}
