using System.Globalization;
using System.Security.Cryptography;
using GradCam.Imaging;
using GradCam.Networks;

namespace GradCam.Core.Tests.Networks;

/// <summary>The published weights' own ways to prepare a picture, against torchvision's: evaluations.txt, written by make_evaluations.py.</summary>
public class EvaluationTests
{
    private static readonly string[][] Lines =
        [.. File.ReadAllLines(Path.Combine(SourceTree.Root, "tests/GradCam.Core.Tests/Networks/evaluations.txt")).Select(line => line.Split('\t'))];

    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(network => network.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Weights_AreTorchvisions_WithTheirDigitsAndNumbers(string name)
    {
        IEnumerable<string> listed = NetworkCatalog.Find(name).Weights.Select(weights => string.Join(' ',
            weights.Version, weights.File.FileName, weights.Evaluation.ResizeSize, weights.Evaluation.InputSize,
            weights.Evaluation.Interpolation.ToString().ToLowerInvariant(), Text(weights.Evaluation.Mean), Text(weights.Evaluation.Std)));
        Assert.Equal(
            Lines.Where(line => line[0] == name).Select(line => string.Join(' ', line[1..8])).Order(),
            listed.Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void Prepare_ForThePublishedWeights_GivesTorchvisionsPixels(string name)
    {
        foreach (NetworkWeights weights in NetworkCatalog.Find(name).Weights)
        {
            string[] line = Lines.Single(line => line[0] == name && line[1] == weights.Version);
            Assert.Equal(line[8..], new[] { Picture(421, 337), Picture(90, 203) }
                .Select(picture => Convert.ToHexStringLower(SHA256.HashData(weights.Evaluation.Prepare(picture).Pixels.Pixels))));
        }
    }

    private static string Text(IEnumerable<float> values) => string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static RgbImage Picture(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(i => Pixel(i % width, i / width))]);

    private static byte[] Pixel(int x, int y) => [(byte)(x * 8), (byte)(y * 10), (byte)(x * y)];
}
