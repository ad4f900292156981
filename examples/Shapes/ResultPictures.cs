using GradCam;
using Shapes.Drawing;
using Shapes.Training;

namespace Shapes;

/// <summary>
/// The pictures in results/: six of each example, and of the network that everything else here speaks of six more of the scene of two classes, asked for the
/// other one.
/// </summary>
public static class ResultPictures
{
    /// <summary>Explains the examples and writes the pictures.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="examples">The folder of the examples.</param>
    /// <param name="folder">Where the pictures go.</param>
    /// <param name="layer">The layer that is explained, or null for the network's own choice.</param>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(Explainer explainer, string examples, string folder, string? layer = null)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        IEnumerable<(string Stem, string Picture, int? ClassId)> twoClasses = explainer.Facts.Name == TrainingRecipes.DefaultNetwork
            ? ExamplePictures.TwoClasses().Kinds.Select(kind => ($"two_classes-{ShapeKinds.Name(kind)}", "two_classes", (int?)kind))
            : [];
        IEnumerable<(string Stem, string Picture, int? ClassId)> wanted = [("pic1", "pic1", null), ("multiple", "multiple", null), .. twoClasses];
        return [.. wanted.SelectMany(row => ResultWriter.Write(
            folder,
            row.Stem,
            explainer.Explain(Path.Combine(examples, $"{row.Picture}.jpg"), new ExplainOptions { Targets = [row.ClassId], Layers = layer is null ? [] : [layer] })))];
    }
}
