using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>The terms that hold from an instant on.</summary>
/// <param name="From">From when.</param>
/// <param name="Terms">The terms.</param>
/// <param name="Source">Which object or event says so.</param>
internal sealed record Segment(Instant From, Terms Terms, Source Source);

/// <summary>The terms of a subscription over time, from its states, its schedule and its invoices.</summary>
internal sealed class SegmentBuilder
{
    private readonly IReadOnlyList<KnownState> states;
    private readonly TermsBuilder terms;
    private readonly Instant run;
    private readonly List<Segment> segments = [];

    /// <summary>A builder for one subscription.</summary>
    /// <param name="states">Its states in order, those in which it was never paid left out.</param>
    /// <param name="run">When it began to be paid.</param>
    /// <param name="terms">Makes terms of states.</param>
    public SegmentBuilder(IReadOnlyList<KnownState> states, Instant run, TermsBuilder terms)
    {
        this.states = states;
        this.run = run;
        this.terms = terms;
    }

    /// <summary>Whether only an object is known, which says today's price alone.</summary>
    private bool IsObjectAlone => states.All(known => known.Source.At is null);

    /// <summary>Whether the price it began with is not known.</summary>
    public bool IsEarlierPriceUnknown { get; private set; }

    /// <summary>Whether invoices or a schedule say what it cost before.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>What nothing states of the schedule: a price of a phase to come, or a discount of any.</summary>
    public RefusedException? UnknownPhase { get; private set; }

    /// <summary>The terms, rising.</summary>
    /// <param name="schedule">The schedule, if there is one.</param>
    /// <param name="lines">The lines of invoices about it.</param>
    public IReadOnlyList<Segment> Build(ScheduleState? schedule, IReadOnlyList<ChargedLine> lines)
    {
        KnownState first = states[0];
        SubscriptionState earliest = first.Before ?? first.State;
        IsEarlierPriceUnknown = TermsBuilder.IsEarlierPriceUnknown(earliest);
        segments.Add(new Segment(Instant.MinValue, terms.Of(earliest, run, isFirst: true), first.Source));
        if (first is { Before: not null, Source.At: { } changed })
        {
            segments.Add(new Segment(changed, terms.Of(first.State, run, isFirst: false), first.Source));
        }

        foreach (KnownState known in states.Skip(1).Where(known => known.State.Status != SubscriptionStatus.Canceled))
        {
            if (known.Source.At is { } at)
            {
                segments.Add(new Segment(at, terms.Of(known.State, run, isFirst: false), known.Source));
            }
        }

        if (IsObjectAlone && lines.Any(line => !line.IsProration))
        {
            FillFrom(lines);
        }

        if (schedule is not null)
        {
            AddPhases(schedule);
        }

        return segments;
    }

    /// <summary>Replaces the time before the last invoice by what its invoices say, if they say another price than the object.</summary>
    private void FillFrom(IReadOnlyList<ChargedLine> lines)
    {
        Segment today = segments[0];
        var filled = new List<Segment>();
        Instant[] starts = [.. lines.Where(line => !line.IsProration).Select(line => line.Start).Distinct().Order()];
        Instant end = starts[0];
        foreach (Instant start in starts)
        {
            ChargedLine[] running = [.. lines.Where(line => !line.IsProration && line.Start <= start && line.End > start)];
            if (running.Length > 0)
            {
                filled.Add(new Segment(start, OfLines(running), today.Source));
                end = running.Max(line => line.End);
            }
        }

        if (filled.Count == 0)
        {
            return;
        }

        // After the last invoice the price of the object holds: from the change that a proration says, or from the next period.
        Instant last = filled[^1].From;
        bool isSame = filled[^1].Terms.At(last).Select(charge => charge.OfNoProduct).SequenceEqual(today.Terms.At(last).Select(charge => charge.OfNoProduct));
        Instant switched = isSame ? last : lines.Where(line => line.IsProration && line.Start > last).Select(line => line.Start).DefaultIfEmpty(end).Max();
        filled[0] = filled[0] with { From = Instant.MinValue };
        segments.Clear();
        segments.AddRange(isSame ? filled.SkipLast(filled.Count > 1 ? 1 : 0) : filled);
        segments.Add(today with { From = switched });
        IsFilled = true;
        IsEarlierPriceUnknown = starts[0] > run + Duration.FromDays(1);
    }

    private Terms OfLines(ChargedLine[] lines) => new(
        lines[0].Currency,
        [
            .. lines.GroupBy(line => PeriodLength.Of(line.Start, line.End)).Select(group => new PricedItem(
                From: null,
                new Price(Id: null, terms.NameOf(group.Select(line => line.Product)), terms.NameOf(group.Select(line => line.Price)), lines[0].Currency, group.Key, IsMetered: false, IsTiered: false, Math.Max(0m, group.Sum(line => line.Amount)), Tiers: null, IsVolume: false, Quantity: null, Created: null, JsonPath.Root),
                1,
                [])),
        ],
        [],
        states[0].State.Path,
        terms.Products);

    private void AddPhases(ScheduleState schedule)
    {
        SubscriptionState state = states[^1].State;
        Instant known = states.Select(one => one.Source.At).Max() ?? schedule.CurrentPhase ?? Instant.MaxValue;
        if (IsObjectAlone && !IsFilled && !schedule.IsOver && schedule.CurrentPhase is { } current)
        {
            AddPastPhases(schedule, current, state);
        }

        foreach (Phase phase in schedule.IsOver ? [] : schedule.Phases.Where(phase => phase.Start > known && phase.Start > (schedule.CurrentPhase ?? Instant.MinValue)))
        {
            if (Known(phase, state, schedule) is not { } later)
            {
                UnknownPhase ??= new RefusedException(schedule.Path, state.Id, "a price of a phase is not stated, or is in another currency than the subscription; give the price");
                return;
            }

            segments.Add(new Segment(phase.Start, later, new Source(At: null, schedule.Created, EventId: null)));
        }
    }

    private void AddPastPhases(ScheduleState schedule, Instant current, SubscriptionState state)
    {
        Segment today = segments[0];
        Phase[] past = [.. schedule.Phases.Where(phase => phase.Start < current)];
        Terms?[] all = [.. past.Select(phase => Known(phase, state, schedule))];
        if (past.Length == 0 || past[0].Start > run + SubscriptionState.Tolerance || Array.Exists(all, one => one is null))
        {
            IsEarlierPriceUnknown |= past.Length > 0;
            return;
        }

        segments.Clear();
        segments.AddRange(past.Select((phase, place) => new Segment(place == 0 ? Instant.MinValue : phase.Start, all[place]!, today.Source)));
        segments.Add(today with { From = current });
        IsFilled = true;
        IsEarlierPriceUnknown = false;
    }

    /// <summary>The terms of a phase, as far as all of it is stated.</summary>
    private Terms? Known(Phase phase, SubscriptionState state, ScheduleState schedule)
    {
        try
        {
            return terms.Of(phase, state, schedule.Path);
        }
        catch (RefusedException unknown)
        {
            UnknownPhase ??= unknown;
            return null;
        }
    }
}
