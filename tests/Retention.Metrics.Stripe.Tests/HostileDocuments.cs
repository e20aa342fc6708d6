using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests;

/// <summary>Whatever is wrong with a document is a refusal with its path, or an error of the file with its line, and no other exception.</summary>
public sealed class HostileDocuments
{
    private const string Raw = "@@raw@@";

    private static readonly string Tiered = Price("price_t", more: ",\"billing_scheme\":\"tiered\",\"tiers_mode\":\"volume\",\"tiers\":[{\"up_to\":5,\"unit_amount\":1000,\"flat_amount\":500},{\"up_to\":null,\"unit_amount_decimal\":\"650.5\"}],\"transform_quantity\":null,\"product\":\"prod_1\",\"nickname\":\"Pro\",\"currency_options\":{\"eur\":{\"unit_amount\":1}}");

    private static readonly string Whole = Subscription(
        $"{Item(Price(more: ",\"transform_quantity\":{\"divide_by\":2,\"round\":\"up\"}"), 4, more: $",\"created\":{Number("2026-01-05")},\"discounts\":[{Discount(Coupon("FIVE", "\"amount_off\":500,\"currency\":\"eur\"", more: ",\"currency_options\":{\"usd\":{\"amount_off\":400}}"))}]")},{Item(Tiered, id: "si_2")},{Metered()}",
        status: "canceled",
        more: $",\"canceled_at\":{Number("2026-02-14")},\"ended_at\":{Number("2026-03-05")},\"trial_start\":{Number("2026-01-05T09:12")},\"trial_end\":{Number("2026-01-19")},\"cancellation_details\":{{\"reason\":\"cancellation_requested\",\"feedback\":\"too_expensive\"}},\"pause_collection\":{{\"behavior\":\"void\"}},\"livemode\":true,\"metadata\":{{\"country\":\"DE\"}},\"discounts\":[{Discount(Coupon(duration: "repeating", more: ",\"duration_in_months\":3,\"applies_to\":{\"products\":[\"prod_1\"]}"), "di_2")}]");

    private static readonly string Invoice = $"{{\"id\":\"in_1\",\"object\":\"invoice\",\"status\":\"paid\",\"lines\":{{\"object\":\"list\",\"has_more\":false,\"data\":[{{\"id\":\"il_1\",\"type\":\"subscription\",\"amount\":1500,\"currency\":\"usd\",\"subscription\":\"sub_1\",\"proration\":false,\"period\":{{\"start\":{Number("2026-01-05")},\"end\":{Number("2026-02-05")}}},\"discount_amounts\":[{{\"amount\":100}}],\"tax_amounts\":[{{\"amount\":50,\"inclusive\":true}}],\"price\":{Price()}}}]}}}}";

    private static readonly string Schedule = $"{{\"id\":\"sub_sched_1\",\"object\":\"subscription_schedule\",\"subscription\":\"sub_1\",\"status\":\"active\",\"created\":{Number("2026-01-05")},\"current_phase\":{{\"start_date\":{Number("2026-01-05")}}},\"end_behavior\":\"cancel\",\"phases\":[{{\"start_date\":{Number("2026-04-01")},\"end_date\":{Number("2027-04-01")},\"items\":[{{\"price\":\"price_1\",\"quantity\":2}}],\"discounts\":[{{\"coupon\":{Coupon()}}}]}}]}}";

    private static readonly string Customer = $"{{\"id\":\"cus_ada\",\"object\":\"customer\",\"discount\":{Discount(Coupon(), "di_3")}}}";

    private static readonly string[] Documents =
    [
        Invoice, Schedule, Customer, Tiered, Discount(Coupon()), List(Price()),
        Event("evt_1", "customer.subscription.updated", "2026-02-01", Whole, "{\"quantity\":2,\"items\":{\"data\":[]},\"status\":\"active\"}"),
    ];

    /// <summary>Values of every type, and those at the ends of what a number or text can be.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "-1e-400", "0.1", "9223372036854775808", "123456789012345678901234567890123456789012", "253402300800", "\"\"", "\" \"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"1e28\"", "[]", "{}", "[null]", "[[]]", "{\"object\":\"list\"}", "{\"id\":7}",
        new string('[', 50) + new string(']', 50), new string('[', 70) + new string(']', 70),
    ];

    [Fact]
    public void AWrongValue_AtEveryPath_IsReadOrRefusedWithItsPath()
    {
        foreach (string document in Documents)
        {
            foreach (string changed in Changed(document))
            {
                foreach (string value in Values)
                {
                    IsAccountedFor(Encoding.UTF8.GetBytes(changed.Replace($"\"{Raw}\"", value, StringComparison.Ordinal)), value);
                }
            }
        }
    }

    [Fact]
    public void BytesThatAreNoText_AtEveryPath_AreReadOrRefusedWithTheirPath()
    {
        foreach (string document in Documents)
        {
            foreach (string changed in Changed(document))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(changed);
                bytes[bytes.AsSpan().IndexOf("@@raw"u8)] = 0xFF;
                IsAccountedFor(bytes, "a byte 255");
            }

            byte[] names = Encoding.UTF8.GetBytes(document.Replace("\"metadata\":{\"", "\"metadata\":{\"@", StringComparison.Ordinal));
            if (names.AsSpan().IndexOf("{\"@"u8) is >= 0 and var place)
            {
                names[place + 2] = 0xFF;
                IsAccountedFor(names, "a name with a byte 255");
            }
        }
    }

    [Fact]
    public void APropertyThatComesTwice_IsRefused()
    {
        foreach (string document in Documents)
        {
            StripeSubscriptionImport import = Read(document.Insert(1, "\"object\":\"event\","));

            Assert.Contains("must be one JSON document", import.OnlyRefusal().Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ADocumentThatBreaksOff_AtEveryByte_IsRefused_OrAnErrorOfTheFile()
    {
        foreach (string document in Documents)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(document.TrimEnd());
            for (int length = 1; length < bytes.Length; length++)
            {
                var reader = new StripeEventReader();
                reader.Add(bytes.AsSpan(0, length));
                Assert.Equal("$", reader.Complete().OnlyRefusal().Path);
                Assert.Equal("$", StripeImport.Subscriptions(new MemoryStream(bytes, 0, length), execution: ExecutionOptions.Sequential).OnlyRefusal().Path);
            }
        }
    }

    private static void IsAccountedFor(byte[] json, string what)
    {
        try
        {
            var reader = new StripeEventReader();
            reader.Add(json);
            StripeSubscriptionImport import = reader.Complete(ExecutionOptions.Sequential);
            import.AddsUp();
            Assert.All(import.Refusals, refusal => Assert.True(refusal.Path.StartsWith('$') && refusal.Reason.Length > 0));
        }
        catch (Exception any) when (any is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what} is {any.GetType().Name}: {any.Message}\n{any.StackTrace}\n{Encoding.UTF8.GetString(json)}");
        }
    }

    /// <summary>The document with each of its values replaced, one at a time.</summary>
    private static IEnumerable<string> Changed(string document)
    {
        int count = Paths(JsonNode.Parse(document)!).Count();
        for (int i = 0; i < count; i++)
        {
            JsonNode copy = JsonNode.Parse(document)!;
            Paths(copy).ElementAt(i)();
            yield return copy.ToJsonString(new JsonSerializerOptions { MaxDepth = 200 });
        }
    }

    private static IEnumerable<Action> Paths(JsonNode node)
    {
        IEnumerable<(JsonNode? Value, Action Replace)> children = node switch
        {
            JsonObject map => map.ToArray().Select(one => (one.Value, (Action)(() => map[one.Key] = Raw))),
            JsonArray list => list.ToArray().Select((one, place) => (one, (Action)(() => list[place] = Raw))),
            _ => [],
        };
        foreach ((JsonNode? value, Action replace) in children.ToArray())
        {
            yield return replace;
            foreach (Action deeper in value is null ? [] : Paths(value))
            {
                yield return deeper;
            }
        }
    }
}
