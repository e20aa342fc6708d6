using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>What a script does next: how far time goes on, and which of the things possible then happens, with what.</summary>
internal readonly record struct Move(int Forward, int Action, int Price, int Discount, int Later);

/// <summary>A subscription as a list of moves. Every list can be read, so that no life is ever drawn in vain: what cannot come next is not on offer.</summary>
internal sealed record SubscriptionScript(int Customer, bool Recorded, ImmutableArray<Move> Moves)
{
    private static readonly Gen<Move> AnyMove =
        from forward in Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Constant(1)), (1, Gen.Constant(2)))
        from action in Gen.Choose(0, 100)
        from price in Gen.Choose(0, 100)
        from discount in Gen.Choose(0, 15)
        from later in Gen.Choose(0, 11)
        select new Move(forward, action, price, discount, later);

    public static Gen<SubscriptionScript> Any { get; } =
        from customer in Gen.Choose(0, 3)
        from recorded in Gen.Elements(false, true)
        from length in Gen.Choose(0, 10)
        from moves in AnyMove.ListOf(length)
        select new SubscriptionScript(customer, recorded, [.. moves]);

    public IEnumerable<SubscriptionEvent> Events(PeriodScenario scenario, int number, Naming naming, Func<Move, RecurringPrice> price) =>
        new ScriptReader(scenario, this, number, new Subscription(naming.Of('s', number), naming.Of('c', Customer)), price).Read();
}

/// <summary>Reads a script: keeps to what can happen next, and without recorded instants to the order of kinds within one instant.</summary>
internal sealed class ScriptReader(PeriodScenario scenario, SubscriptionScript script, int number, Subscription subscription, Func<Move, RecurringPrice> price)
{
    private readonly List<SubscriptionEvent> events = [];
    private Phase phase;
    private Instant? planned;
    private Instant? endedAsPlanned;
    private int cursor;
    private int rank;
    private bool liveAtStart;
    private bool endsHere;
    private bool revokedHere;
    private RecurringPrice? priceHere;
    private Discount? discountHere;

    private enum Phase
    {
        NotLive,
        Trial,
        Running,
        Paused,
    }

    private enum Act
    {
        Trial,
        Start,
        ChangePrice,
        Pause,
        Resume,
        Fail,
        Recover,
        Schedule,
        ScheduleNow,
        Revoke,
        End,
    }

    private Instant Now => scenario[cursor];

    public IEnumerable<SubscriptionEvent> Read()
    {
        cursor = -1;
        foreach (Move move in script.Moves)
        {
            if (cursor < 0 || move.Forward > 0)
            {
                Advance(cursor < 0 ? move.Forward : cursor + move.Forward);
            }

            if (cursor >= scenario.Instants.Length)
            {
                break;
            }

            Act[] possible = [.. Possible().Where(act => script.Recorded || Fits(act))];
            if (possible.Length > 0)
            {
                Do(possible[move.Action % possible.Length], move);
            }
        }

        return events;
    }

    private void Advance(int to)
    {
        cursor = to;
        if (planned < Now)
        {
            (phase, endedAsPlanned, planned) = (Phase.NotLive, planned, null);
        }

        (rank, priceHere, discountHere, endsHere, revokedHere) = (-1, null, null, false, false);
        liveAtStart = phase != Phase.NotLive;
    }

    private Act[] Possible()
    {
        if (planned == Now && !endsHere)
        {
            // It ends here: whatever comes first but a revocation finds it ended.
            return [Act.Revoke, Act.End, Act.Start, Act.Trial];
        }

        Act[] acts = phase switch
        {
            Phase.NotLive => AfterTheEnd(),
            Phase.Trial => [Act.Start, Act.Start, Act.ChangePrice, Act.Fail, Act.Schedule, Act.ScheduleNow, Act.End],
            Phase.Running => [Act.ChangePrice, Act.ChangePrice, Act.Pause, Act.Pause, Act.Fail, Act.Recover, Act.Schedule, Act.ScheduleNow, Act.End],
            _ => [Act.Resume, Act.Resume, Act.ChangePrice, Act.Fail, Act.Recover, Act.Schedule, Act.ScheduleNow, Act.End],
        };

        // Of a cancellation at once and a revocation at the same instant nobody can say which answers which.
        acts = revokedHere ? [.. acts.Where(act => act != Act.ScheduleNow)] : acts;
        return planned is not null && !endsHere ? [.. acts, Act.Revoke, Act.Revoke] : acts;
    }

