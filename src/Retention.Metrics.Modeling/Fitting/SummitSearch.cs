using System.Collections.Immutable;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>A top of the likelihood: inside the parameters, or on the edges it names.</summary>
internal sealed record Summit(double[] Point, int[] Free, ImmutableArray<Edge> Edges, Maximum Maximum)
{
    // A standard error of 20 on the logarithmic scale leaves a parameter open over seventeen powers of ten.
    private const double LeastInformation = 1.0 / (20.0 * 20.0);

    public double Value => Maximum.Value;

    /// <summary>Whether the data leave some direction all but open.</summary>
    public bool IsFlat { get; } = Free.Length > 0
        && (Maximum.Information.Eigenvalues.Length == 0 || Maximum.Information.Eigenvalues[0] < LeastInformation);

    public bool IsAtTop => Maximum.ExpectedGain <= Ascent.NegligibleGain;

    public bool IsDetermined => !IsFlat && !Maximum.ReachedLimit && IsAtTop;
}

/// <summary>Looks for the highest top of a likelihood: from several starts that the data choose, and along every edge.</summary>
/// <remarks>
/// Starts are spread over the chart, and the best few of different places are climbed from. Then each edge is profiled: its coordinate is held
/// at the edge, the others climb from the best place found. From a good edge two ways lead on: back inside, as a start, and to a second edge.
/// Where there are many rows this is done on a sample of them, and only what might be the top is climbed on all.
/// </remarks>
internal sealed class SummitSearch
{
    private const int SpreadStarts = 24;
    private const int StartsInside = 6;
    private const int StartsOnAnEdge = 4;
    private const int StartsInACorner = 2;

    // Starts closer than this, on the logarithmic scale, end at the same top.
    private const double Apart = 1.5;

    // How far below the best a place may be and still be followed: to other edges, on all rows, to its top.
    private const double WorthFollowing = 5.0;
    private const double WorthClimbing = 3.0;
    private const double WorthFinishing = 0.5;
    private const double FarBelow = 20.0;

    // A climb from a start stops a little below its top.
    private const double SameTop = 0.01;

    // Maxima that no figure can distinguish.
    private const double Equal = 1e-6;

    // How far inside an edge a way back starts.
    private const double Inside = 4.0;

    private readonly IObjective likelihood;
    private readonly IObjective sample;
    private readonly Chart chart;
    private readonly List<double> ends = [];
    private double highest = double.NegativeInfinity;

    private SummitSearch(IObjective likelihood, IObjective? sample, Chart chart)
    {
        this.likelihood = likelihood;
        this.sample = sample ?? likelihood;
        this.chart = chart;
    }

    /// <summary>The tops that might be the highest, the one to report first, and how many starts led there; no top where the likelihood has no value anywhere.</summary>
    /// <param name="likelihood">The log-likelihood of the logarithms of the parameters.</param>
    /// <param name="sample">The same for a sample of the rows, where there are many.</param>
    /// <param name="chart">The coordinates.</param>
    /// <param name="starts">Starts besides those spread over the chart, in natural parameters.</param>
    public static (ImmutableArray<Summit> Summits, FitSearch Search) Of(IObjective likelihood, IObjective? sample, Chart chart, IEnumerable<double[]> starts)
    {
        var search = new SummitSearch(likelihood, sample, chart);
        List<Place> places = search.Explore([.. starts.Select(chart.FromParameters)]);
        if (sample is not null)
        {
            double bestOfSample = Best(places);
            places = Distinct([.. places.Where(place => place.Value > bestOfSample - WorthClimbing).SelectMany(place => search.Climb(likelihood, place.Edges, place.Point))]);
        }

        double best = Best(places);
        ImmutableArray<Summit> summits = Ordered([.. places.Where(place => place.Value > best - WorthFinishing).Select(search.Finish)]);
        return (summits, new FitSearch(search.ends.Count, search.ends.Count(end => end > search.highest - SameTop)));
    }

    private static ImmutableArray<Summit> Ordered(Summit[] summits)
    {
        if (summits.Length == 0)
        {
            return [];
        }

        double best = summits.Max(summit => summit.Value);
        return
        [
            .. summits
                .OrderByDescending(summit => summit.Value >= best - Equal)
                .ThenByDescending(summit => summit.IsDetermined)
                .ThenBy(summit => summit.Edges.Length)
                .ThenByDescending(summit => summit.Value),
        ];
    }

    private List<Place> Explore(IReadOnlyList<double[]> starts)
    {
        double[][] spread = [.. starts, .. Spread()];
        List<Place> places = Distinct([.. From([], spread, StartsInside)]);
        if (places.Count == 0)
        {
            return places;
        }

        foreach (Held edge in Edges())
        {
            places.AddRange(From([edge], [.. places.Select(place => place.Point), .. spread], StartsOnAnEdge));
        }

        // A corner is no higher than the edges that meet there.
        double worth = Best(places) - WorthFollowing;
        Place[] onEdges = [.. Distinct(places).Where(place => place.Edges.Length == 1 && place.Value > worth)];
        Held[] edges = [.. onEdges.Select(place => place.Edges[0]).Distinct()];
        foreach ((Held one, Held other) in edges.SelectMany(one => edges.Where(other => other.Coordinate > one.Coordinate).Select(other => (one, other))))
        {
            places.AddRange(From([one, other], [.. places.Select(place => place.Point), .. spread], StartsInACorner));
        }

        foreach (Place place in onEdges)
        {
            Held held = place.Edges[0];
            double[] inside = [.. place.Point];
            Coordinate range = chart.Coordinates[held.Coordinate];
            inside[held.Coordinate] = held.Edge.At > 0.0 ? Math.Min(Inside, range.High - 1.0) : Math.Max(-Inside, range.Low + 1.0);
            places.AddRange(Start([], inside));
        }

        return Distinct(places);
    }

