namespace XBot.X.Browsers;

/// <summary>The scripts that run in the page: embedded files, each one function expression after its comment.</summary>
internal static class PageScript
{
    /// <param name="file">Folder and name below this project: <c>Reading/posts.js</c>.</param>
    public static string Load(string file)
    {
        var name = $"{typeof(PageScript).Assembly.GetName().Name}.{file.Replace('/', '.')}";
        using var stream = typeof(PageScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {file} is not part of the program.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        // Only an expression can be called: the file's heading goes.
        return string.Join('\n', lines.SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal))).Trim();
    }
}
