using System.CommandLine;
using System.Globalization;

namespace XBot.App.CommandLine;

/// <summary>An option that takes a whole number within limits, and says which when it gets something else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int standard, int min, int max, params string[] aliases)
    {
        var option = new Option<int>(name, aliases) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            // The text itself: asking for the value of a word that is no number throws.
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max))
                result.AddError($"{name} is \"{token.Value}\": allowed is a whole number from {min} to {max}");
        });
        return option;
    }
}
