namespace XBot.App.Configuration;

/// <summary>The configuration is not valid: exit code 4. The message has one line for each wrong variable.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException() { }
    public ConfigurationException(string message) : base(message) { }
    public ConfigurationException(string message, Exception inner) : base(message, inner) { }
}
