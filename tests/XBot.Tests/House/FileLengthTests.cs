namespace XBot.Tests.House;

public sealed class FileLengthTests
{
    private const int Limit = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.Empty(SourceTree.Files().Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && IsTooLong(file.Text)).Select(file => file.Path));

    [Fact]
    public void The_guard_sees_a_file_that_is_too_long()
    {
        Assert.False(IsTooLong(string.Concat(Enumerable.Repeat("line\n", Limit))));
        Assert.True(IsTooLong(string.Concat(Enumerable.Repeat("line\n", Limit + 1))));
    }

    private static bool IsTooLong(string text) => text.AsSpan().TrimEnd('\n').Count('\n') + 1 > Limit;
}
