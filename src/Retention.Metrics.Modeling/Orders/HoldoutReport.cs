using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling;

/// <summary>How far predictions were from what happened.</summary>
/// <param name="Expected">The purchases predicted for all customers together.</param>
/// <param name="Actual">The purchases they made.</param>
/// <param name="MeanAbsoluteError">The mean over customers of |expected − actual|.</param>
/// <param name="Bias">The mean over customers of expected − actual.</param>
/// <param name="RootMeanSquareError">The root of the mean over customers of (expected − actual)².</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("HoldoutReport")]
public sealed record HoldoutError(double Expected, long Actual, double MeanAbsoluteError, double Bias, double RootMeanSquareError) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(HoldoutError), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("expected", Expected);
        json.Add("actual", Actual);
        json.Add("meanAbsoluteError", MeanAbsoluteError);
        json.Add("bias", Bias);
        json.Add("rootMeanSquareError", RootMeanSquareError);
    }
}

/// <summary>Customers with the same number of repeat purchases in the calibration period.</summary>
/// <param name="Frequency">The number of repeat purchases; in the last group at least so many.</param>
/// <param name="Customers">How many customers.</param>
/// <param name="Expected">The mean number of purchases predicted for one of them in the holdout period.</param>
/// <param name="Naive">The mean number predicted by the customer's own past rate.</param>
/// <param name="Actual">The mean number made.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("HoldoutReport")]
public sealed record HoldoutGroup(int Frequency, int Customers, double Expected, double Naive, double Actual) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(HoldoutGroup), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("frequency", Frequency);
        json.Add("customers", Customers);
        json.Add("expected", Expected);
        json.Add("naive", Naive);
        json.Add("actual", Actual);
    }
}

/// <summary>Predictions for the holdout period beside what happened, and beside the plainest prediction there is.</summary>
/// <remarks>
/// <para><b>Formula:</b> expected = E[X(length of the holdout) | history]. The naive prediction, the rate of plain lifetime value, lets
/// every customer go on as in the calibration period: frequency / age × length.</para>
/// <para><b>Unit:</b> purchases (days with an order).</para>
/// <para><b>Undefined:</b> nowhere: a customer of age 0 has a naive prediction of 0.</para>
/// <para><b>Cost:</b> one prediction per distinct history.</para>
/// <para><b>Source:</b> the validation of Fader, Hardie and Lee (2005), “Counting Your Customers” the Easy Way.</para>
/// </remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("HoldoutReport.Of")]
public sealed class HoldoutReport : IJsonAnswer
{
    private HoldoutReport(HoldoutError model, HoldoutError naive, ImmutableArray<HoldoutGroup> groups)
    {
        Model = model;
        Naive = naive;
        ByFrequency = groups;
    }

    /// <summary>The errors of the model.</summary>
    public HoldoutError Model { get; }

    /// <summary>The errors of the naive prediction.</summary>
    public HoldoutError Naive { get; }

    /// <summary>The means by the number of repeat purchases in the calibration period.</summary>
    public ImmutableArray<HoldoutGroup> ByFrequency { get; }

    /// <summary>Compares.</summary>
    /// <param name="model">A model fitted to the calibration period.</param>
    /// <param name="split">The calibration and holdout periods.</param>
    /// <param name="lastFrequency">The frequency from which on customers form one group; 7 is usual.</param>
    /// <returns>The report.</returns>
    public static HoldoutReport Of(IPurchaseModel model, CalibrationHoldout split, int lastFrequency = 7)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentOutOfRangeException.ThrowIfNegative(lastFrequency);
        PurchasePredictions.RequireSameUnit(model, split.Calibration);
        RowCounts<PurchaseHistory> rows = split.Calibration.Compressed;
        double[] byHistory = PurchaseScoring.ByHistory(rows, history => model.ExpectedPurchases(history, split.Length));
        int[] positions = PurchaseScoring.Positions(split.Calibration);

        int n = split.Holdout.Length;
        var expected = new double[n];
        var naive = new double[n];
        for (int i = 0; i < n; i++)
        {
            PurchaseHistory history = split.Calibration.Customers[i].History;
            expected[i] = byHistory[positions[i]];
            naive[i] = history.Age > 0.0 ? history.Frequency / history.Age * split.Length : 0.0;
        }

        return new HoldoutReport(ErrorOf(expected, split.Holdout), ErrorOf(naive, split.Holdout), Groups(split, expected, naive, lastFrequency));
    }

    private static HoldoutError ErrorOf(double[] predicted, ImmutableArray<HoldoutPurchases> holdout)
    {
        long actual = 0;
        double total = 0.0, absolute = 0.0, square = 0.0;
        for (int i = 0; i < predicted.Length; i++)
        {
            double error = predicted[i] - holdout[i].Purchases;
            actual += holdout[i].Purchases;
            total += predicted[i];
            absolute += Math.Abs(error);
            square += error * error;
        }

        int n = Math.Max(1, predicted.Length);
        return new HoldoutError(total, actual, absolute / n, (total - actual) / n, Math.Sqrt(square / n));
    }

    private static ImmutableArray<HoldoutGroup> Groups(CalibrationHoldout split, double[] expected, double[] naive, int lastFrequency)
    {
        return
        [
            .. Enumerable.Range(0, expected.Length)
                .GroupBy(i => Math.Min(lastFrequency, split.Calibration.Customers[i].Frequency))
                .OrderBy(group => group.Key)
                .Select(group => new HoldoutGroup(
                    group.Key,
                    group.Count(),
                    group.Average(i => expected[i]),
                    group.Average(i => naive[i]),
                    group.Average(i => (double)split.Holdout[i].Purchases))),
        ];
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("model", Model);
        json.Add("naive", Naive);
        json.AddAll("byFrequency", ByFrequency);
    }

    /// <summary>What the model expects, and what came.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"expected {Model.Expected}, actual {Model.Actual}");
}
