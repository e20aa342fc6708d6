namespace Harbour.Billing.Books;

public sealed class Contract
{
    public int Id { get; set; }

    public required string Number { get; set; }

    public int AccountId { get; set; }

    public Account Account { get; set; } = null!;

    public int PlanId { get; set; }

    public Plan Plan { get; set; } = null!;

    public List<ContractChange> Changes { get; } = [];
}
