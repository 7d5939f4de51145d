namespace XBot.Testing;

/// <summary>
/// What a run counted, for people: seeds, kills, yields. <c>./test</c> shows the lines after the runner's own summary; they go to the file that
/// XBOT_FIGURES names, or to standard output.
/// </summary>
public static class Figures
{
    private static readonly Lock One = new();

    public static void Print(string line)
    {
        lock (One)
        {
            if (Environment.GetEnvironmentVariable("XBOT_FIGURES") is { Length: > 0 } file)
                File.AppendAllText(file, line + Environment.NewLine);
            else
                Console.WriteLine(line);
        }
    }
}