    // Climbs with some coordinates held at edges, from the best few of different starts; from one only where that ends far below the best so far.
    private List<Place> From(ImmutableArray<Held> edges, IEnumerable<double[]> starts, int most)
    {
        var places = new List<Place>();
        foreach (double[] start in CanHold(edges) ? Promising(edges, starts, most) : [])
        {
            places.AddRange(Start(edges, start));
            if (Best(places) < highest - FarBelow)
            {
                break;
            }
        }

        return places;
    }

    private Place[] Start(ImmutableArray<Held> edges, double[] from)
    {
        Place[] places = [.. Climb(sample, edges, from)];
        if (places.Length > 0)
        {
            double end = Best(places);
            ends.Add(end);
            highest = Math.Max(highest, end);
        }

        return places;
    }

    // Follows a place upwards, and where a coordinate runs to its end, on along the edge there.
    private IEnumerable<Place> Climb(IObjective objective, ImmutableArray<Held> edges, double[] from)
    {
        if (!CanHold(edges))
        {
            yield break;
        }

        var held = new ChartedLikelihood(objective, chart, edges.Select(edge => (edge.Coordinate, edge.Edge)));
        var ascent = new Ascent(held, held.Ranges, [.. held.Free.Select(i => from[i])]);
        if (!ascent.IsFinite)
        {
            yield break;
        }

        ascent.Climb();
        var place = new Place(edges, held.Whole(ascent.Point), ascent.Value);
        yield return place;
        foreach (int i in held.Free)
        {
            Coordinate range = chart.Coordinates[i];
            Edge? edge = place.Point[i] >= range.High - 1.0 ? range.AtHigh : place.Point[i] <= range.Low + 1.0 ? range.AtLow : null;
            if (edge is not null)
            {
                foreach (Place further in Climb(objective, edges.Add(new Held(i, edge)), place.Point))
                {
                    yield return further;
                }
            }
        }
    }

    private Summit Finish(Place place)
    {
        var held = new ChartedLikelihood(likelihood, chart, place.Edges.Select(edge => (edge.Coordinate, edge.Edge)));
        var ascent = new Ascent(held, held.Ranges, [.. held.Free.Select(i => place.Point[i])]);
        Maximum top = ascent.Finish();
        return new Summit(held.Whole(top.Point), held.Free, [.. place.Edges.OrderBy(edge => edge.Coordinate).Select(edge => edge.Edge)], top);
    }

    // The best starts of different places.
    private List<double[]> Promising(ImmutableArray<Held> edges, IEnumerable<double[]> starts, int most)
    {
        var held = new ChartedLikelihood(sample, chart, edges.Select(edge => (edge.Coordinate, edge.Edge)));
        var chosen = new List<double[]>();
        foreach (Ascent start in starts
            .Select(start => new Ascent(held, held.Ranges, [.. held.Free.Select(i => start[i])]))
            .Where(start => start.IsFinite)
            .OrderByDescending(start => start.Value))
        {
            double[] point = held.Whole(start.Point);
            if (chosen.Count < most && chosen.TrueForAll(other => Distance(other, point) > Apart))
            {
                chosen.Add(point);
            }
        }

        return chosen;
    }

    // Points that fill the usual part of the chart evenly: the generalized golden ratio.
    private IEnumerable<double[]> Spread()
    {
        int n = chart.Dimension;
        double ratio = 2.0;
        for (int i = 0; i < 50; i++)
        {
            ratio = Math.Pow(1.0 + ratio, 1.0 / (n + 1));
        }

        for (int k = 0; k < SpreadStarts; k++)
        {
            yield return
            [
                .. chart.Coordinates.Select((range, i) =>
                {
                    double share = (0.5 + ((k + 1) * Math.Pow(ratio, -(i + 1)))) % 1.0;
                    return range.SpreadFrom + (share * (range.SpreadTo - range.SpreadFrom));
                }),
            ];
        }
    }

    private IEnumerable<Held> Edges()
    {
        for (int i = 0; i < chart.Dimension; i++)
        {
            if (chart.Coordinates[i].AtLow is { } low)
            {
                yield return new Held(i, low);
            }

            if (chart.Coordinates[i].AtHigh is { } high)
            {
                yield return new Held(i, high);
            }
        }
    }

    // Two edges of one coordinate exclude each other, and a coordinate that makes no difference has no edge.
    private bool CanHold(ImmutableArray<Held> edges)
    {
        var taken = new HashSet<int>();
        return edges.All(edge => taken.Add(edge.Coordinate) && edge.Edge.WithoutEffect.All(taken.Add)) && taken.Count < chart.Dimension;
    }

    private static List<Place> Distinct(List<Place> places)
    {
        var kept = new List<Place>();
        foreach (Place place in places.OrderByDescending(place => place.Value))
        {
            if (kept.TrueForAll(other => !other.Edges.ToHashSet().SetEquals(place.Edges) || Distance(other.Point, place.Point) > 0.3))
            {
                kept.Add(place);
            }
        }

        return kept;
    }

    private static double Best(IEnumerable<Place> places) => places.Select(place => place.Value).DefaultIfEmpty(double.NegativeInfinity).Max();

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private sealed record Held(int Coordinate, Edge Edge);

    private sealed record Place(ImmutableArray<Held> Edges, double[] Point, double Value);
}
