namespace GradCam.Checkpoints;

/// <summary>The three file formats a checkpoint can have; told by content, never by the file's name.</summary>
internal enum CheckpointFormat
{
    /// <summary>What torch.save writes since PyTorch 1.6: a zip archive of a pickle and one entry for each storage.</summary>
    Zip,

    /// <summary>What torch.save wrote before PyTorch 1.6: five pickles, then the storages one after another.</summary>
    Legacy,

    /// <summary>A JSON header, which may hold metadata, and the tensors' bytes.</summary>
    Safetensors,
}
