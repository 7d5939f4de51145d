using XBot.Sandbox.World;

namespace XBot.Sandbox.Visitors;

/// <summary>A signed-in visitor. <see cref="Acting"/> is somebody else than <see cref="Owner"/> only under the fault other-account.</summary>
internal sealed record Session(string Token, string Csrf, Person Owner, Person Acting);
