using System.Diagnostics;
using Harbour.Billing.Books;
using Xunit;

namespace Harbour.Billing.Tests;

/// <summary>The program as the night run starts it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task SoundBooks_ArePublished()
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync(Marinas.Quarter());

        (int exitCode, string output, _) = await RunAsync(books.Path, "2026-03");

        Assert.Equal(0, exitCode);
        Assert.Contains("\"closingMrr\": 260", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidBooks_AreNot_AndSayWhatIsWrong()
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync(Marinas.Marina("A-9", "DE", Marinas.Simply(ChangeKind.LaidUp, Marinas.On(2026, 2, 5))));

        (int exitCode, string output, string error) = await RunAsync(books.Path, "2026-03");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("A-9-1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMonthThatIsNone_IsWrongUsage()
    {
        using TemporaryBooks books = await TemporaryBooks.OfAsync();

        (int exitCode, _, string error) = await RunAsync(books.Path, "2026-13");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "harbour-billing.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process program = Process.Start(start)!;
        Task<string> output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, await output, await error);
    }
}
