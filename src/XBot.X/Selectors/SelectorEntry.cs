namespace XBot.X.Selectors;

/// <summary>One thing that the readers look for.</summary>
/// <param name="Name">Its key in the override file and in the page scripts' argument.</param>
/// <param name="Value">A CSS selector, or the name of a GraphQL operation.</param>
/// <param name="Finds">What it finds, for whoever has to mend it.</param>
/// <param name="LastSeen">The last day it was seen on a page or in a response of X; null: described, never seen by us.</param>
public sealed record SelectorEntry(string Name, string Value, string Finds, DateOnly? LastSeen, SelectorKind Kind = SelectorKind.Css);

public enum SelectorKind { Css, Operation }
