using System.Text.Json.Serialization;

namespace XBot.Chrome.Cdp;

/// <summary>One command of the DevTools protocol: its own members are the parameters, <typeparamref name="TResult"/> is the answer.</summary>
internal abstract record CdpCommand<TResult>([property: JsonIgnore] string Method);

/// <summary>An answer that holds nothing we read.</summary>
internal sealed record CdpNothing;
