namespace GradCam.Runs;

/// <summary>What a run computes of its pictures, and how: the same for all of them.</summary>
/// <remarks>Every option that decides what a run writes stands in <see cref="SettingCatalog"/>.</remarks>
public sealed record RunOptions
{
    /// <summary>What is explained; its layers and classes hold where a row has none of its own. Default: all six pictures of the predicted class.</summary>
    public ExplainOptions Maps { get; init; } = ExplainOptions.Default;

    /// <summary>How the networks are loaded. Default: as their checkpoints say.</summary>
    public LoadOptions Loading { get; init; } = new();

    /// <summary>The threads that libtorch computes with: another number changes last bits. Default: the processors that this process may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Which files are written of each picture, and how. Default: the pictures, and what was found in the run's own lists.</summary>
    public ResultOptions Results { get; init; } = new();

    /// <summary>Pictures in a forward pass, 1 or more. Default: what every network of the run can take, 1 to 4.</summary>
    public int? Batch { get; init; }

    /// <summary>How many pictures' files are packed into one tar archive, 1 or more. Default: null, none are, and each is a file of the results' folder.</summary>
    public int? Pack { get; init; }

    /// <summary>What is measured of the maps. Default: null, nothing.</summary>
    internal EvaluationOptions? Evaluation { get; init; }
}
