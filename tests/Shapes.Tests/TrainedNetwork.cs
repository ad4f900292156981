using GradCam;

namespace Shapes.Tests;

/// <summary>The network that ships, loaded once for all tests.</summary>
public sealed class TrainedNetwork : IDisposable
{
    public Explainer Explainer { get; } = Explainer.Load(Repository.Weights);

    public void Dispose() => Explainer.Dispose();
}
