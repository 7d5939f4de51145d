namespace XBot.Core.Posting;

public sealed class PostingGate;
