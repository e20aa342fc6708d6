namespace Retention.Metrics.Tool.Commands;

/// <summary>A figure that can name its customers, by its name in every export: of subscriptions or of orders.</summary>
internal sealed record FigureName(string Name, RevenueFigure? Revenue, OrderFigure? Orders)
{
    private static readonly FigureName[] All =
    [
        .. Enum.GetValues<RevenueFigure>().Select(figure => new FigureName(CamelCase(figure.ToString()), figure, null)),
        .. Enum.GetValues<OrderFigure>().Select(figure => new FigureName(CamelCase(figure.ToString()), null, figure)),
    ];

    public static FigureName? Parse(string name) =>
        Array.Find(All, figure => figure.Name == name) ?? throw new FormatException(string.Join(", ", All.Select(figure => figure.Name)));

    private static string CamelCase(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";
}
