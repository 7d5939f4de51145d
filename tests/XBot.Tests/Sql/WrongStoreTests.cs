using XBot.Core.Stores;
using XBot.Testing.Stores;
using Xunit.Sdk;

namespace XBot.Tests.Sql;

/// <summary>The contract's own proof: for each of its rules a deliberately wrong store fails it, where the right one passes.</summary>
public sealed class WrongStoreTests
{
    public static TheoryData<string> Rules() => [.. WrongStoreTable.Rules];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_store_that_breaks_the_rule_is_caught(string rule)
    {
        Assert.True(WrongStoreTable.All.TryGetValue(rule, out var wrong), $"no store breaks {rule}: nobody knows whether that test can fail");
        await RunAsync(rule, inner => new WrongStore(inner));
        await Assert.ThrowsAnyAsync<XunitException>(() => RunAsync(rule, wrong));
    }

    private static async Task RunAsync(string rule, Func<MemoryRunnerStore, WrongStore> make)
    {
        await using var contract = new OverStore(make(new MemoryRunnerStore()));
        await contract.InitializeAsync();
        await (Task)typeof(StoreContract).GetMethod(rule)!.Invoke(contract, null)!;
    }

#pragma warning disable xUnit1000 // Not public: the runner must not find it, the cases above call it.
    private sealed class OverStore(IRunnerStore store) : StoreContract
#pragma warning restore xUnit1000
    {
        protected override Task<IRunnerStore> CreateAsync() => Task.FromResult(store);

        protected override Task<IRunnerStore> OpenAgainAsync() => Task.FromResult(store);
    }
}
