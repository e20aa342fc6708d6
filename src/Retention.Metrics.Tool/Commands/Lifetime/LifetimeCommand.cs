using System.CommandLine;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary><c>retention lifetime</c>: models of how often and for how much customers order.</summary>
internal static class LifetimeCommand
{
    public const string DespiteStatus = "--despite-status";

    private const string NoValues = "none";

    public static Command Create(Terminal terminal) =>
        new("lifetime", "Models of orders: fit one, predict from it, or try it on orders held out.") { Fit(terminal), Predict(terminal), Holdout(terminal) };

    private static Command Fit(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<string> model = Model(ModelName.All);
        Option<string?> summary = PurchasesObserved.Option();
        var command = new Command("fit", "Parameters of a model with standard errors, log-likelihood, AIC, BIC and status. Time is counted in --by, up to --to.") { model, summary };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            FittedModel? fitted = null;
            int exit = PurchasesObserved.Run(asked.GetValue(summary), settings, terminal, () => PeriodUnit.Of(asked).Model, purchases =>
            {
                fitted = Named(asked.GetValue(model)!).FitTo(purchases.Summary, purchases.Currency);
                return LifetimeAnswers.Of(fitted, purchases);
            });
            if (fitted is { IsConverged: false })
            {
                RetentionTool.Fail(terminal, $"the fit of {fitted.Name.Title} {fitted.StatusText}");
                return ExitCode.Invalid;
            }

            return exit;
        });
        return command;
    }

    private static Command Predict(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<string> model = Model(ModelName.OfOrders);
        var fit = new Option<string?>("--fit") { HelpName = "file", Description = "Score with this fit, written by lifetime fit --format json, instead of fitting anew." };
        Option<string> values = ParsedOption.OneOf("--values", "The model of what an order is worth.", [ModelName.GammaGamma.Name, NoValues], ModelName.GammaGamma.Name);
        var valueFit = new Option<string?>("--value-fit") { HelpName = "file", Description = "Value orders with this fit of gamma-gamma instead of fitting anew." };
        Option<decimal> horizon = ParsedOption.Of("--horizon", "periods", "How far ahead, in periods of --by.", Numbers.NotNegative, 12m);
        Option<decimal> rate = ParsedOption.Of("--discount-rate", "rate", "What a year takes off the value of money, such as 10%.", Numbers.NotNegative, 0m);
        Option<int?> atRisk = ParsedOption.Of<int?>("--at-risk", "n", "Only the n customers with the most to lose, by (1 - P(alive)) x value.", text => Numbers.Count(text));
        Option<bool> despite = Despite();
        Option<string?> summary = PurchasesObserved.Option();
        var command = new Command("predict", "For each customer P(alive), expected orders, value of an order and lifetime value up to a horizon.") { model, summary, fit, values, valueFit, horizon, rate, atRisk, despite };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            bool useAnyway = asked.GetValue(despite);
            return Converged(terminal, () =>
            {
                FittedModel? read = ReadFit(asked.GetValue(fit), terminal);
                return PurchasesObserved.Run(asked.GetValue(summary), settings, terminal, Unit, purchases =>
                {
                    FittedModel fitted = Usable(read ?? Named(asked.GetValue(model)!).FitTo(purchases.Summary, purchases.Currency), useAnyway);
                    FittedModel? valued = asked.GetValue(values) == NoValues
                        ? null
                        : Usable(ReadFit(asked.GetValue(valueFit), terminal) ?? ModelName.GammaGamma.FitTo(purchases.Summary, purchases.Currency), useAnyway);
                    if (valued is not null && valued.Model is not GammaGamma)
                    {
                        throw new UsageException("--value-fit takes a fit of gamma-gamma.");
                    }

                    Discounting discounting = asked.GetValue(rate) is > 0m and var yearly ? Discounting.Continuous(Math.Log(1.0 + (double)yearly), ModelUnit.Year) : Discounting.None;
                    var predictions = PurchasePredictions.Of(
                        (IPurchaseModel)fitted.Model, purchases.Summary, new PredictionRequest((double)asked.GetValue(horizon), discounting), (GammaGamma?)valued?.Model);
                    return LifetimeAnswers.Of(predictions, fitted, valued, purchases, asked.GetValue(rate), asked.GetValue(atRisk));
                });

                ModelUnit Unit()
                {
                    if (read?.Model is GammaGamma)
                    {
                        throw new UsageException("--fit takes a model of how often customers order; gamma-gamma is for --value-fit.");
                    }

                    if (read is not null && PeriodUnit.Stated(asked) is { } stated && stated.Model != read.Unit)
                    {
                        throw new UsageException($"The fit counts time in {read.Unit}, --by says {stated.Name}; leave --by out.");
                    }

                    return read?.Unit ?? PeriodUnit.Of(asked).Model;
                }
            });
        });
        return command;
    }

    private static Command Holdout(Terminal terminal)
    {
        const string Frequency = "frequency", Errors = "errors", Weeks = "weeks";
        var shared = new SharedOptions();
        Option<string> model = Model(ModelName.OfOrders);
        Option<DateRange?> calibrationEnd = ParsedOption.Of("--calibration-end", "date", "The last day the model is fitted to; what follows, up to --to, is held out.", DateRange.Parse);
        calibrationEnd.Required = true;
        Option<string> show = ParsedOption.OneOf("--show", "Expected and actual orders by how often customers had ordered, the errors in total, or repeat orders week by week from the first on.", [Frequency, Errors, Weeks], Frequency);
        Option<bool> despite = Despite();
        var command = new Command("holdout", "Fits a model to the orders up to a day, and compares what it expects with what came after.") { model, calibrationEnd, show, despite };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            return Converged(terminal, () => Answering.Run(settings, terminal, portfolio =>
            {
                var orders = OrdersObserved.Of(portfolio, settings);
                var split = CalibrationHoldout.Of(orders.Timeline, settings.Calendar.Zone, asked.GetValue(calibrationEnd)!.Last, orders.End, PeriodUnit.Of(asked).Model);
                FittedModel fitted = Usable(Named(asked.GetValue(model)!).FitTo(split.Calibration, orders.Currency), asked.GetValue(despite));
                if (asked.GetValue(show) == Weeks)
                {
                    var tracking = PurchaseTracking.Of((IPurchaseModel)fitted.Model, orders.Timeline, settings.Calendar.Zone, asked.GetValue(calibrationEnd)!.Last, orders.End);
                    return TrackingAnswer.Of(tracking, split, fitted, orders);
                }

                return LifetimeAnswers.Of(HoldoutReport.Of((IPurchaseModel)fitted.Model, split), split, fitted, orders, asked.GetValue(show) == Errors);
            }));
        });
        return command;
    }

    private static Option<string> Model(IReadOnlyList<ModelName> models) => ParsedOption.OneOf("--model", "The model.", [.. models.Select(model => model.Name)], models[0].Name);

    private static Option<bool> Despite() => new(DespiteStatus) { Description = "Use a fit that did not converge all the same, and say so." };

    private static ModelName Named(string name) => ModelName.All.Single(model => model.Name == name);

    private static FittedModel Usable(FittedModel fit, bool despiteStatus) => fit.IsConverged || despiteStatus ? fit : throw new NotConvergedException(fit);

    private static FittedModel? ReadFit(string? path, Terminal terminal) => path is null ? null : InputFile.Read(path, terminal, stream =>
    {
        using var reader = new StreamReader(stream);
        return FittedModel.Read(reader.ReadToEnd());
    });

    private static int Converged(Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (NotConvergedException problem)
        {
            RetentionTool.Fail(terminal, problem.Message);
            return ExitCode.Invalid;
        }
    }
}
