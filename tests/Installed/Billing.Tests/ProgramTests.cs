using System.Diagnostics;
using Acme.Billing.Data;
using Xunit;

namespace Acme.Billing.Tests;

/// <summary>The program as a nightly job starts it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task ValidDatabase_IsReported()
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(SampleCustomers.FirstQuarter());

        (int exitCode, string output, _) = await RunAsync(temporary.Path, "2026-03");

        Assert.Equal(0, exitCode);
        Assert.Contains("\"closingMrr\": 260", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidDatabase_IsNotReported_AndTheErrorNamesTheSubscription()
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync(
            SampleCustomers.Customer(9, "DE", SampleCustomers.Change(ChangeKind.Paused, SampleCustomers.On(2026, 2, 5))));

        (int exitCode, string output, string error) = await RunAsync(temporary.Path, "2026-03");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("S-9", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidMonth_IsWrongUsage()
    {
        using TemporaryDatabase temporary = await TemporaryDatabase.CreateAsync();

        (int exitCode, _, string error) = await RunAsync(temporary.Path, "2026-13");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("usage:", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "acme-billing.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process program = Process.Start(start)!;
        Task<string> output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, await output, await error);
    }
}
