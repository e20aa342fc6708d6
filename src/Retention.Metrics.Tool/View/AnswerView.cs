using Retention.Metrics.Segments;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.View;

/// <summary>A report as it is shown: the figures asked for, the changes from other periods, and what a job is to fail for.</summary>
internal sealed class AnswerView(Settings settings, IReadOnlyList<string>? columns, bool transposes, IReadOnlyList<ComparedPeriod> compared, IReadOnlyList<Condition> conditions)
{
    private readonly List<string> met = [];

    /// <summary>The settings of the answer behind the view: where periods are compared, it begins with those before the first.</summary>
    public Settings Behind => compared.Count == 0 || settings.From is not { } from ? settings : settings with { From = PeriodChanges.FirstCompared(from, settings.Calendar, compared) };

    /// <summary>Whether anything differs from the report as it is.</summary>
    public bool ChangesFigures => columns is not null || transposes || compared.Count > 0 || conditions.Count > 0;

    /// <summary>What met a condition, a line each.</summary>
    public IReadOnlyList<string> Met => met;

    /// <summary>The answer as it is shown. Conditions are judged on it.</summary>
    /// <param name="answer">A row for each period, or for each segment and period.</param>
    /// <exception cref="UsageException">There is no such figure.</exception>
    public Answer Of(Answer answer)
    {
        int[] figures = [.. Enumerable.Range(0, answer.Columns.Count).Where(i => !PeriodFigures.IsHeading(answer.Columns[i].Name))];
        foreach ((string option, string name) in (columns ?? []).Select(name => ("--columns", name)).Concat(conditions.Select(one => ("--fail-if", one.Figure))))
        {
            if (!figures.Any(i => answer.Columns[i].Name == name))
            {
                string[] valid = [.. figures.Select(i => answer.Columns[i].Name)];
                string nearest = valid.Length == 0 ? "" : $" the nearest is '{valid.MinBy(other => AttributeNames.Distance(name, other))}', and";
                throw new UsageException($"{option}: there is no figure '{name}' here;{nearest} there are {string.Join(", ", valid)}.");
            }
        }

        answer = WithChanges(answer, figures);
        Judge(answer);
        return Transposed(Selected(answer));
    }

    private Answer WithChanges(Answer answer, int[] figures) =>
        compared.Count == 0 ? answer : PeriodChanges.Add(answer, [.. figures.Where(i => columns is null || columns.Contains(answer.Columns[i].Name))], compared, settings);

    private void Judge(Answer answer)
    {
        int period = answer.IndexOf("period"), status = answer.IndexOf(PeriodFigures.StatusColumn.Name), segment = answer.IndexOf("segment");
        foreach (Condition condition in conditions)
        {
            int figure = answer.IndexOf(condition.Figure);
            foreach (AnswerRow row in answer.Data.Where(row => row.Cells[status].Plain == "complete" && condition.IsMetBy(row.Cells[figure].Plain)))
            {
                met.Add($"{condition.Text}: {condition.Figure} of {row.Cells[period].Plain}{(segment < 0 ? "" : $", segment {row.Cells[segment].Shown},")} is {row.Cells[figure].Shown}");
            }
        }
    }

    /// <summary>The columns asked for in their order, each with its changes, after those that say which period a row is.</summary>
    private Answer Selected(Answer answer)
    {
        if (columns is null)
        {
            return answer;
        }

        int[] kept =
        [
            .. Enumerable.Range(0, answer.Columns.Count).Where(i => PeriodFigures.IsHeading(answer.Columns[i].Name)),
            .. columns.SelectMany(name => compared.Select(one => PeriodChanges.NameOf(name, one)).Prepend(name)).Select(answer.IndexOf).Where(i => i >= 0),
        ];

        // What is asked for is shown, also where no value is used or the page has it elsewhere.
        return answer with
        {
            Columns = [.. kept.Select(i => answer.Columns[i]).Select(column => PeriodFigures.IsHeading(column.Name) ? column : column with { OnlyIfUsed = false, Group = column.Group ?? "" })],
            Data = [.. answer.Data.Select(row => row with { Cells = [.. kept.Select(i => row.Cells[i])] })],
            SectionBy = answer.SectionBy is { } by ? Array.IndexOf(kept, by) : null,
        };
    }

    private Answer Transposed(Answer answer) => transposes
        ? answer with
        {
            SideBySide = false,
            SectionBy = null,
            Columns = [.. answer.Columns.Select((column, i) => i == answer.SectionBy ? column with { Group = "" } : column)],
        }
        : answer;
}
