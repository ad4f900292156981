using System.Globalization;
using GradCam;
using GradCam.Checkpoints;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>Everything that training goes on from: weights, their average, Adam's two moments, and how far it has come.</summary>
public sealed class TrainingState : IDisposable
{
    private const string FileName = "state.safetensors";

    private TrainingState(string network, int seed, IReadOnlyDictionary<string, Tensor> tensors, History history)
    {
        Network = network;
        Seed = seed;
        Weights = tensors["weights"];
        Average = tensors["average"];
        Mean = tensors["mean"];
        Square = tensors["square"];
        History = history;
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>What the first weights and every scene follow from.</summary>
    public int Seed { get; }

    /// <summary>Every weight of the network in one row, in the order of its parameters: float32 [P].</summary>
    public Tensor Weights { get; }

    /// <summary>The exponential average of <see cref="Weights"/> over the last steps: float32 [P].</summary>
    public Tensor Average { get; }

    /// <summary>The exponential average of the gradients: float32 [P].</summary>
    public Tensor Mean { get; }

    /// <summary>The exponential average of the gradients' squares: float32 [P].</summary>
    public Tensor Square { get; }

    /// <summary>Loss and accuracy so far.</summary>
    public History History { get; }

    /// <summary>Steps of the optimiser so far.</summary>
    public long Steps { get; set; }

    /// <summary>Scenes drawn so far; the next one gets this number.</summary>
    public long Scenes { get; set; }

    /// <summary>The number of the lesson, from 0.</summary>
    public int Lesson { get; set; }

    /// <summary>Scenes drawn in this lesson so far.</summary>
    public long LessonScenes { get; set; }

    /// <summary>Seconds of training so far, pauses between two runs not counted.</summary>
    public double Seconds { get; set; }

    /// <summary>The state before the first step.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="seed">What the weights, and every scene to come, follow from.</param>
    /// <param name="weights">Every weight in one row; copied.</param>
    public static TrainingState Start(string network, int seed, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new TrainingState(
            network,
            seed,
            new Dictionary<string, Tensor>
            {
                ["weights"] = weights.clone().DetachFromDisposeScope(),
                ["average"] = weights.clone().DetachFromDisposeScope(),
                ["mean"] = zeros_like(weights).DetachFromDisposeScope(),
                ["square"] = zeros_like(weights).DetachFromDisposeScope(),
            },
            new History());
    }

    /// <summary>The state that a folder holds; null where it holds none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="network">The name of the network that it must be of.</param>
    /// <param name="seed">The seed that it must have come from.</param>
    /// <exception cref="UsageException">It is of another network, or came from another seed.</exception>
    public static TrainingState? Read(string folder, string network, int seed)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using Checkpoint file = CheckpointReader.Read(path);
        string storedNetwork = file.Metadata["network"];
        if (storedNetwork != network)
        {
            throw new UsageException($"{path} is the state of a training of {storedNetwork}: give --network {storedNetwork}, or another --state-dir");
        }

        int stored = int.Parse(file.Metadata["seed"], CultureInfo.InvariantCulture);
        if (stored != seed)
        {
            throw new UsageException($"{path} is the state of a training with seed {stored}: give --seed {stored}, or another --state-dir");
        }

        Dictionary<string, Tensor> tensors = file.Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope());
        return new TrainingState(network, seed, tensors, History.Parse(file.Metadata["history"]))
        {
            Steps = long.Parse(file.Metadata["steps"], CultureInfo.InvariantCulture),
            Scenes = long.Parse(file.Metadata["scenes"], CultureInfo.InvariantCulture),
            Lesson = int.Parse(file.Metadata["lesson"], CultureInfo.InvariantCulture),
            LessonScenes = long.Parse(file.Metadata["lesson_scenes"], CultureInfo.InvariantCulture),
            Seconds = double.Parse(file.Metadata["seconds"], CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Writes the state to a folder, whole or not at all.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, FileName),
            new Dictionary<string, Tensor> { ["weights"] = Weights, ["average"] = Average, ["mean"] = Mean, ["square"] = Square },
            new Dictionary<string, string>
            {
                ["network"] = Network,
                ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
                ["steps"] = Steps.ToString(CultureInfo.InvariantCulture),
                ["scenes"] = Scenes.ToString(CultureInfo.InvariantCulture),
                ["lesson"] = Lesson.ToString(CultureInfo.InvariantCulture),
                ["lesson_scenes"] = LessonScenes.ToString(CultureInfo.InvariantCulture),
                ["seconds"] = Seconds.ToString("R", CultureInfo.InvariantCulture),
                ["history"] = History.ToString(),
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Average.Dispose();
        Mean.Dispose();
        Square.Dispose();
    }
}
