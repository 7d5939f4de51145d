using XBot.X.Browsers;

namespace XBot.X.Reading;

/// <summary>Viewport coordinates of a click, in CSS pixels.</summary>
internal sealed record ElementPlace(double X, double Y);

/// <summary>The viewport, and where it stands in the page, in CSS pixels.</summary>
internal sealed record PageView(double Width, double Height, double Top, double Length)
{
    /// <summary>Asks the page for it.</summary>
    public static readonly string Script = PageScript.Load("Reading/view.js");

    public bool AtEnd => Top + Height >= Length - 2;
}
