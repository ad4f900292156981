using CsCheck;
using GradCam.Checkpoints;
using TorchSharp;

namespace GradCam.Fuzz;

/// <summary>Reads checkpoints: touches every element, and takes the metadata.</summary>
/// <param name="folder">Where the file of the moment lies.</param>
public sealed class CheckpointTarget(string folder) : FuzzTarget(System.IO.Path.Combine(folder, "case.bin"))
{
    public override long Slack => 64L << 20;

    public override Gen<HostileFile> Cases => FuzzCases.Create();

    public override bool Load()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Checkpoint checkpoint = CheckpointReader.Read(Path);
        foreach (torch.Tensor tensor in checkpoint.Tensors.Values)
        {
            using torch.Tensor sum = tensor.sum();
        }

        ModelMetadata.Parse(checkpoint.Metadata);
        return true;
    }
}
