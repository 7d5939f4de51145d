namespace XBot.Sql;
