using System.Globalization;
using GradCam;
using GradCam.Methods;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>How well one map of one scene agrees with the truth.</summary>
/// <param name="Network">The network.</param>
/// <param name="Method">The method as it is asked for, with its parameters.</param>
/// <param name="Scene">The scene's number.</param>
/// <param name="Pointing">1 where the maximum lies within 15 pixels of an object, else 0.</param>
/// <param name="Energy">The share of the map's sum that lies on objects, 0 to 1.</param>
/// <param name="Coverage">The share of the objects' pixels with a mask of at least 0.5.</param>
/// <param name="Covered">In scenes of several objects the share of objects with a mean mask of at least 0.5; not a number in others.</param>
public sealed record Evidence(string Network, string Method, int Scene, double Pointing, double Energy, double Coverage, double Covered)
{
    private const int Tolerance = 15;
    private const float Marked = 0.5f;

    /// <summary>Measures a network's maps of scenes' true classes, at the layer of its whole final map.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="methods">What makes its maps; of an attribution one magnitude a pixel counts.</param>
    /// <param name="seed">The scenes' seed; another one than the training's.</param>
    /// <param name="first">The first scene's number.</param>
    /// <param name="count">How many scenes, explained together.</param>
    public static IReadOnlyList<Evidence> Measure(Explainer explainer, IReadOnlyList<IAttributionMethod> methods, int seed, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(methods);
        Scene[] scenes = [.. Enumerable.Range(first, count).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
        var options = new ExplainOptions { Layers = [ExplainOptions.WholeMap], Pictures = [], Methods = [.. methods] };
        IReadOnlyList<Explanation> explanations = explainer.Explain([.. scenes.Select(scene => new Question(scene.Image, (int)scene.Kinds[0]))], options);
        return [.. explanations.SelectMany((explanation, i) => methods.Select(method =>
            Of(explainer.Facts.Name, MethodCatalog.TextOf(method), first + i, scenes[i], PixelMask.Of(explanation, method.Key))))];
    }

    /// <summary>Compares a mask with the truth.</summary>
    /// <param name="network">The network.</param>
    /// <param name="method">The method as it is asked for, with its parameters.</param>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The truth.</param>
    /// <param name="mask">The mask, 0 to 1, of the scene's size.</param>
    public static Evidence Of(string network, string method, int number, Scene scene, float[] mask)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(mask);
        byte[] truth = scene.Mask();
        double all = mask.Sum(value => (double)value), on = Sum(mask, truth, value => value);
        return new Evidence(
            network,
            method,
            number,
            all > 0 && PointingGame.Hits(mask, truth, scene.Image.Width, Tolerance) ? 1 : 0,
            all > 0 ? on / all : 0,
            Sum(mask, truth, value => value >= Marked ? 1 : 0) / truth.Count(value => value != 0),
            scene.Objects.Count > 1 ? scene.Objects.Average(o => Sum(mask, o.Mask, value => value) / o.Area >= Marked ? 1.0 : 0) : double.NaN);
    }

    /// <summary>Reads a line that <see cref="ToString"/> wrote.</summary>
    public static Evidence Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] cells = line.Split(',');
        double[] numbers = [.. cells[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new Evidence(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>The numbers as a line, commas between them.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Network},{Method},{Scene},{Pointing:R},{Energy:R},{Coverage:R},{Covered:R}");

    private static double Sum(float[] mask, byte[] where, Func<float, double> value)
    {
        double sum = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            sum += where[i] == 0 ? 0 : value(mask[i]);
        }

        return sum;
    }
}
