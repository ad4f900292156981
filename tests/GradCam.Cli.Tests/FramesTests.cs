using System.Diagnostics;
using System.Reflection;
using GradCam.Imaging;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>How many of this program's own methods stand between a call and the network: what a reader, or a debugger, must go through.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class FramesTests(SmallCheckpoints checkpoints) : IDisposable
{
    private const int Most = 9;
    private const string ForwardStage = "forward";

    private static readonly Assembly[] Ours = [typeof(CommandLine).Assembly, typeof(Explainer).Assembly];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    /// <summary>
    /// The command line makes its module itself, so that none can be slipped in: the way is taken in two parts that meet where the forward pass begins,
    /// from the call to there by the stage's activity, from there to the network by a module of the test's own.
    /// </summary>
    [Fact]
    public void FramesFromMainToTheNetwork_AreNineAtTheMost()
    {
        string[] toThePass = FramesAtForward();
        string[] toTheNetwork = FramesAtTheNetwork();
        string meeting = toThePass[0];

        string[] frames = [.. toTheNetwork.TakeWhile(frame => frame != meeting), .. toThePass, $"{nameof(Cli.Program)}.Main"];

        Assert.Contains(meeting, toTheNetwork);
        Assert.True(frames.Length <= Most, $"{frames.Length} frames, innermost first: {string.Join(", ", frames)}");
    }

    private string[] FramesAtForward()
    {
        string[] frames = [];
        int thread = Environment.CurrentManagedThreadId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "GradCam",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                // Other tests run beside this one.
                if (activity.OperationName == ForwardStage && Environment.CurrentManagedThreadId == thread)
                {
                    frames = [.. OwnFrames().SkipWhile(frame => frame.Contains(nameof(StageClock), StringComparison.Ordinal) || frame.Contains("Stage.", StringComparison.Ordinal))];
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        Assert.Equal(0, place.Explain(checkpoints.Named, "--only", "cam").ExitCode);
        return frames;
    }

    private static string[] FramesAtTheNetwork()
    {
        using var module = new FrameReader();
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = 8 } });
        explainer.Explain([new Question(new RgbImage(8, 8, new byte[3 * 8 * 8]))], new ExplainOptions { Pictures = [Rendering.PictureCatalog.Cam] });
        return module.Frames;
    }

    /// <summary>The program's own frames of this thread, innermost first.</summary>
    private static string[] OwnFrames() =>
        [.. new StackTrace().GetFrames().Select(frame => frame.GetMethod()).OfType<MethodBase>().Where(method => Ours.Contains(method.Module.Assembly)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}")];

    private sealed class FrameReader : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> convolution = nn.Conv2d(3, 2, 1);

        public FrameReader()
            : base(nameof(FrameReader)) =>
            RegisterComponents();

        public string[] Frames { get; private set; } = [];

        public override Tensor forward(Tensor input)
        {
            Frames = OwnFrames();
            return convolution.call(input).relu().mean([2, 3]);
        }
    }
}
