using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradCam.Files;
using GradCam.Rendering;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What a batch's results depend on, as its folder records it.</summary>
internal static class BatchSettings
{
    /// <summary>The settings of a call; reads the checkpoints for their hashes.</summary>
    /// <exception cref="CheckpointException">A checkpoint cannot be read.</exception>
    public static RunSettings Of(BatchCall call, BatchPlan plan, IReadOnlyDictionary<NetworkChoice, string> files)
    {
        List<KeyValuePair<string, string>> values =
        [
            new("version", typeof(Explainer).Assembly.GetName().Version!.ToString(3)),
            new("pictures", $"{Text(plan.Jobs.Count)}, list {HashOf(plan, call.OutputDir)}"),
            new("variant", call.Maps.Variant.Name),
            new("layer-name", call.Maps.Layers is [var layer] ? layer : "default"),
            new("class-id", call.Maps.Targets[0].ClassId is { } id ? Text(id) : "predicted"),
            new("only", string.Join(',', PictureCatalog.Six.Where(call.Maps.Pictures.Contains).Select(kind => kind.Key))),
            new("input-size", call.Model.InputSize is { } side ? Text(side) : "default"),
            new("output-size", call.Maps.OutputSize == OutputSize.Input ? "input" : "original"),
            new("mean", Numbers(call.Model.Mean)),
            new("std", Numbers(call.Model.Std)),
            new("labels", call.Model.ClassNames is { } names ? Hash(string.Join('\n', names)) : "default"),
            new("jpeg-quality", Text(call.JpegQuality)),
            new("batch", Text(plan.Largest)),
            new("threads", Text(call.Threads)),
        ];
        foreach ((NetworkChoice choice, string file) in files)
        {
            // One network may stand in a manifest with several checkpoints.
            string name = $"weights of {choice.Network}";
            int others = values.Count(value => value.Key == name || value.Key.StartsWith($"{name} #", StringComparison.Ordinal));
            values.Add(new(others == 0 ? name : $"{name} #{others + 1}", $"sha256 {HashOf(file)}"));
        }

        return new RunSettings(values);
    }

    private static string HashOf(BatchPlan plan, string outputDir) => Hash(string.Join('\n', plan.Jobs.Select(job =>
        string.Join('\t', job.Picture.Name, job.SourceFrom(outputDir), job.Choice.Network, job.Choice.WeightPath, job.Layer, job.ClassId, job.Picture.Truth))));

    private static string HashOf(string checkpoint)
    {
        try
        {
            return FileHash.Sha256(checkpoint);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"Checkpoint {ShownText.Of(checkpoint)} cannot be read ({failure.Message}); give a .pth, .pt or .safetensors file.", failure);
        }
    }

    private static string Hash(string text) => $"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Numbers(IReadOnlyList<float>? numbers) =>
        numbers is null ? "default" : string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
