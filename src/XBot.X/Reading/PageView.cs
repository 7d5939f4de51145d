namespace XBot.X.Reading;

/// <summary>Viewport coordinates of a click, in CSS pixels.</summary>
internal sealed record ElementPlace(double X, double Y);

/// <summary>The viewport, and where it stands in the page, in CSS pixels.</summary>
internal sealed record PageView(double Width, double Height, double Top, double Length)
{
    public bool AtEnd => Top + Height >= Length - 2;
}