    private Act[] AfterTheEnd() =>
    [
        Act.Start, Act.Start, Act.Trial,
        .. endsHere || Now - endedAsPlanned <= Duration.FromHours(24) ? new[] { Act.End } : [],
        .. events.Count > 0 ? new[] { Act.Fail, Act.Recover } : [],
    ];

    /// <summary>Without recorded instants, what happens at one instant is told apart by its kind alone.</summary>
    private bool Fits(Act act) => Rank(act) > rank || (Rank(act) == rank && act is Act.Fail or Act.Recover);

    private int Rank(Act act) => act switch
    {
        Act.ScheduleNow => liveAtStart ? 0 : 10,
        Act.End => liveAtStart ? 1 : 11,
        Act.Trial => 2,
        Act.Start or Act.Resume => 3,
        Act.ChangePrice => 4,
        Act.Pause => 5,
        Act.Fail => 6,
        Act.Recover => 7,
        Act.Schedule => 8,
        _ => 9,
    };

    private void Do(Act act, Move move)
    {
        rank = Rank(act);
        if (planned == Now && !endsHere && act != Act.Revoke)
        {
            (phase, endedAsPlanned, planned, endsHere) = (Phase.NotLive, planned, null, true);
        }

        switch (act)
        {
            case Act.Trial:
                Add(subscription.TrialStarts(Now), Phase.Trial);
                break;
            case Act.Start:
                ChoosePrice(move);
                Add(subscription.Starts(Now, priceHere!, discountHere), Phase.Running);
                break;
            case Act.ChangePrice:
                ChoosePrice(move);
                Add(subscription.ChangesPrice(Now, priceHere!, discountHere), phase);
                break;
            case Act.Pause:
                Add(subscription.Pauses(Now), Phase.Paused);
                break;
            case Act.Resume:
                Add(subscription.Resumes(Now), Phase.Running);
                break;
            case Act.Fail:
                Add(subscription.PaymentFails(Now), phase);
                break;
            case Act.Recover:
                Add(subscription.PaymentRecovers(Now), phase);
                break;
            case Act.Schedule:
                planned = scenario[cursor + 1 + (move.Later % 3)];
                Add(subscription.SchedulesCancellation(Now, planned.Value, ChurnReason.Voluntary), phase);
                break;
            case Act.ScheduleNow:
                (endedAsPlanned, planned, endsHere) = (Now, null, true);
                Add(subscription.SchedulesCancellation(Now, Now), Phase.NotLive);
                break;
            case Act.Revoke:
                (planned, revokedHere) = (null, true);
                Add(subscription.RevokesCancellation(Now), phase);
                break;
            default:
                planned = null;
                Add(subscription.Ends(Now, ChurnReason.Involuntary), Phase.NotLive);
                break;
        }
    }

    private void ChoosePrice(Move move)
    {
        if (priceHere is not null && !script.Recorded)
        {
            return;
        }

        priceHere = price(move);
        Instant until = scenario[cursor + (move.Later % 4)];
        discountHere = (move.Discount % 8) switch
        {
            0 => Discount.Percent(50m),
            1 => Discount.Percent(33.333333m, until),
            2 => Discount.Percent(100m, until),
            3 => Discount.Amount(priceHere.Amount.Currency.Amount(3m), until),
            _ => null,
        };
    }

    private void Add(SubscriptionEvent one, Phase next)
    {
        Instant? recorded = script.Recorded ? Instant.FromUtc(2030, 1, 1, 0, 0).PlusNanoseconds(events.Count) : null;
        events.Add(one with { RecordedAt = recorded, EventId = number % 2 == 0 ? FormattableString.Invariant($"{number}.{events.Count}") : null });
        endedAsPlanned = next == Phase.NotLive ? endedAsPlanned : null;
        phase = next;
    }
}
