namespace XBot.Core.Selection;

/// <summary>Languages as X names them: BCP 47, some codes of old, and others for what is no language.</summary>
public static class PostLanguage
{
    /// <summary>What X gives for a post that is in no language it could tell: links, tags, pictures, a word or two.</summary>
    public const string None = "und";

    /// <summary>The language alone, in lower case: <c>pt</c> for <c>pt-BR</c>, <c>id</c> for X's <c>in</c>; <see cref="None"/> for <c>qme</c>, <c>zxx</c> and the like.</summary>
    public static string Of(string? tag) => (tag ?? None).Split('-', '_')[0].ToLowerInvariant() switch
    {
        "in" => "id",
        "iw" => "he",
        "ji" => "yi",
        "" or "zxx" => None,
        ['q', >= 'a' and <= 't', >= 'a' and <= 'z'] => None,
        var known => known,
    };
}
