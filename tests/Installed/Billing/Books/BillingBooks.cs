#region billing-utc
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
#endregion

namespace Harbour.Billing.Books;

public sealed class BillingBooks(string path) : DbContext
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<Contract> Contracts => Set<Contract>();

    public DbSet<ContractChange> ContractChanges => Set<ContractChange>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<LedgerLine> Ledger => Set<LedgerLine>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={path};Pooling=False");

    #region billing-utc
    // A column of a database holds no kind of time; without this every instant read would be refused as unspecified.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTime>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        written => written.ToUniversalTime(),
        read => DateTime.SpecifyKind(read, DateTimeKind.Utc));
    #endregion

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Account>().HasIndex(account => account.Number).IsUnique();
        model.Entity<Contract>().HasIndex(contract => contract.Number).IsUnique();
        model.Entity<Contract>().HasMany(contract => contract.Changes).WithOne(change => change.Contract);
        model.Entity<ContractChange>().Property(change => change.Kind).HasConversion<string>();
        model.Entity<ContractChange>().Property(change => change.Cycle).HasConversion<string>();
    }
}
