using GradCam.Methods;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Runs.Tests.Running;

/// <summary>A method with passes of its own, between which it tells and can be stopped: its map is the input's mean colour.</summary>
internal sealed record SlowMethod : IAttributionMethod
{
    /// <summary>How many passes it takes.</summary>
    public int Passes { get; init; } = 4;

    /// <summary>Called after each.</summary>
    public Action AfterPass { get; init; } = () => { };

    public string Key => "slow";

    public string Title => "Slow";

    public string Source => "this test";

    public AttributionKind Kind => AttributionKind.Map;

    public string Cost => $"{Passes}F";

    public Needs Needs => Needs.Nothing.WithPasses();

    public Tensor Compute(AttributionContext context)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (Range _ in context.Probe.Chunks(1))
            {
                AfterPass();
            }
        }

        return context.Input.mean([1]);
    }
}
