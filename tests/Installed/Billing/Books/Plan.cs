namespace Harbour.Billing.Books;

public sealed class Plan
{
    public int Id { get; set; }

    public required string Code { get; set; }

    /// <summary>What we ask of new contracts today; what was agreed is in the contract.</summary>
    public decimal ListPrice { get; set; }
}
