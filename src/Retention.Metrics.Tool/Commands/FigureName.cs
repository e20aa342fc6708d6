namespace Retention.Metrics.Tool.Commands;

/// <summary>A figure that can name its customers, by its name in every export: of subscriptions or of orders.</summary>
internal sealed record FigureName(string Name, FigureUnit Unit, RevenueFigure? Revenue, OrderFigure? Orders)
{
    private static readonly FigureName[] All =
    [
        .. RollForwardFigure.All.Where(figure => figure.Explained is not null).Select(figure => new FigureName(figure.Name, figure.Unit, figure.Explained, null)),
        .. OrderMetricsFigure.All.Where(figure => figure.Explained is not null).Select(figure => new FigureName(figure.Name, figure.Unit, null, figure.Explained)),
    ];

    /// <summary>Whether what each customer adds is recurring revenue.</summary>
    public bool IsMrr => Unit == FigureUnit.MoneyPerMonth;

    public static FigureName? Parse(string name) =>
        Array.Find(All, figure => figure.Name == name) ?? throw new FormatException(string.Join(", ", All.Select(figure => figure.Name)));
}
