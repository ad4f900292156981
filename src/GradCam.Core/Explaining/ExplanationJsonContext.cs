using System.Text.Json.Serialization;

namespace GradCam;

/// <summary>Serialisation made at compile time: reflection would cost a start more than the file does.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExplanationContent))]
internal sealed partial class ExplanationJsonContext : JsonSerializerContext;
