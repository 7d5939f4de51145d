using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using XBot.Chrome.Cdp;

namespace XBot.Chrome.Pages;

/// <summary>
/// A JavaScript world of our own beside the page's: the same DOM, but none of the page's variables, so that its scripts cannot change
/// what ours see. Each document needs a new one.
/// </summary>
internal sealed class IsolatedWorld(CdpSession session, string frameId)
{
    private const string Name = "xbot";
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    private const int None = 0;

    // The answer travels as the text of its JSON: Chrome writes that in a fraction of the time that it needs for an object by value.
    // A number that JSON cannot hold goes as itself, to be refused by name.
    private const string Before = "async (argument) => { const answer = await (";
    private const string After = ")(argument); return typeof answer === 'number' && !Number.isFinite(answer) ? answer : JSON.stringify(answer); }";

    private volatile int _context = None;
    private TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The document was replaced: its world is no more.</summary>
    public void Forget()
    {
        _context = None;
        Interlocked.Exchange(ref _replaced, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public async Task<T> CallAsync<T>(string function, JsonElement? argument, JsonTypeInfo<T> result, TimeSpan deadline, CancellationToken ct)
    {
        try
        {
            return Read(await CallAsync(function, argument, deadline, ct), result);
        }
        catch (CdpErrorException e) when (NeverRan(e))
        {
            Forget();
        }
        catch (CdpErrorException e) when (MayHaveRun(e))
        {
            throw new ChromeScriptException("the page went to another document while the function ran", e) { DocumentReplaced = true };
        }
        catch (CdpErrorException e)
        {
            throw new ChromeScriptException(e.Message, e);
        }

        // The world had gone before the function began, so that a second try cannot run it twice.
        try
        {
            return Read(await CallAsync(function, argument, deadline, ct), result);
        }
        catch (CdpErrorException e)
        {
            Forget();
            throw new ChromeScriptException($"the page goes from document to document: {e.Reason}", e) { DocumentReplaced = true };
        }
    }

    private async Task<CallAnswer> CallAsync(string function, JsonElement? argument, TimeSpan deadline, CancellationToken ct)
    {
        var context = _context;
        if (context == None)
            _context = context = (await session.SendAsync(new CreateIsolatedWorld(frameId, Name), deadline, ct)).ExecutionContextId;
        var replaced = Volatile.Read(ref _replaced).Task;
        var answer = session.SendAsync(
            new CallFunction(Before + function + After, context, [new CallArgument(argument ?? Null)], ReturnByValue: true, AwaitPromise: true), deadline, ct);
        // A promise that waits in a document that went away is never answered.
        if (await Task.WhenAny(answer, replaced) == replaced && await IsGoneAsync(context, deadline, ct) && !answer.IsCompleted)
        {
            _ = answer.ContinueWith(late => late.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw new ChromeScriptException("the page went to another document while the function ran") { DocumentReplaced = true };
        }

        return await answer;
    }

    /// <summary>The news of a new document may come after its world was made: the world itself knows whether it is still there.</summary>
    private async Task<bool> IsGoneAsync(int context, TimeSpan deadline, CancellationToken ct)
    {
        try
        {
            await session.SendAsync(new CallFunction("() => 1", context, [], ReturnByValue: true, AwaitPromise: false), deadline, ct);
            return false;
        }
        catch (CdpErrorException)
        {
            return true;
        }
    }

    private static bool NeverRan(CdpErrorException e) =>
        e.Reason.StartsWith("Cannot find context with specified id", StringComparison.Ordinal) ||
        e.Reason.StartsWith("No frame for given id", StringComparison.Ordinal);

    private static bool MayHaveRun(CdpErrorException e) =>
        e.Reason.StartsWith("Execution context was destroyed", StringComparison.Ordinal) ||
        e.Reason.StartsWith("Inspected target navigated or closed", StringComparison.Ordinal) ||
        e.Reason.StartsWith("Promise was collected", StringComparison.Ordinal);

    private static T Read<T>(CallAnswer answer, JsonTypeInfo<T> result)
    {
        if (answer.ExceptionDetails is { } thrown)
            throw new ChromeScriptException(thrown.Exception?.Description ?? thrown.Exception?.Value?.ToString() ?? thrown.Text);
        if (answer.Result.UnserializableValue is { } value)
            throw new ChromeScriptException($"the function returned {value}, which JSON cannot hold");
        try
        {
            return answer.Result.Value is { ValueKind: JsonValueKind.String } text ? JsonSerializer.Deserialize(text.GetString()!, result)! : Null.Deserialize(result)!;
        }
        catch (JsonException e)
        {
            throw new ChromeScriptException($"the function's answer is not a {typeof(T).Name}: {e.Message}", e);
        }
    }
}
