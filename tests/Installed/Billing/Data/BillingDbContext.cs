#region billing-utc
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
#endregion

namespace Acme.Billing.Data;

public sealed class BillingDbContext(string path) : DbContext
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<SubscriptionChange> SubscriptionChanges => Set<SubscriptionChange>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={path};Pooling=False");

    #region billing-utc
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTime>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        written => written.ToUniversalTime(),
        read => DateTime.SpecifyKind(read, DateTimeKind.Utc));
    #endregion

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Customer>().HasIndex(customer => customer.Number).IsUnique();
        model.Entity<Subscription>().HasIndex(subscription => subscription.Number).IsUnique();
        model.Entity<Subscription>().HasMany(subscription => subscription.Changes).WithOne(change => change.Subscription);
        model.Entity<SubscriptionChange>().Property(change => change.Kind).HasConversion<string>();
        model.Entity<SubscriptionChange>().Property(change => change.Cycle).HasConversion<string>();
    }
}
