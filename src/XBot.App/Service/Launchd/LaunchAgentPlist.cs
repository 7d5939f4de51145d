using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace XBot.App.Service.Launchd;

/// <summary>
/// The definition as launchd reads it. Every key is here for a reason; those that are not (NetworkState, PathState, EnableTransactions, SessionCreate,
/// AbandonProcessGroup) are left out for one. A test holds the list.
/// </summary>
internal static class LaunchAgentPlist
{
    // 077: launchd wants the decimal.
    private const int Umask = 63;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "\t",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    public static string Write(ServiceDefinition definition)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteProcessingInstruction("xml", "version=\"1.0\" encoding=\"UTF-8\"");
            xml.WriteDocType("plist", "-//Apple//DTD PLIST 1.0//EN", "http://www.apple.com/DTDs/PropertyList-1.0.dtd", null);
            xml.WriteStartElement("plist");
            xml.WriteAttributeString("version", "1.0");
            xml.WriteStartElement("dict");
            WriteKeys(xml, definition);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        // As Apple's own tools write it; a text cannot hold this, since its ">" is an entity.
        return Encoding.UTF8.GetString(bytes.ToArray()).Replace(" />", "/>", StringComparison.Ordinal) + "\n";
    }

    /// <summary>What <see cref="Write"/> wrote as EnvironmentVariables; null when the text is no such plist.</summary>
    public static IReadOnlyDictionary<string, string>? VariablesOf(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            var key = XDocument.Load(reader).Root?.Element("dict")?.Elements("key").FirstOrDefault(key => key.Value == "EnvironmentVariables");
            return key?.ElementsAfterSelf().FirstOrDefault()?.Elements("key").ToDictionary(name => name.Value, name => name.ElementsAfterSelf().FirstOrDefault()?.Value ?? "", StringComparer.Ordinal);
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private static void WriteKeys(XmlWriter xml, ServiceDefinition definition)
    {
        Text(xml, "Label", ServiceDefinition.Label);
        xml.WriteElementString("key", "ProgramArguments");
        xml.WriteStartElement("array");
        foreach (var argument in definition.Arguments)
            xml.WriteElementString("string", argument);
        xml.WriteEndElement();
        Flag(xml, "RunAtLoad", true);
        // Any end but exit code 0 is started again; a signal's death counts as a failure already, so Crashed would add nothing.
        Dictionary(xml, "KeepAlive", () => Flag(xml, "SuccessfulExit", false));
        Number(xml, "ThrottleInterval", ServiceDefinition.RestartSeconds);
        Number(xml, "ExitTimeOut", ServiceDefinition.StopSeconds);
        // Unset means throttled, Background pins to the efficiency cores: timers stall.
        Text(xml, "ProcessType", "Interactive");
        Text(xml, "LimitLoadToSessionType", "Aqua");
        // Appended to for ever, so never our logs; and when it cannot be opened the job dies with 78 before it runs.
        Text(xml, "StandardOutPath", definition.LogFile);
        Text(xml, "StandardErrorPath", definition.LogFile);
        Number(xml, "Umask", Umask);
        Dictionary(xml, "EnvironmentVariables", () =>
        {
            foreach (var (name, value) in definition.Variables)
                Text(xml, name, value);
        });
        Dictionary(xml, "SoftResourceLimits", () => Number(xml, "NumberOfFiles", ServiceDefinition.OpenFiles));
    }

    private static void Text(XmlWriter xml, string key, string value)
    {
        xml.WriteElementString("key", key);
        xml.WriteElementString("string", value);
    }

    private static void Number(XmlWriter xml, string key, int value)
    {
        xml.WriteElementString("key", key);
        xml.WriteElementString("integer", value.ToString(CultureInfo.InvariantCulture));
    }

    private static void Flag(XmlWriter xml, string key, bool value)
    {
        xml.WriteElementString("key", key);
        xml.WriteStartElement(value ? "true" : "false");
        xml.WriteEndElement();
    }

    private static void Dictionary(XmlWriter xml, string key, Action content)
    {
        xml.WriteElementString("key", key);
        xml.WriteStartElement("dict");
        content();
        xml.WriteEndElement();
    }
}
