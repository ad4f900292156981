using System.CommandLine;
using System.Globalization;
using GradCam;
using GradCam.Imaging;
using Shapes.Drawing;

namespace Shapes.Commands;

/// <summary><c>shapes draw</c>: scenes and the masks of their objects as PNG files.</summary>
internal static class DrawCommand
{
    public static Command Define(TextWriter output)
    {
        Option<string> folder = SharedOptions.Output("scenes", "the pictures");
        Option<int> seed = SharedOptions.Seed(1);
        Option<int> count = SharedOptions.Count("--scenes", 16, "The number of scenes");
        var two = new Option<bool>("--two-classes") { Description = "Draw objects of two classes in each scene. Default: off." };
        var masks = new Option<string?>("--masks") { Description = "The folder for the masks, as gradcam evaluate --truth reads them. Default: beside the pictures." };
        var command = new Command("draw", "Draws scenes, each with a mask per object, as PNG files.") { folder, masks, seed, count, two };
        command.SetAction(call => Draw(
            call.GetRequiredValue(folder), call.GetValue(masks) ?? call.GetRequiredValue(folder), call.GetValue(seed), call.GetValue(count), SceneRecipe.Full with { TwoClasses = call.GetValue(two) ? 1 : 0 }, output));
        return command;
    }

    private static int Draw(string folder, string masks, int seed, int count, SceneRecipe recipe, TextWriter output)
    {
        for (int i = 0; i < count; i++)
        {
            Scene scene = SceneDrawer.Draw(recipe, seed, i);
            string number = i.ToString("D4", CultureInfo.InvariantCulture);
            ResultWriter.Write(folder, [($"{number}.png", PictureEncoder.Png(scene.Image))]);
            ResultWriter.Write(masks, [.. scene.Objects.Select((part, k) => ($"{number}-{k + 1}-{ShapeKinds.Name(part.Kind)}.png", PictureEncoder.Png(Picture(part, scene.Image.Width))))]);
            output.WriteLine($"{number}.png  {scene.Objects.Count} x {string.Join(" and ", scene.Kinds.Select(ShapeKinds.Name))}");
        }

        return 0;
    }

    private static RgbImage Picture(SceneObject part, int side) =>
        new(side, side, [.. part.Mask.SelectMany(value => Enumerable.Repeat((byte)(value * 255), 3))]);
}
