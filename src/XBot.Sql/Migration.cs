using System.Globalization;
using System.Reflection;

namespace XBot.Sql;

/// <summary>One numbered step of a schema: <c>0001_first.sql</c>. Steps are never edited once released; the next one mends them.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>The steps below <paramref name="folder"/> (a resource prefix such as <c>XBot.Sql.Sqlite.Migrations.</c>), in order.</summary>
    public static IReadOnlyList<Migration> LoadAll(string folder)
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Load(assembly, name, name[folder.Length..]))];
    }

    private static Migration Load(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
