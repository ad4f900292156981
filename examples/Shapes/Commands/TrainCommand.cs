using System.CommandLine;
using GradCam;
using GradCam.Imaging;
using GradCam.Native;
using Shapes.Training;

namespace Shapes.Commands;

/// <summary><c>shapes train</c>: trains a network, or goes on training it.</summary>
internal static class TrainCommand
{
    private const string CurveName = "training.png";

    public static Command Define(TextWriter output)
    {
        var network = new Option<string>("--network")
        {
            Description = $"One of {string.Join(", ", TrainingRecipes.All.Select(recipe => recipe.Definition.Name))}. Default: {TrainingRecipes.DefaultNetwork}.",
            DefaultValueFactory = _ => TrainingRecipes.DefaultNetwork,
        };
        var state = new Option<string>("--state-dir")
        {
            Description = "Where the state of the training is kept, and found again. Default: shapes-training/NETWORK.",
        };
        var weights = new Option<string>("--output-path")
        {
            Description = "The .safetensors file that is written when the training has ended or was stopped. Default: NETWORK-shapes.safetensors in the state's folder.",
        };
        Option<int> seed = SharedOptions.Seed(1);
        Option<int> steps = SharedOptions.Count("--steps", int.MaxValue, "The number of optimiser steps after which this call stops");
        var command = new Command("train", "Trains a network from easy scenes to full ones; started again, it goes on from its last state. Ctrl+C stops it after a step.")
        {
            network, state, weights, seed, steps,
        };
        command.SetAction((call, stop) => Task.Run(
            () => Train(
                TrainingRecipes.Find(call.GetRequiredValue(network)), call.GetValue(state), call.GetValue(weights), call.GetValue(seed), call.GetValue(steps), output, stop),
            CancellationToken.None));
        return command;
    }

    private static int Train(TrainingRecipe recipe, string? state, string? weights, int seed, int steps, TextWriter output, CancellationToken stop)
    {
        NativeLibraries.EnsureTorch();
        string folder = state ?? Path.Combine("shapes-training", recipe.Definition.Name);
        using var trainer = new Trainer(recipe, seed, folder);
        bool ended = trainer.Run(output.WriteLine, steps, stop);
        string path = weights ?? Path.Combine(folder, $"{recipe.Definition.Name}-shapes.safetensors");
        ResultWriter.Write(folder, [(CurveName, PictureEncoder.Png(CurvePicture.Draw(trainer.State.History, recipe.Lessons)))]);
        NetworkFile.Write(path, trainer.State, recipe);
        output.WriteLine($"{(ended ? "finished" : "stopped")} after {trainer.State.Scenes} scenes; wrote {path} and {Path.Combine(folder, CurveName)}");
        return 0;
    }
}
