namespace XBot.Testing;

/// <summary>A folder of its own for one test, removed with everything in it.</summary>
public sealed class TempFolder : IDisposable
{
    /// <param name="name">Ends the folder's name: for tests that want spaces or letters beyond ASCII in a path.</param>
    public TempFolder(string name = "")
    {
        Path = Directory.CreateTempSubdirectory("xbot-test-").FullName;
        if (name.Length > 0)
            Path = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        _root = name.Length > 0 ? System.IO.Path.GetDirectoryName(Path)! : Path;
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _root;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Remove(_root);

    /// <summary>Removes a folder in which something may still be written: a browser that just ended can have a child that writes its last file.</summary>
    public static void Remove(string folder)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }
}
