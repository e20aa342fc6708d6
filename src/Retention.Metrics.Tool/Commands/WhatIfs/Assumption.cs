using System.Globalization;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.WhatIfs;

/// <summary>One thing assumed of the periods to come: <c>churn=4%</c>, or <c>churn=x0.8</c> for a fifth less than it was.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">The value, or the factor.</param>
/// <param name="IsFactor">Whether it multiplies what was.</param>
/// <param name="Text">What was written.</param>
internal sealed record Assumption(string Name, decimal Value, bool IsFactor, string Text)
{
    public const string Mrr = "mrr", Customers = "customers";

    private static readonly Dictionary<string, (Func<WhatIf, decimal> Was, Func<WhatIf, decimal, WhatIf> Becomes)> Known = new(StringComparer.Ordinal)
    {
        [Mrr] = (one => one.StartingMrr.Amount, (one, value) => one with { StartingMrr = new Money(value, one.StartingMrr.Currency) }),
        [Customers] = (one => one.StartingCustomers, (one, value) => one with { StartingCustomers = value }),
        ["customerChurn"] = (one => one.CustomerChurn, (one, value) => one with { CustomerChurn = value }),
        ["revenueChurn"] = (one => one.RevenueChurn, (one, value) => one with { RevenueChurn = value }),
        ["contraction"] = (one => one.Contraction, (one, value) => one with { Contraction = value }),
        ["expansion"] = (one => one.Expansion, (one, value) => one with { Expansion = value }),
        ["acquiredCustomers"] = (one => one.AcquiredCustomers, (one, value) => one with { AcquiredCustomers = value }),
        ["acquiredMrr"] = (one => one.AcquiredMrr.Amount, (one, value) => one with { AcquiredMrr = new Money(value, one.StartingMrr.Currency) }),
        ["price"] = (one => one.PriceChange, (one, value) => one with { PriceChange = value }),
    };

    private const string Assume = "--assume", Churn = "churn", Acquisition = "acquisition";

    private static string Valid(string option) =>
        $"name=value with {string.Join(", ", Known.Keys.Where(name => option == Assume || name is not (Mrr or Customers)))}, {Churn} (both churns) or {Acquisition} (a factor for both); a value is 0.04, 4% or, times what was, x0.8";

    public static Assumption Parse(string option, string text)
    {
        string[] parts = text.Split('=', 2);
        bool factor = parts.Length == 2 && parts[1].StartsWith('x');
        return parts.Length == 2 && (Known.ContainsKey(parts[0]) || parts[0] is Churn || (parts[0] is Acquisition && factor)) && Numbers.Decimal(factor ? parts[1][1..] : parts[1]) is { } value
            ? new Assumption(parts[0], value, factor, text)
            : throw new UsageException($"{option} '{text}' is not valid; expected {Valid(option)}.");
    }

    /// <summary>Both churns times a factor.</summary>
    /// <param name="factor">The factor, 0 or more.</param>
    public static Assumption ChurnTimes(decimal factor)
    {
        const int ShownDigits = 12;
        return new(Churn, factor, IsFactor: true, $"{Churn}=x{decimal.Round(factor, ShownDigits).ToString("0.############", CultureInfo.InvariantCulture)}");
    }

    public WhatIf Apply(WhatIf to)
    {
        try
        {
            return Name switch
            {
                Churn => IsFactor ? to.ChurnTimes(Value) : to with { CustomerChurn = Value, RevenueChurn = Value },
                Acquisition => to.AcquisitionTimes(Value),
                _ => Known[Name].Becomes(to, IsFactor ? Known[Name].Was(to) * Value : Value),
            };
        }
        catch (ArgumentException beyond)
        {
            throw new UsageException($"{Text} is not valid: {beyond.Message.Split(" (Parameter '")[0]}");
        }
        catch (OverflowException)
        {
            throw new UsageException($"{Text} is not valid: the result is too large to be computed.");
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={(IsFactor ? "x" : "")}{Value:0.##########}");
}
