namespace Harbour.Billing.Books;

/// <summary>A marina that pays us.</summary>
public sealed class Account
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public required string Name { get; set; }

    public string? Country { get; set; }

    public List<Contract> Contracts { get; } = [];

    public List<Invoice> Invoices { get; } = [];
}
