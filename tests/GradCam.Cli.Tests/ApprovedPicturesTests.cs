using System.Security.Cryptography;
using System.Text;
using GradCam.Checkpoints;
using GradCam.Core.Tests;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>
/// A net for changes that are to change nothing: the six pictures of two networks in both variants on one thread, as they were when the files in
/// Approved/pictures were made by this program. It says nothing about whether they are right; ParityTests do.
/// </summary>
/// <remarks>
/// The last bits of libtorch's numbers depend on the processor, and a bit may round to another level. So the bytes must be equal on the kind of processor that the
/// files were made on, which stands beside them; on another kind the decoded pixels must be within <see cref="LargestDifference"/> and <see cref="MeanDifference"/>.
/// </remarks>
public sealed class ApprovedPicturesTests : IDisposable
{
    /// <summary>In levels of 255: 12 was measured between two systems' builds of libtorch and OpenCV, at the edge of a colour.</summary>
    private const int LargestDifference = 24;

    /// <summary>In levels, over all channels of all pixels.</summary>
    private const double MeanDifference = 0.5;

    private static readonly string Folder = Path.Combine(Approved.Folder, "pictures");
    private static readonly string ProcessorFile = Path.Combine(Folder, "processor.txt");

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    // An in-place rectifier follows features.18.1: what counts as its output is one of the variants' differences.
    [Theory]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv2", "paper")]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv2", "original")]
    [InlineData("mobilenet_v2", "features.18.1", "paper")]
    [InlineData("mobilenet_v2", "features.18.1", "original")]
    public void SixPictures_OfTheExample_AreThoseOfTheFiles(string network, string layer, string variant)
    {
        string examples = Path.Combine(SourceTree.Root, "examples");
        string weights = network == "densenet121" ? Path.Combine(examples, "densenet121-shapes.safetensors") : WeightsByFormula(network);

        // A process of its own: libtorch's threads are set for the whole process, by tests that run beside this one too.
        CallResult result = ProgramProcess.RunWhole(
            "--image-path", Path.Combine(examples, "pic1.jpg"), "--network", network, "--weight-path", weights, "--variant", variant,
            "--layer-name", layer, "--output-dir", place.Results, "--threads", "1");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string approved = Path.Combine(Folder, $"{network}-{variant}");
        if (Approved.IsAccepting)
        {
            Accept(approved);
        }

        Assert.Equal(place.ResultNames(), Directory.EnumerateFiles(approved).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Empty(place.ResultNames().Select(name => Difference(Path.Combine(approved, name), Path.Combine(place.Results, name))).OfType<string>());
    }

    /// <summary>What is wrong with a file, null where nothing is.</summary>
    private static string? Difference(string expected, string actual)
    {
        if (File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)))
        {
            return null;
        }

        bool sameProcessor = File.ReadAllText(ProcessorFile).Trim() == Processor();
        PictureQuality quality = PictureQuality.Measure(PictureDecoder.Decode(expected), PictureDecoder.Decode(actual));
        bool within = quality.LargestDifference <= LargestDifference && quality.MeanDifference <= MeanDifference;
        return within && !sameProcessor ? null : FormattableString.Invariant(
            $"{expected}: {(quality.IsIdentical ? "the pixels are the same, their encoding is not" : $"up to {quality.LargestDifference} levels, {quality.MeanDifference:0.0000} on average")}, on {(sameProcessor ? "the" : "another")} kind of processor it was made on");
    }

    /// <summary>What libtorch's choice of arithmetic can depend on; on other systems than Linux nothing is known, which equals no record.</summary>
    private static string Processor()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "unknown";
        }

        Dictionary<string, string> first = File.ReadLines("/proc/cpuinfo")
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[^1]);
        string Of(string key) => first.GetValueOrDefault(key, "-");
        string flags = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of("flags"))))[..8];
        return $"{Of("vendor_id")} family {Of("cpu family")} model {Of("model")} stepping {Of("stepping")} cache {Of("cache size")} flags {flags}";
    }

    private void Accept(string approved)
    {
        Directory.CreateDirectory(approved);
        foreach (string name in place.ResultNames())
        {
            File.Copy(Path.Combine(place.Results, name), Path.Combine(approved, name), overwrite: true);
        }

        File.WriteAllText(ProcessorFile, Processor() + "\n");
    }

    private string WeightsByFormula(string network)
    {
        string path = Path.Combine(place.Folder, $"{network}.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> module = NetworkCatalog.Find(network).Create(10);
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(module);
        SafetensorsWriter.Write(path, weights, new Dictionary<string, string>());
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }

        return path;
    }
}
