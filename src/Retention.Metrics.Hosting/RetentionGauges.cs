using System.Diagnostics.Metrics;

namespace Retention.Metrics.Hosting;

/// <summary>The gauges of the meter <c>Retention.Metrics</c>: they read the latest snapshot and load nothing.</summary>
internal sealed class RetentionGauges : IDisposable
{
    private readonly SnapshotLoader loader;
    private readonly Meter meter;
    private readonly bool ownsMeter;
    private bool started;

    public RetentionGauges(SnapshotLoader loader, IMeterFactory? factory)
    {
        this.loader = loader;
        ownsMeter = factory is null;
        var options = new MeterOptions(RetentionMeter.Name);
        meter = factory?.Create(options) ?? new Meter(options);
    }

    /// <summary>Adds the gauges to the meter; before it there is nothing to report.</summary>
    public void Start()
    {
        if (started)
        {
            return;
        }

        started = true;
        meter.CreateObservableGauge("retention.mrr", () => Read(parts: true, one => (double)one.Mrr.Monthly.Amount), "{currency}/mo", "Monthly recurring revenue when the snapshot was taken.");
        meter.CreateObservableGauge("retention.customers", () => Read(parts: true, one => (double)one.Customers), "{customer}", "Paying customers when the snapshot was taken.");
        meter.CreateObservableGauge("retention.churn_rate", () => Read(parts: false, one => (double?)one.ChurnRate.Value), "1", "Customer churn rate of the last complete month; not reported where it is undefined.");
        meter.CreateObservableGauge("retention.snapshot_age", Age, "s", "Time since the snapshot was taken.");
    }

    public void Dispose()
    {
        // A factory disposes of the meters that it made.
        if (ownsMeter)
        {
            meter.Dispose();
        }
    }

    /// <summary>Amounts and counts are reported by segment where there are segments, so that they add up to the total; rates, which nobody adds up, of all customers too.</summary>
    private IEnumerable<Measurement<double>> Read(bool parts, Func<GaugeReading, double?> value)
    {
        foreach (GaugeReading one in loader.Latest?.Gauges ?? [])
        {
            bool isTotalOfSegments = one.Segment is null && loader.Latest!.Segmentation is not null;
            if (!(parts && isTotalOfSegments) && value(one) is { } number)
            {
                yield return one.Segment is null
                    ? new Measurement<double>(number, new KeyValuePair<string, object?>("currency", one.Currency.Code))
                    : new Measurement<double>(number, new("currency", one.Currency.Code), new("segment", one.Segment));
            }
        }
    }

    private IEnumerable<Measurement<double>> Age() => loader.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : [];
}
