using System.Collections.ObjectModel;
using System.Reflection;

namespace GradCam.Networks;

/// <summary>
/// The names of ImageNet's 1000 classes (ILSVRC 2012) in the order of the published networks' logits: the categories that
/// torchvision's <c>models/_meta.py</c> lists, kept as <c>ImageNetClasses.txt</c>, a name a line.
/// </summary>
public static class ImageNetClasses
{
    private static readonly Lazy<IReadOnlyList<string>> Lines = new(Read);

    /// <summary>The 1000 names; the class id is the index.</summary>
    public static IReadOnlyList<string> Names => Lines.Value;

    private static ReadOnlyCollection<string> Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ImageNetClasses.txt")!;
        using StreamReader reader = new(stream);
        return Array.AsReadOnly(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
