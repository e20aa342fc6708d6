namespace Harbour.Billing.Books;

/// <summary>A row of the revenue ledger, written by the nightly job: from here on a contract brings so much a month.</summary>
public sealed class LedgerLine
{
    public long Id { get; set; }

    public int AccountId { get; set; }

    public int ContractId { get; set; }

    public DateTime FromUtc { get; set; }

    public long MonthlyCents { get; set; }
}
