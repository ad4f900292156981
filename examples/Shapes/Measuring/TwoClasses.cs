using GradCam;
using GradCam.Methods;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>Whether the class asked for moves the map: scenes of two objects, one of each of two classes.</summary>
public static class TwoClasses
{
    /// <summary>What such scenes are drawn of.</summary>
    public static SceneRecipe Recipe { get; } = SceneRecipe.Full with { TwoClasses = 1, MostObjects = 2 };

    /// <summary>
    /// Of the energy of Grad-CAM (paper, whole map) on both objects, the share on the asked class's, with each of the two asked
    /// for in turn.
    /// </summary>
    public static IReadOnlyList<double> Shares(Explainer explainer, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(scene);
        var options = new ExplainOptions { Layers = [MapTable.WholeMapLayer], Pictures = [], Methods = [new GradCamMethod()] };
        IReadOnlyList<Explanation> asked = explainer.Explain([new Question(scene.Image, [.. scene.Kinds.Select(kind => (Target)(int)kind)])], options);
        return [.. scene.Kinds.Select((kind, i) => MapMeasures.ShareOf(scene, asked[i].Mask(GradCamMethod.Name).Values, kind))];
    }
}
