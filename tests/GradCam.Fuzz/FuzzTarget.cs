using CsCheck;

namespace GradCam.Fuzz;

/// <summary>What reads hostile files.</summary>
/// <param name="path">Where each file is written.</param>
public abstract class FuzzTarget(string path)
{
    /// <summary>Where each file is written.</summary>
    public string Path => path;

    /// <summary>How much private memory may be taken beyond twice the file, in bytes.</summary>
    public abstract long Slack { get; }

    /// <summary>The files.</summary>
    public abstract Gen<HostileFile> Cases { get; }

    /// <summary>Does what a program does with the file; true where it can be used.</summary>
    public abstract bool Load();

    /// <summary>Called in front of each file.</summary>
    public virtual void Before()
    {
    }

    /// <summary>What else was done that must not be; null for nothing.</summary>
    public virtual string? Breach() => null;
}
