using Acme.Billing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Acme.Billing.Tests;

/// <summary>A database in a file of its own, written through one context and read through another, as in production.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    private TemporaryDatabase()
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"billing-{Guid.NewGuid():N}.db");

    public static async Task<TemporaryDatabase> CreateAsync(params object[] rows)
    {
        var temporary = new TemporaryDatabase();
        await using BillingDbContext writing = temporary.Open();
        await writing.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        writing.AddRange(rows);
        await writing.SaveChangesAsync(TestContext.Current.CancellationToken);
        return temporary;
    }

    public BillingDbContext Open() => new(Path);

    public void Dispose() => File.Delete(Path);
}
