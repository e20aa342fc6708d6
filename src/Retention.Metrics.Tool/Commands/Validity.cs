using System.Globalization;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary>Decides whether figures may be made of what was read.</summary>
internal static class Validity
{
    private const int MostShown = 100;

    /// <summary>Says what a reader of the figures has to know of a file, right or wrong.</summary>
    public static void SayRemarks(FileAccount file, Terminal terminal)
    {
        foreach (string remark in file.Remarks)
        {
            terminal.Say($"{file.File}: {remark}");
        }

        if (file.LeftOutByRule is { } leftOut)
        {
            terminal.Say(leftOut);
        }
    }

    /// <summary>Figures of half the data are wrong figures: with a problem there are none, unless the user asked to go on without the rows concerned.</summary>
    public static bool IsEnough(Portfolio portfolio, Settings settings, Terminal terminal)
    {
        IReadOnlyList<Problem> problems = portfolio.Problems;
        foreach (FileAccount file in portfolio.Files)
        {
            SayRemarks(file, terminal);
        }

        RequireRows(portfolio);
        if (problems.Count == 0)
        {
            return true;
        }

        if (settings.SkipInvalid)
        {
            foreach (FileAccount file in portfolio.Files.Where(file => file.Problems.Count > 0))
            {
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{file.File}: left out {file.Rows.Refused} of {file.Rows.Read} {file.Unit} for {file.Problems.Count} finding{(file.Problems.Count == 1 ? "" : "s")}{file.Listing}"));
            }

            return true;
        }

        foreach (Problem problem in problems.Take(MostShown))
        {
            terminal.Say(problem.ToString());
        }

        if (problems.Count > MostShown)
        {
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"and {problems.Count - MostShown} more{(portfolio.Files[0].Listing.Length > 0 ? "; retention check lists them all" : "")}"));
        }

        foreach (Problem counted in portfolio.Files.SelectMany(file => file.Counted))
        {
            terminal.Say(counted.ToString());
        }

        return false;
    }

    /// <summary>An answer about no row at all would look like one about no customers.</summary>
    private static void RequireRows(Portfolio portfolio)
    {
        bool areAllEmpty = portfolio.Files.All(IsEmpty);
        if (portfolio.Files.FirstOrDefault(file => file.Rows.LeftOut > 0 && (areAllEmpty || (file.IsOfResponses && IsEmpty(file)))) is { } empty)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{empty.File}: there is no answer, because all {empty.Rows.Read} {empty.Unit} are left out{(empty.Advice is { } advice ? $"; {advice}" : "")}."));
        }
    }

    private static bool IsEmpty(FileAccount file) => file.Rows is { Used: 0, Refused: 0 };
}
