using System.CommandLine;
using GradCam;

namespace Shapes.Commands;

/// <summary><c>shapes results</c>: makes the pictures in results/.</summary>
internal static class ResultsCommand
{
    public static Command Define(TextWriter output)
    {
        Option<string> weights = SharedOptions.Weights();
        Option<string> folder = SharedOptions.Output("results", "the pictures");
        var examples = new Option<string>("--examples")
        {
            Description = "Where the examples lie. Default: examples.",
            DefaultValueFactory = _ => "examples",
        };
        var layer = new Option<string?>("--layer-name") { Description = "The layer that is explained. Default: the network's." };
        var command = new Command("results", "Makes the pictures in results/ anew: six of each example.") { weights, folder, examples, layer };
        command.SetAction(call =>
        {
            // As gradcam does for one picture, so that it makes the very same files.
            using Explainer explainer = Explainer.Load(call.GetRequiredValue(weights), new LoadOptions { FoldNorms = false });
            foreach (string path in ResultPictures.Write(explainer, call.GetRequiredValue(examples), call.GetRequiredValue(folder), call.GetValue(layer)))
            {
                output.WriteLine(path);
            }

            return 0;
        });
        return command;
    }
}
