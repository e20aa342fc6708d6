using System.CommandLine;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention compare</c>: the same periods under several policies, and who makes the difference.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<IReadOnlyList<NamedPolicy>?> policies = ParsedOption.Of<IReadOnlyList<NamedPolicy>?>(
            "--policies", "names|files", $"The policies to compare, with commas between them: of {NamedPolicy.Names}, or JSON files of settings. Default: all of those.", Parse, otherwise: null);
        Option<FigureName?> explain = ParsedOption.Of("--explain", "figure", "List the customers who make the difference in a figure, such as churnMrr.", FigureName.Parse, otherwise: null);
        var command = new Command("compare", "The same periods under several policies, with the settings that differ, and the customers who make the difference.") { policies, explain };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            if (shared.IsPolicyGiven(asked))
            {
                throw new UsageException("--policy has no meaning here; compare takes --policies.");
            }

            return Run(shared.Read(asked), asked.GetValue(policies) ?? NamedPolicy.All, asked.GetValue(explain), terminal);
        });
        return command;
    }

    private static int Run(Settings settings, IReadOnlyList<NamedPolicy> policies, FigureName? explain, Terminal terminal) => Answering.Run(settings, terminal, portfolio =>
    {
        var comparison = Comparison.Of(portfolio, settings, policies);
        return explain is null ? comparison.Periods() : comparison.Explain(explain);
    });

    private static NamedPolicy[] Parse(string text)
    {
        NamedPolicy[] policies = [.. text.Split(',').Select(one => NamedPolicy.Parse(one.Trim()))];
        return policies.Length < 2 || policies.DistinctBy(one => one.Name, StringComparer.Ordinal).Count() < policies.Length
            ? throw new UsageException($"--policies '{text}' compares nothing; expected two or more policies of different names: of {NamedPolicy.Names}, or JSON files of settings.")
            : policies;
    }
}
