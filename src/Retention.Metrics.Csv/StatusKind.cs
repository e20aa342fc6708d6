using System.Text.Json.Serialization;

namespace Retention.Metrics.Csv;

/// <summary>What a word in the column <c>status</c> says of its row.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<StatusKind>))]
public enum StatusKind
{
    /// <summary>An order that is paid.</summary>
    Completed,

    /// <summary>An order that was cancelled.</summary>
    Cancelled,

    /// <summary>An order that was paid back, whole or as much as the column <c>refunded</c> says.</summary>
    Refunded,

    /// <summary>An order of which a part was paid back; the column <c>refunded</c> says how much.</summary>
    PartiallyRefunded,

    /// <summary>A row that pays back what another row with its order id took; its amount, of either sign, is how much.</summary>
    Refund,

    /// <summary>A subscription that pays in its interval.</summary>
    Active,

    /// <summary>A subscription that is a trial in its interval, and pays nothing.</summary>
    Trial,

    /// <summary>A subscription that paid until its end; a row without an end is refused.</summary>
    Ended,

    /// <summary>A row that is left out, and counted: it never was a payment.</summary>
    Ignored,
}
