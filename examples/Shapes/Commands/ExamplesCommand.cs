using System.CommandLine;
using GradCam;
using GradCam.Imaging;
using Shapes.Drawing;

namespace Shapes.Commands;

/// <summary><c>shapes examples</c>: draws the pictures in examples/.</summary>
internal static class ExamplesCommand
{
    public static Command Define(TextWriter output)
    {
        Option<string> folder = SharedOptions.Output("examples", "the pictures");
        var command = new Command("examples", "Draws examples/pic1.jpg, multiple.jpg and two_classes.jpg anew.") { folder };
        command.SetAction(call =>
        {
            foreach ((string stem, Func<Scene> draw) in ExamplePictures.All)
            {
                Scene scene = draw();
                string path = ResultWriter.Write(call.GetRequiredValue(folder), [($"{stem}.jpg", PictureEncoder.Jpeg(scene.Image))])[0];
                output.WriteLine($"{path}  {scene.Objects.Count} x {string.Join(" and ", scene.Kinds.Select(ShapeKinds.Name))}");
            }

            return 0;
        });
        return command;
    }
}
