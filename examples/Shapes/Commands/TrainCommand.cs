using System.CommandLine;
using GradCam;
using GradCam.Imaging;
using GradCam.Native;
using Shapes.Training;

namespace Shapes.Commands;

/// <summary><c>shapes train</c>: trains densenet121, or goes on training it.</summary>
internal static class TrainCommand
{
    private const string CurveName = "training.png";

    public static Command Define(TextWriter output)
    {
        var state = new Option<string>("--state-dir")
        {
            Description = "Where the state of the training is kept, and found again. Default: shapes-training.",
            DefaultValueFactory = _ => "shapes-training",
        };
        var weights = new Option<string>("--output-path")
        {
            Description = "The .safetensors file that is written when the training has ended or was stopped. Default: densenet121-shapes.safetensors in the state's folder.",
        };
        Option<int> seed = SharedOptions.Seed(1);
        Option<int> steps = SharedOptions.Count("--steps", int.MaxValue, "The number of optimiser steps after which this call stops");
        var command = new Command("train", "Trains densenet121 from easy scenes to full ones; started again, it goes on from its last state. Ctrl+C stops it after a step.")
        {
            state, weights, seed, steps,
        };
        command.SetAction((call, stop) => Task.Run(() => Train(call.GetRequiredValue(state), call.GetValue(weights), call.GetValue(seed), call.GetValue(steps), output, stop), CancellationToken.None));
        return command;
    }

    private static int Train(string folder, string? weights, int seed, int steps, TextWriter output, CancellationToken stop)
    {
        NativeLibraries.EnsureTorch();
        using var trainer = new Trainer(Curriculum.Lessons, seed, folder);
        bool ended = trainer.Run(output.WriteLine, steps, stop);
        string path = weights ?? Path.Combine(folder, "densenet121-shapes.safetensors");
        ResultWriter.Write(folder, [(CurveName, PictureEncoder.Png(CurvePicture.Draw(trainer.State.History, Curriculum.Lessons)))]);
        NetworkFile.Write(path, trainer.State, Curriculum.Lessons);
        output.WriteLine($"{(ended ? "finished" : "stopped")} after {trainer.State.Scenes} scenes; wrote {path} and {Path.Combine(folder, CurveName)}");
        return 0;
    }
}
