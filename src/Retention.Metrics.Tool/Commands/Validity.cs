using System.Globalization;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary>Decides whether figures may be made of what was read.</summary>
internal static class Validity
{
    private const int MostShown = 100;

    /// <summary>Figures of half the data are wrong figures: with a problem there are none, unless the user asked to go on without the rows concerned.</summary>
    public static bool IsEnough(Portfolio portfolio, Settings settings, Terminal terminal)
    {
        Problem[] problems = [.. portfolio.Problems];
        if (problems.Length == 0 || settings.SkipInvalid)
        {
            foreach (FileAccount file in portfolio.Files.Where(file => file.Rows.LeftOut > 0))
            {
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{file.File}: left out {file.Rows.LeftOut} of {file.Rows.Read} rows, each not the first of its order"));
            }
        }

        if (problems.Length == 0)
        {
            return true;
        }

        if (settings.SkipInvalid)
        {
            foreach (FileAccount file in portfolio.Files.Where(file => file.Problems.Count > 0))
            {
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{file.File}: left out {file.Rows.Refused} of {file.Rows.Read} rows for {file.Problems.Count} finding{(file.Problems.Count == 1 ? "" : "s")}; retention check lists them"));
            }

            return true;
        }

        foreach (Problem problem in problems.Take(MostShown))
        {
            terminal.Say(problem.ToString());
        }

        if (problems.Length > MostShown)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"and {problems.Length - MostShown} more; retention check lists them all"));
        }

        return false;
    }
}
