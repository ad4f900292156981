namespace GradCam.Weights;

/// <summary>What a fetch is doing.</summary>
public enum FetchStage
{
    /// <summary>Another process fetches the same file: its result is waited for.</summary>
    Waiting,

    /// <summary>Bytes come in.</summary>
    Receiving,

    /// <summary>A transfer failed and is taken up again.</summary>
    Retrying,

    /// <summary>The file is whole, its hash is right, and it lies in the cache.</summary>
    Done,
}
