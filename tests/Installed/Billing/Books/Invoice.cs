namespace Harbour.Billing.Books;

/// <summary>Something sold once: a gate, a card reader, a day of training.</summary>
public sealed class Invoice
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public int AccountId { get; set; }

    public Account Account { get; set; } = null!;

    public DateTime IssuedUtc { get; set; }

    public decimal Net { get; set; }

    /// <summary>Given back by credit notes.</summary>
    public decimal Credited { get; set; }

    public bool Voided { get; set; }
}
