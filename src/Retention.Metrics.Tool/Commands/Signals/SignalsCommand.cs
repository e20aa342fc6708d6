using System.CommandLine;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary><c>retention signals</c>: churn by groups of a signal, the customers at risk, and the hit rate of such lists on held-out periods.</summary>
internal static class SignalsCommand
{
    public const string Groups = "groups", AtRisk = "at-risk", HoldOut = "hold-out";

    private const int MostGroups = 100;

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var grouping = new SignalOptions();
        Option<string> show = ParsedOption.OneOf("--show", "Churn by group; the customers at risk now; or how many who left in the last periods a list made from those before would have held.", [Groups, AtRisk, HoldOut], Groups);
        Option<int?> highest = ParsedOption.Of<int?>("--highest", "n", "At risk are the n groups of the highest churn. Default: 1.", text => Numbers.Count(text, MostGroups));
        Option<int?> heldOut = ParsedOption.Of<int?>("--held-out", "n", "How many of the last periods are held out. Default: 1.", text => Numbers.Count(text));
        Option<int?> limit = ParsedOption.Of<int?>("--limit", "n", "List no more than so many customers.", text => Numbers.Count(text));
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create("--segment", "Split customers by these attributes: plan, or plan,country.");
        var command = new Command("signals", "Churn by what customers did before: by groups of a signal, who is at risk now, and how good that list would have been.") { show, highest, heldOut, limit, segment };
        grouping.AddTo(command);
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            (SignalSpec spec, SignalGroups groups) = grouping.Read(asked);
            var question = new SignalQuestion(spec, groups) { Show = asked.GetValue(show)!, Highest = asked.GetValue(highest), HeldOut = asked.GetValue(heldOut), Limit = asked.GetValue(limit), Segment = asked.GetValue(segment) ?? [] };
            question.RequireMeaning();
            Settings settings = grouping.Over(shared.Read(asked), asked);
            return Answering.Run(settings, terminal, portfolio => new SignalFigures(portfolio, settings, question).Answer());
        });
        return command;
    }
}
