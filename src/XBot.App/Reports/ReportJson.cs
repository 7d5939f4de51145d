using System.Text.Json.Serialization;
using XBot.App.Doctor;

namespace XBot.App.Reports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(EventsReport))]
[JsonSerializable(typeof(QueueReport))]
[JsonSerializable(typeof(ReplyReport))]
[JsonSerializable(typeof(OptOutReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(RulesReport))]
[JsonSerializable(typeof(SandboxAddress))]
internal sealed partial class ReportJson : JsonSerializerContext;
