using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads what the row of an interval says of its subscription: whether it is a trial, and until when.</summary>
internal sealed class IntervalState(CsvTable table)
{
    private readonly bool hasStatus = table.Has(Column.Status);
    private readonly bool hasFlag = table.Has(Column.IsTrial);
    private readonly bool hasTrialEnd = table.Has(Column.TrialEnd);
    private readonly StatusWords words = new(table.Options, FileKind.SubscriptionIntervals);
    private readonly CellCache<StatusKind> statuses = new();
    private readonly CellCache<bool> flags = new();

    /// <summary>Whether the file says anything of trials or of a status.</summary>
    public bool IsRead => hasStatus || hasFlag || hasTrialEnd;

    /// <summary>Reads the state of the current row.</summary>
    /// <param name="trialEnd">Until when the row is a trial; <see cref="SparseInstants.None"/> for none, <see cref="long.MaxValue"/> for all of it.</param>
    /// <param name="hasEnded">Whether its status says that it has ended.</param>
    public bool TryRead(out long trialEnd, out bool hasEnded)
    {
        (trialEnd, hasEnded) = (SparseInstants.None, false);
        StatusKind status = StatusKind.Active;
        bool isTrial = false;
        if ((hasStatus && !TryStatus(out status)) || (hasFlag && !TryFlag(out isTrial)))
        {
            return false;
        }

        hasEnded = status == StatusKind.Ended;
        if (isTrial || status == StatusKind.Trial)
        {
            trialEnd = long.MaxValue;
            return true;
        }

        return table.IsEmpty(Column.TrialEnd) || table.Ticks(Column.TrialEnd, out trialEnd);
    }

    private bool TryStatus(out StatusKind status)
    {
        if (statuses.TryFind(table.Cell(Column.Status), out status))
        {
            return true;
        }

        if (table.IsEmpty(Column.Status))
        {
            return table.RefuseText(Column.Status);
        }

        if (!words.TryParse(table.Word(Column.Status), out status))
        {
            return table.Refuse(Column.Status, words.Expected);
        }

        _ = statuses.Add(table.Cell(Column.Status), status);
        return true;
    }

    private bool TryFlag(out bool isTrial)
    {
        if (flags.TryFind(table.Cell(Column.IsTrial), out isTrial))
        {
            return true;
        }

        switch (Encoding.UTF8.GetString(table.Cell(Column.IsTrial)).ToLowerInvariant())
        {
            case "true" or "t" or "yes" or "y" or "1":
                isTrial = true;
                break;
            case "false" or "f" or "no" or "n" or "0" or "":
                isTrial = false;
                break;
            default:
                return table.Refuse(Column.IsTrial, "a flag is true or false, yes or no, Y or N, 1 or 0; an empty cell is no");
        }

        _ = flags.Add(table.Cell(Column.IsTrial), isTrial);
        return true;
    }
}
