namespace XBot.Testing;
