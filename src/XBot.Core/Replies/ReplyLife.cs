namespace XBot.Core.Replies;

public static class ReplyLife;
