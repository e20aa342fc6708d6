namespace Retention.Metrics.Tool.Tests;

public sealed class HelpTests
{
    /// <summary>Help is what is asked for by somebody who does not know yet which options a command needs.</summary>
    [Theory]
    [InlineData("reconcile", "--against <file> (REQUIRED)")]
    [InlineData("lifetime holdout", "--calibration-end <date> (REQUIRED)")]
    [InlineData("report", "--subscriptions")]
    public void Help_OfACommand_NeedsNoOption(string command, string option)
    {
        ToolRun run = ToolRun.Of([.. command.Split(' '), "--help"]);

        Assert.Equal((ExitCode.Done, ""), (run.Exit, run.Error));
        Assert.Contains(option, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOptionThatIsNone_IsAnError_ThoughHelpIsNear() => Assert.Equal(ExitCode.Failed, ToolRun.Of("reconcile", "--agains", "x").Exit);
}
