using System.Text.Json.Serialization;
using XBot.App.Doctor;
using XBot.Sql.Moving;

namespace XBot.App.Reports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FleetReport))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(EventsReport))]
[JsonSerializable(typeof(QueueReport))]
[JsonSerializable(typeof(ReplyReport))]
[JsonSerializable(typeof(CandidatesReport))]
[JsonSerializable(typeof(OptOutReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(RulesReport))]
[JsonSerializable(typeof(StoreCheckup))]
[JsonSerializable(typeof(MigrateReport))]
[JsonSerializable(typeof(StoreCopyReport))]
[JsonSerializable(typeof(SandboxAddress))]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class ReportJson : JsonSerializerContext;
