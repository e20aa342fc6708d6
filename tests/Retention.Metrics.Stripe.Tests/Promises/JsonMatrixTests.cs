using System.Text.Json;

namespace Retention.Metrics.Tests.Promises;

public sealed partial class JsonMatrixTests
{
    private const string Option = "an option of reading";

    /// <summary>Types that are not written, and why.</summary>
    private static readonly Dictionary<string, string> NotWritten = new(StringComparer.Ordinal)
    {
        ["StripeImportOptions"] = Option,
        ["StripeTestMode"] = Option,
        ["StripeCollectionPause"] = Option,
        ["StripeEventReader"] = "reads, and holds what it has read",
    };

    /// <summary>The names that programs read.</summary>
    [Fact]
    public void AnAccount_IsWrittenAsApproved() => Assert.Equal(
        """
        {"objectsRead":3,"objectsUsed":1,"objectsRepeated":0,"objectsSuperseded":0,"objectsLeftOut":1,"objectsRefused":1,"leftOut":[{"rule":"neverPaid","objects":1}],"refusals":[{"document":1,"line":1,"path":"$.data[2].items.data[0].price.unit_amount_decimal","value":"\u0022-1\u0022","reason":"must be an amount of 0 to 10^15"}],"findings":[],"notes":[{"kind":"meteredItems","message":"usage is not recurring: metered items are left out of the price","subscriptions":["sub_1"]},{"kind":"todaysPriceAlone","message":"known from the object alone: a price that was changed in place is not seen; events or invoices would say","subscriptions":["sub_1"]}]}
        """,
        JsonSerializer.Serialize(Examples.Import));
}
