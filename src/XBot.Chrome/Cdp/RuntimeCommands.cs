using System.Text.Json;

namespace XBot.Chrome.Cdp;

internal sealed record Evaluate(string Expression) : CdpCommand<CallAnswer>("Runtime.evaluate");

internal sealed record CallFunction(
    string FunctionDeclaration, int ExecutionContextId, IReadOnlyList<CallArgument> Arguments, bool ReturnByValue, bool AwaitPromise)
    : CdpCommand<CallAnswer>("Runtime.callFunctionOn");

internal sealed record CallArgument(JsonElement Value);

internal sealed record CallAnswer(RemoteObject Result, ExceptionDetails? ExceptionDetails);

internal sealed record RemoteObject(string Type, JsonElement? Value, string? UnserializableValue, string? Description);

internal sealed record ExceptionDetails(string Text, RemoteObject? Exception);

internal sealed record GetHeapUsage() : CdpCommand<HeapUsage>("Runtime.getHeapUsage");

/// <param name="UsedSize">Bytes of live objects.</param>
/// <param name="BackingStorageSize">Bytes of array buffers, which lie beside the heap; 0 where Chrome does not tell.</param>
internal sealed record HeapUsage(double UsedSize, double BackingStorageSize);
