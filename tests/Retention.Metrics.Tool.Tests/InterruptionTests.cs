using System.Diagnostics;

namespace Retention.Metrics.Tool.Tests;

/// <summary>Whatever ends a run, the old answer stays, nothing half-written is left, and the exit code tells.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Old = "the answer of yesterday";

    private readonly TemporaryFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void ASignal_KeepsTheOldFile(string signal, int exit)
    {
        Assert.SkipUnless(ToolProcess.IsUnix, ToolProcess.OnlyUnix);
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "The tests run in the background of a shell: SIGINT is ignored, and so it is by what they start.");
        string input = Pipe(), output = files.Write("answer.csv", Old);
        using Process tool = ToolProcess.Start("report", "--subscriptions", input, "--output", output, "--format", "csv");

        // Opening the pipe waits until the tool reads from it; it then waits for the rest, which never comes.
        using (StreamWriter rows = File.AppendText(input))
        {
            rows.Write("customer_id,start_date,end_date,mrr\nada,2025-01-10,,5\n");
            rows.Flush();
            ToolProcess.Signal(tool, signal);
            tool.WaitForExit();
        }

        Assert.Equal(exit, tool.ExitCode);
        Assert.Equal(Old, File.ReadAllText(output));
        AssertNothingElse("answer.csv", "rows.csv");
    }

    [Fact]
    public void AClosedPipe_EndsTheRun_WithoutAWord()
    {
        Assert.SkipUnless(ToolProcess.IsUnix, ToolProcess.OnlyUnix);
        string input = Pipe();
        using Process tool = ToolProcess.Start("report", "--subscriptions", input);
        using (StreamWriter rows = File.AppendText(input))
        {
            tool.StandardOutput.Close();
            rows.Write("customer_id,start_date,end_date,mrr\nada,2025-01-10,,5\n");
        }

        string said = tool.StandardError.ReadToEnd();
        tool.WaitForExit();

        Assert.Equal((141, ""), (tool.ExitCode, said));
    }

    [Theory]
    [InlineData("$TOOL report > /dev/full")]
    [InlineData("$TOOL report --help > /dev/full")]
    [InlineData("$TOOL report --output /dev/full")]
    public void AFullDisk_IsOneLineOfError(string line)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");

        (int exit, string output, string error) = ToolProcess.Shell(line);

        Assert.Equal((5, ""), (exit, output));
        Assert.StartsWith("retention: the answer cannot be written: ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void ErrorsThatNobodyCanRead_LeaveTheExitCode()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");

        Assert.Equal((2, ""), (ToolProcess.Shell("$TOOL report --format odd 2> /dev/full").Exit, ToolProcess.Shell("$TOOL report --format odd 2> /dev/null").Output));
    }

    [Fact]
    public void Output_FollowsALink_KeepsThePermissions_AndNeverReplacesADevice()
    {
        Assert.SkipUnless(ToolProcess.IsUnix, ToolProcess.OnlyUnix);
        string output = files.Write("answer.csv", Old), link = Path.Combine(files.Folder, "link.csv");
        File.CreateSymbolicLink(link, output);
        _ = ToolProcess.Shell($"chmod 640 '{output}'");

        _ = ToolRun.Answer("report", "--format", "csv", "--output", link);
        _ = ToolRun.Answer("report", "--output", "/dev/null");

        Assert.Equal(ToolRun.Answer("report", "--format", "csv"), File.ReadAllText(output));
        Assert.StartsWith("-rw-r----- ", ToolProcess.Shell($"ls -l '{output}'").Output, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal("", File.ReadAllText("/dev/null"));
        AssertNothingElse("answer.csv", "link.csv");
    }

    [Fact]
    public void AWriterThatFails_KeepsTheOldFile()
    {
        string output = files.Write("answer.csv", Old);

        _ = Assert.Throws<IOException>(() => Tool.Output.OutputFile.Write(output, writer =>
        {
            writer.Write(new string('x', 100_000));
            writer.Flush();
            throw new IOException("the disk is full");
        }));

        Assert.Equal(Old, File.ReadAllText(output));
        AssertNothingElse("answer.csv");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no/such/answer.csv")]
    public void Output_ToWhatIsNoFile_IsWrongUsage(string name)
    {
        ToolRun run = ToolRun.Of("report", "--output", Path.Combine(files.Folder, name));

        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains("--output", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        AssertNothingElse();
    }

    private string Pipe()
    {
        string path = Path.Combine(files.Folder, "rows.csv");
        Assert.Equal(0, ToolProcess.Shell($"mkfifo '{path}'").Exit);
        return path;
    }

    private void AssertNothingElse(params string[] expected) => Assert.Equal(expected, Directory.GetFileSystemEntries(files.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    internal static bool IsInterruptIgnored() =>
        !File.Exists("/proc/self/status") || File.ReadLines("/proc/self/status").Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0);
}
