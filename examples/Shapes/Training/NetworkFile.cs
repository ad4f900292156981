using System.Globalization;
using GradCam.Checkpoints;
using GradCam.Networks;
using Shapes.Drawing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>Makes the file that ships of a training's state.</summary>
public static class NetworkFile
{
    private const int ScenesAtOnce = 16;

    /// <summary>
    /// Takes the averaged weights, computes the statistics of the norms anew on full scenes, and writes both as float16 with all that
    /// is needed to use them.
    /// </summary>
    /// <param name="path">The .safetensors file.</param>
    /// <param name="state">Where the training has come to.</param>
    /// <param name="recipe">How it was trained.</param>
    /// <param name="scenes">How many scenes give the statistics.</param>
    public static void Write(string path, TrainingState state, TrainingRecipe recipe, int scenes = 512)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(recipe);
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = recipe.Definition.Create(ShapeKinds.All.Count);
        ModuleWeights.Initialise(network, recipe.Definition, state.Seed);
        Fill(network, state.Average);
        // Scenes that the training has not drawn: their numbers lie below 0.
        Calibrate(network, i => SceneDrawer.Draw(SceneRecipe.Full, state.Seed, -1 - i), scenes);
        SafetensorsWriter.Write(path, network.state_dict(), Metadata(state, recipe), half: true);
    }

    private static void Fill(nn.Module network, Tensor row)
    {
        using IDisposable off = no_grad();
        long from = 0;
        foreach (Parameter parameter in network.parameters())
        {
            parameter.copy_(row.narrow(0, from, parameter.numel()).view(parameter.shape));
            from += parameter.numel();
        }
    }

    private static void Calibrate(nn.Module<Tensor, Tensor> network, Func<int, Scene> draw, int scenes)
    {
        BatchNorm2d[] norms = [.. network.modules().OfType<BatchNorm2d>()];
        Array.ForEach(norms, Worker.StopCounting);
        network.train();
        using IDisposable off = no_grad();
        for (int first = 0, batch = 1; first < scenes; first += ScenesAtOnce, batch++)
        {
            // The mean over all batches so far, not one that forgets.
            Array.ForEach(norms, norm => norm.momentum = 1.0 / batch);
            using DisposeScope scope = NewDisposeScope();
            network.call(Batch.Input([.. Enumerable.Range(first, ScenesAtOnce).AsParallel().AsOrdered().Select(draw)]));
        }

        Array.ForEach(norms, norm => norm.num_batches_tracked = zeros([], ScalarType.Int64));
        network.eval();
    }

    private static Dictionary<string, string> Metadata(TrainingState state, TrainingRecipe recipe)
    {
        Preprocessing preprocessing = Preprocessing.ImageNet;
        var model = new ModelMetadata
        {
            Network = recipe.Definition.Name,
            ClassNames = ShapeKinds.Names,
            Mean = [.. preprocessing.Mean],
            Std = [.. preprocessing.Std],
            InputSize = preprocessing.InputSize,
        };
        IReadOnlyList<Lesson> lessons = recipe.Lessons;
        // No time stands here: the same training gives the same file, so that a hash of it can be compared.
        var metadata = new Dictionary<string, string>(model.ToDictionary())
        {
            ["training_data"] = "scenes drawn by examples/Shapes; image labels only, no masks",
            ["training_seed"] = state.Seed.ToString(CultureInfo.InvariantCulture),
            ["training_scenes"] = state.Scenes.ToString(CultureInfo.InvariantCulture),
            ["training_steps"] = state.Steps.ToString(CultureInfo.InvariantCulture),
            ["training_lessons"] = string.Join(
                ", ",
                state.History.Points.GroupBy(point => point.Lesson).Select(group => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lessons[group.Key].Name} ({lessons[group.Key].Recipe.Side} px) until scene {group.Last().Scenes}"))),
        };
        if (recipe.PassedOnChannels > 0)
        {
            metadata["training_classifier"] = "reads only the maps that denseblock4 adds; its weights for the maps passed on are zero";
        }

        return metadata;
    }
}
