namespace GradCam.Checking;

/// <summary>The questions, in their order.</summary>
internal static class CheckQuestions
{
    public static CheckQuestion Spread { get; } = new("spread", IsLarge: false, 0.05, 0.01, "the map is all but flat");

    public static CheckQuestion Removal { get; } = new(
        "removal", IsLarge: false, 0.3, 0.15, "what it marks matters hardly more to the answer than as many pixels elsewhere");

    public static CheckQuestion Rival { get; } = new("class", IsLarge: true, 0.9, null, "another class gets nearly the same map");

    public static CheckQuestion Stage { get; } = new("stage", IsLarge: true, 0.9, 0.99, "it stays when the network's last stage is given random weights");

    public static CheckQuestion Noise { get; } = new("noise", IsLarge: false, 0.5, null, "it changes under noise that leaves the answer as it is");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CheckQuestion> All { get; } = [Spread, Removal, Rival, Stage, Noise];

    /// <summary>What the answers come to: the worst of what each says.</summary>
    public static MapCheck Judge(IReadOnlyList<CheckAnswer> answers) =>
        new(answers.Max(answer => All.First(question => question.Key == answer.Question).VerdictOf(answer)), answers);
}
