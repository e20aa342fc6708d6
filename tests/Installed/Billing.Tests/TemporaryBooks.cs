using Harbour.Billing.Books;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Harbour.Billing.Tests;

/// <summary>Books on a file of their own, written through one context and read through another, as in production.</summary>
public sealed class TemporaryBooks : IDisposable
{
    private TemporaryBooks()
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"harbour-{Guid.NewGuid():N}.db");

    public static async Task<TemporaryBooks> OfAsync(params object[] rows)
    {
        var books = new TemporaryBooks();
        await using BillingBooks writing = books.Open();
        await writing.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        writing.AddRange(rows);
        await writing.SaveChangesAsync(TestContext.Current.CancellationToken);
        return books;
    }

    public BillingBooks Open() => new(Path);

    public void Dispose() => File.Delete(Path);
}
