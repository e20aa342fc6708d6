using FsCheck;
using FsCheck.Fluent;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests;

/// <summary>Whatever a file holds: every object is accounted for, and the order of the documents changes nothing.</summary>
public sealed class AccountingLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(1000)).WithQuietOnSuccess(true);

    private static readonly Gen<string> Time = Gen.Elements("2026-01-05T09:12", "2026-01-05T09:12", "2026-02-01", "2026-03-01", "2026-04-01");

    private static readonly Gen<string> SubscriptionObject =
        from id in Gen.Elements("sub_1", "sub_2", "sub_3")
        from customer in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant("cus_x")))
        from start in Time
        from status in Gen.Elements("active", "active", "past_due", "trialing", "unpaid", "paused", "canceled", "incomplete", "lively")
        from ended in Time
        from unit in Gen.Elements("2000", "3000", "0", "abc")
        from quantity in Gen.Choose(0, 3)
        from discount in Gen.Elements("", "", "\"di_1\"", Discount(Coupon("FIVE", "\"amount_off\":500,\"currency\":\"usd\"")), Discount(Coupon(duration: "once"), "di_2"))
        from trial in Gen.Elements("", "", $",\"trial_start\":{Number("2026-01-05T09:12")},\"trial_end\":{Number("2026-02-01")}")
        from live in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant(",\"livemode\":false")))
        from yearly in Gen.Elements("", "", "," + Item(Price("price_y", "12000", "year"), id: "si_2"), "," + Metered())
        select Subscription(Item(Price(unit: unit), quantity) + yearly, start, status, $"{trial}{live}{(status == "canceled" ? $",\"ended_at\":{Number(ended)}" : "")},\"discounts\":[{discount}]", id, customer.Length == 0 ? $"of_{id}" : customer);

    private static readonly Gen<string> Document = Gen.Frequency(
        (4, SubscriptionObject),
        (6, from id in Gen.Choose(1, 6) from created in Time from kind in Gen.Elements("created", "updated", "updated", "deleted") from one in SubscriptionObject select Event($"evt_{id}", $"customer.subscription.{kind}", created, one)),
        (1, Gen.Elements(Coupon(), Discount(Coupon()), Discount(Coupon("HALF", "\"percent_off\":25")), Price(), "{\"object\":\"customer\",\"id\":\"of_sub_1\"}", "{}", "[7]", "nonsense")));

    [Fact]
    public void Objects_AddUp_InAnyOrder() =>
        Prop.ForAll(Arb.From(Document.ListOf()), documents =>
        {
            if (documents.Count == 0)
            {
                return;
            }

            StripeSubscriptionImport import = Lines([.. documents]), reversed = Lines([.. Enumerable.Reverse(documents)]);

            import.AddsUp();
            Assert.Equal(documents.Count, import.Objects.Read);
            Assert.True(import.Objects is { Used: >= 0, Repeated: >= 0, Superseded: >= 0, LeftOut: >= 0, Refused: >= 0 });
            Assert.Equal(import.Objects, reversed.Objects);
            Assert.Equal(import.History, reversed.History);
            Assert.Equal(import.Findings.Count, reversed.Findings.Count);
            Assert.Equal(import.Refusals.Count, reversed.Refusals.Count);
            Assert.Equal(import.Notes.Select(note => note.ToString()), reversed.Notes.Select(note => note.ToString()));
        }).Check(Settings);
}
