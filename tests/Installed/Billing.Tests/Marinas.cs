using Harbour.Billing.Books;

namespace Harbour.Billing.Tests;

/// <summary>Four marinas in the first quarter of 2026; what their figures are is worked out in the comments.</summary>
internal static class Marinas
{
    public static DateTime On(int year, int month, int day) => new(year, month, day, 9, 0, 0, DateTimeKind.Utc);

    public static ContractChange Signed(DateTime at, int berths, decimal price, BillingCycle cycle = BillingCycle.Monthly) =>
        new() { Kind = ChangeKind.Signed, EffectiveUtc = at, EnteredUtc = at, Berths = berths, BerthPrice = price, Cycle = cycle };

    public static ContractChange Repriced(DateTime at, int berths, decimal price) =>
        new() { Kind = ChangeKind.Repriced, EffectiveUtc = at, EnteredUtc = at, Berths = berths, BerthPrice = price };

    public static ContractChange Simply(ChangeKind kind, DateTime at, string? cause = null) =>
        new() { Kind = kind, EffectiveUtc = at, EnteredUtc = at, Cause = cause };

    public static Account Marina(string number, string? country, params ContractChange[] changes)
    {
        var contract = new Contract { Number = $"{number}-1", Plan = new Plan { Code = $"berths of {number}" } };
        contract.Changes.AddRange(changes);
        var marina = new Account { Number = number, Name = $"Marina {number}", Country = country };
        marina.Contracts.Add(contract);
        return marina;
    }

    /// <summary>February opens with 100 + 200 + 60 = 360 of three; March with 120 + 200 = 320 of two, and A-3 laid up.</summary>
    public static Account[] Quarter() =>
    [
        // 10 berths at 10, 12 from 10 February on.
        Marina("A-1", "DE", Signed(On(2026, 1, 5), 10, 10m), Repriced(On(2026, 2, 10), 12, 10m)),

        // 2400 a year; gives notice in February for 15 March, as too dear.
        Marina(
            "A-2",
            "FR",
            Signed(On(2025, 3, 15), 1, 2400m, BillingCycle.Yearly),
            new ContractChange { Kind = ChangeKind.NoticeGiven, EffectiveUtc = On(2026, 2, 20), EnteredUtc = On(2026, 2, 20), EndsUtc = On(2026, 3, 15), Cause = "price" }),

        // 180 a quarter; laid up in February, back on 1 March.
        Marina("A-3", null, Signed(On(2026, 1, 7), 1, 180m, BillingCycle.Quarterly), Simply(ChangeKind.LaidUp, On(2026, 2, 3)), Simply(ChangeKind.Relaunched, On(2026, 3, 1))),

        // Signs in March, and two card readers are sold to it, one of which is credited.
        Sold(Marina("A-4", "DE", Signed(On(2026, 3, 9), 4, 20m)), ("R-1", On(2026, 3, 10), 300m, 0m, false), ("R-2", On(2026, 3, 20), 300m, 100m, false), ("R-3", On(2026, 3, 21), 900m, 0m, true)),
    ];

    private static Account Sold(Account marina, params (string Number, DateTime At, decimal Net, decimal Credited, bool Voided)[] invoices)
    {
        marina.Invoices.AddRange(invoices.Select(one => new Invoice { Number = one.Number, IssuedUtc = one.At, Net = one.Net, Credited = one.Credited, Voided = one.Voided }));
        return marina;
    }
}
