using System.Text;
using static Retention.Metrics.Stripe.Tests.StripeJson;

namespace Retention.Metrics.Stripe.Tests.Objects;

/// <summary>The forms in which objects are written: pages, arrays, single objects, lines; and what is no form of them.</summary>
public sealed class DocumentTests
{
    private static readonly string Ada = Subscription(Item(Price())), Bo = Subscription(Item(Price(unit: "3000")), id: "sub_2", customer: "cus_bo");

    public static TheoryData<string> Forms =>
    [
        List(Ada, Bo), $"[{Ada},{Bo}]", $"{Ada}\n{Bo}", $"{Ada}{Bo}", $"\n\n{Ada}\r\n\r\n{Bo}\n", $"{List(Ada)}\n{List(Bo)}", $"\uFEFF{List(Ada, Bo)}",
        Event("evt_1", "customer.subscription.created", "2026-01-05T09:12", Ada) + "\n" + List(Bo),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryForm_IsRead(string text)
    {
        StripeSubscriptionImport import = Read(text);

        Assert.Equal((50m, 2L), (import.MrrAt("2026-02-01"), import.Objects.Used));
        import.AddsUp();
    }

    [Fact]
    public void AStreamInSmallPieces_GivesTheSame()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 400).Select(i => Subscription(Item(Price()), id: $"sub_{i}", customer: $"cus_{i}"))));

        StripeSubscriptionImport import = StripeImport.Subscriptions(new Trickle(bytes));

        Assert.Equal((8000m, 400L), (import.MrrAt("2026-02-01"), import.Objects.Used));
    }

    [Fact]
    public void TheNumberOfDocumentAndLine_IsThatOfTheFile()
    {
        StripeRefusal refusal = Read($"\n{Ada}\n\n{Bo.Replace("\"active\"", "\"x\"", StringComparison.Ordinal)}\n").OnlyRefusal();

        Assert.Equal((2L, 4L), (refusal.Document, refusal.Line));
    }

    [Fact]
    public void ALineThatIsNoJson_IsRefusedAlone()
    {
        StripeSubscriptionImport import = Read($"{Ada}\n{{\"id\": oops}}\n{Bo}");

        StripeRefusal refusal = import.OnlyRefusal();
        Assert.Equal((2L, 2L, "$"), (refusal.Document, refusal.Line, refusal.Path));
        Assert.Equal(2, import.Objects.Used);
    }

    [Fact]
    public void ADocumentThatBreaksOff_IsAnErrorOfTheFile()
    {
        string text = List(Ada, Bo).Replace(",", ",\n", StringComparison.Ordinal);

        Assert.Contains("no JSON", Assert.Throws<InvalidDataException>(() => Read(text[..^20])).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<InvalidDataException>(() => Read(" \n ")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17", "must be a Stripe object")]
    [InlineData("{}", "missing")]
    [InlineData("{\"object\":\"list\",\"has_more\":false}", "missing")]
    [InlineData("{\"object\":\"subscription\",\"object\":\"event\"}", "must be one JSON document")]
    public void WhatIsNoObject_IsRefused(string json, string reason) => Assert.Contains(reason, Read(json).OnlyRefusal().Reason, StringComparison.Ordinal);

    [Fact]
    public void OtherKinds_AreLeftOut_AndCounted()
    {
        StripeSubscriptionImport import = Lines(Ada, "{\"object\":\"product\",\"id\":\"prod_1\"}", Event("evt_1", "charge.succeeded", "2026-01-05T09:12", "{\"object\":\"charge\",\"id\":\"ch_1\"}"), Coupon());

        Assert.Equal((2L, 1L), (import.LeftOutBy(StripeRule.OtherKind), import.LeftOutBy(StripeRule.NotReferenced)));
        import.AddsUp();
    }

    [Fact]
    public void APageWithMorePagesToCome_IsRefused_UntilTheLastIsThere()
    {
        string first = List(Ada).Replace("\"has_more\":false,\"data\"", "\"has_more\":true,\"data\"", StringComparison.Ordinal);

        StripeRefusal refusal = Assert.Single(Read(first).Refusals);
        Assert.Equal(("$.has_more", "true"), (refusal.Path, refusal.Value));
        Assert.Equal(2, Lines(List(Bo), first).RequireValid().Objects.Used);
    }

    [Fact]
    public void AnArrayOfPages_IsItsPages()
    {
        StripeSubscriptionImport import = Read($"[{List(Ada)},{List(Bo)}]").RequireValid();

        Assert.Equal((2L, 2L), (import.Objects.Read, import.Objects.Used));
        string unfinished = $"[{List(Ada)},{List(Bo)}]".Replace("\"has_more\":false,\"data\"", "\"has_more\":true,\"data\"", StringComparison.Ordinal);
        Assert.Equal("$[0].has_more", Assert.Single(Read(unfinished).Refusals).Path);
    }

    [Fact]
    public void AListWithoutAnEndedSubscription_IsNoted()
    {
        string ended = Subscription(Item(Price()), status: "canceled", id: "sub_3", more: $",\"ended_at\":{Number("2026-02-01")}");

        Assert.NotNull(Read(List(Ada, Bo)).NotedAs(StripeNoteKind.NoEndedSubscriptions));
        Assert.Null(Read(List(Ada, ended)).NotedAs(StripeNoteKind.NoEndedSubscriptions));
        Assert.Null(Read(Ada).NotedAs(StripeNoteKind.NoEndedSubscriptions));
    }

    [Fact]
    public void DepthSizeAndCount_AreBounded()
    {
        string deep = $"{{\"object\":\"subscription\",\"metadata\":{new string('[', 100)}{new string(']', 100)}}}";

        Assert.Contains("at most 64 levels", Read(deep).OnlyRefusal().Reason, StringComparison.Ordinal);
        Assert.Contains("larger than 100 bytes", Assert.Throws<InvalidDataException>(() => Read(Ada, new StripeImportOptions { MaximumDocumentBytes = 100 })).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1 objects", Assert.Throws<InvalidDataException>(() => Read($"{Ada}\n{Bo}", new StripeImportOptions { MaximumObjects = 1 })).Message, StringComparison.Ordinal);
        var reader = new StripeEventReader(new StripeImportOptions { MaximumDocumentBytes = 100 });
        reader.Add(Ada);
        Assert.Contains("too large", reader.Complete().OnlyRefusal().Reason, StringComparison.Ordinal);
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 777));
    }
}
