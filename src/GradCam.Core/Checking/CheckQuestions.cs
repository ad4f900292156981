namespace GradCam.Checking;

/// <summary>
/// The questions, in their order. The numbers were set on drawn scenes (<c>examples/Shapes</c>, <c>shapes checks</c>), with Grad-CAM and Grad-CAM++ maps that
/// point at the object, random maps, and maps of networks with random weights; docs/EVIDENCE.md tells how often each speaks against which.
/// </summary>
internal static class CheckQuestions
{
    /// <summary>How far the map's smallest number lies below its largest, as a share of it. True maps: 0.99 and more.</summary>
    public static CheckQuestion Spread { get; } = new("spread", IsLarge: false, 0.05, 0.01, "the map is all but flat");

    /// <summary>
    /// How much more of the answer's log-odds is lost with the pixels that the map marks, or with twice as many, than with as many where little hangs, or left with nothing but
    /// them, in nats: where a network's answer does not depend on the picture, none. (In deviations of the logits, which know no such zero, 13 % of the maps of mobilenet_v2 with random weights passed.)
    /// </summary>
    public static CheckQuestion Removal { get; } = new(
        "removal", IsLarge: false, 1, 0.5, "what it marks matters hardly more to the answer than as many pixels elsewhere");

    /// <summary>
    /// The rank correlation with the map of the most probable other class. Grad-CAM: 0.5 at the most; Grad-CAM++, which hardly tells classes apart, up to
    /// 0.979; methods that know no class: 1. It tells what a map is good for, not whether it is true, so it contradicts none.
    /// </summary>
    public static CheckQuestion Rival { get; } = new("class", IsLarge: true, 0.98, null, "another class gets nearly the same map");

    /// <summary>The rank correlation with the map of the network with random weights in its last stage. True maps: 0.91 at the most; maps that no network made: 1.</summary>
    public static CheckQuestion Stage { get; } = new("stage", IsLarge: true, 0.95, 0.99, "it stays when the network's last stage is given random weights");

    /// <summary>The rank correlation with the map of the picture with noise. True maps: 0.64 and more; random numbers that are others each time: about 0.</summary>
    public static CheckQuestion Noise { get; } = new("noise", IsLarge: false, 0.6, 0.3, "it changes under noise that leaves the answer as it is");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CheckQuestion> All { get; } = [Spread, Removal, Rival, Stage, Noise];

    /// <summary>What the answers come to: the worst of what each says.</summary>
    public static MapCheck Judge(IReadOnlyList<CheckAnswer> answers) =>
        new(answers.Max(answer => All.First(question => question.Key == answer.Question).VerdictOf(answer)), answers);
}
