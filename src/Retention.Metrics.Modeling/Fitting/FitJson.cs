using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling;

/// <summary>Writes fits to JSON and reads them back, exactly.</summary>
/// <remarks>
/// The text holds the model's name, parameters by name, unit, log-likelihood, gradient norm, covariance, counts, status, search and limits, with
/// a format number. Members that a later version adds are ignored when read.
/// </remarks>
public static class FitJson
{
    private const int Format = 1;

    /// <summary>Writes a fit.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">The fit.</param>
    /// <returns>One JSON object, without line breaks.</returns>
    public static string Write<TModel>(Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteFields(json, fit);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes the fields of a fit.</summary>
    internal static void WriteFields<TModel>(Utf8JsonWriter json, Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel>
    {
        json.WriteNumber("format", Format);
        json.WriteString("model", fit.ModelName);
        json.WriteStartObject("unit");
        json.WriteString("name", fit.Unit.Name);
        if (fit.Unit.Days is { } days)
        {
            json.WriteNumber("days", days);
        }

        json.WriteEndObject();
        json.WriteStartObject("parameters");
        foreach (FittedParameter parameter in fit.Parameters)
        {
            json.WriteNumber(parameter.Name, parameter.Value);
        }

        json.WriteEndObject();
        WriteFinite(json, "logLikelihood", fit.LogLikelihood);
        WriteFinite(json, "gradientNorm", fit.GradientNorm);
        json.WriteStartArray("covariance");
        foreach (ImmutableArray<double> row in fit.Covariance)
        {
            json.WriteStartArray();
            foreach (double value in row)
            {
                if (double.IsNaN(value))
                {
                    json.WriteNullValue();
                }
                else
                {
                    json.WriteNumberValue(value);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("customers", fit.Customers);
        json.WriteNumber("distinctRows", fit.DistinctRows);
        json.WriteStartObject("status");
        json.WriteString("outcome", NameOf(fit.Status.Outcome));
        json.WriteString("simplerModel", fit.Status.SimplerModel);
        json.WriteString("reason", fit.Status.Reason);
        json.WriteEndObject();
        FitSearchJson.Write(json, fit.Search, fit.Limits);
    }

    /// <summary>Reads a fit.</summary>
    /// <typeparam name="TModel">The model that the text must hold.</typeparam>
    /// <param name="json">The text, or the answer of <c>retention lifetime fit --format json</c>, which holds it as <c>fit</c>.</param>
    /// <returns>The fit, equal to the one that was written.</returns>
    /// <exception cref="FormatException">The text is not a fit, or a fit of another model, or of a newer format.</exception>
    public static Fit<TModel> Read<TModel>(string json)
        where TModel : class, IFittedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            return Read<TModel>(!root.TryGetProperty("format", out _) && root.TryGetProperty("fit", out JsonElement fit) ? fit : root);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The text does not hold a fit of {TModel.ModelName}: {e.Message}", e);
        }
    }

    private static Fit<TModel> Read<TModel>(JsonElement root)
        where TModel : class, IFittedModel<TModel>
    {
        int format = root.GetProperty("format").GetInt32();
        if (format != Format)
        {
            throw new FormatException($"The fit is written in format {format}; this version reads format {Format}.");
        }

        string? name = root.GetProperty("model").GetString();
        if (!string.Equals(name, TModel.ModelName, StringComparison.Ordinal))
        {
            throw new FormatException($"The text holds a fit of {name}, not of {TModel.ModelName}.");
        }

        JsonElement unitElement = root.GetProperty("unit");
        string unitName = unitElement.GetProperty("name").GetString() ?? string.Empty;
        ModelUnit unit = unitElement.TryGetProperty("days", out JsonElement days)
            ? ModelUnit.OfDays(unitName, days.GetDouble())
            : ModelUnit.Named(unitName);

        JsonElement parameters = root.GetProperty("parameters");
        ImmutableArray<double> values = [.. TModel.ParameterNames.Select(parameter => parameters.GetProperty(parameter).GetDouble())];
        JsonElement status = root.GetProperty("status");
        return new Fit<TModel>(
            TModel.FromParameters(values, unit),
            ReadFinite(root, "logLikelihood", double.NegativeInfinity),
            ReadFinite(root, "gradientNorm", double.PositiveInfinity),
            ReadCovariance(root.GetProperty("covariance"), values.Length),
            NotNegative(root, "customers"),
            (int)Math.Min(int.MaxValue, NotNegative(root, "distinctRows")),
            new FitStatus(
                OutcomeOf(status.GetProperty("outcome").GetString()),
                status.GetProperty("simplerModel").GetString(),
                status.GetProperty("reason").GetString()),
            FitSearchJson.ReadSearch(root),
            FitSearchJson.ReadLimits(root));
    }

    private static ImmutableArray<ImmutableArray<double>> ReadCovariance(JsonElement rows, int size)
    {
        ImmutableArray<ImmutableArray<double>> covariance =
            [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()).ToImmutableArray())];
        if (!covariance.IsEmpty && (covariance.Length != size || covariance.Any(row => row.Length != size)))
        {
            throw new FormatException($"The covariance of {size} parameters must have {size} rows of {size} numbers.");
        }

        if (covariance.Where((row, i) => !(row[i] >= 0.0 || double.IsNaN(row[i]))).Any() || covariance.Any(row => row.Any(double.IsInfinity)))
        {
            throw new FormatException("The covariance must hold finite numbers, and variances of 0 or more on its diagonal.");
        }

        return covariance;
    }

    private static long NotNegative(JsonElement root, string name) => root.GetProperty(name).GetInt64() is >= 0 and var count
        ? count
        : throw new FormatException($"'{name}' must be 0 or more; it is {root.GetProperty(name).GetRawText()}.");

    // JSON has no infinities; an unknown number is null.
    private static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static double ReadFinite(JsonElement root, string name, double otherwise)
    {
        JsonElement element = root.GetProperty(name);
        return element.ValueKind == JsonValueKind.Null ? otherwise
            : double.IsFinite(element.GetDouble()) ? element.GetDouble()
            : throw new FormatException($"'{name}' must be a finite number, or null where there is none; it is {element.GetRawText()}.");
    }

    private static string NameOf(FitOutcome outcome) => outcome switch
    {
        FitOutcome.Converged => "converged",
        FitOutcome.Boundary => "boundary",
        FitOutcome.NotIdentified => "notIdentified",
        _ => "failed",
    };

    private static FitOutcome OutcomeOf(string? name) => name switch
    {
        "converged" => FitOutcome.Converged,
        "boundary" => FitOutcome.Boundary,
        "notIdentified" => FitOutcome.NotIdentified,
        "failed" => FitOutcome.Failed,
        _ => throw new FormatException($"'{name}' is not the outcome of a fit."),
    };
}
