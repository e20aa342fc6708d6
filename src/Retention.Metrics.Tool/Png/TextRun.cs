using SkiaSharp;

namespace Retention.Metrics.Tool.Png;

/// <summary>A part of a text which one font draws.</summary>
/// <param name="Text">The part.</param>
/// <param name="Typeface">The font.</param>
internal readonly record struct TextRun(string Text, SKTypeface Typeface);
