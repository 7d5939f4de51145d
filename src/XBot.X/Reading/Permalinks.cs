namespace XBot.X.Reading;

internal static class Permalinks
{
    /// <summary>Always on x.com, whatever origin the post was read from.</summary>
    public static string Of(string handle, string id) => $"https://x.com/{handle}/status/{id}";
}
