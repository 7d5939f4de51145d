namespace XBot.X;
