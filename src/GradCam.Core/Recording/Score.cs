using GradCam.Sources;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>The number that is explained: a function of one picture's logits. Equal scores share a backward pass.</summary>
public abstract record Score
{
    /// <summary>The class that it speaks of, 0 or more: what results name.</summary>
    public abstract int ClassId { get; }

    /// <summary>The score of each row.</summary>
    /// <param name="logits">[M, classes], before softmax; every row is asked the same. Left as they are.</param>
    /// <returns>[M], differentiable; the caller's.</returns>
    /// <exception cref="ClassException">It speaks of a class that there is not.</exception>
    /// <exception cref="InvalidOperationException">A function of the caller's own gives another shape.</exception>
    public Tensor Read(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        foreach (int id in Classes)
        {
            Network.Check(id, (int)logits.shape[1]);
        }

        Tensor score = Compute(logits);
        return score.dim() == 1 && score.shape[0] == logits.shape[0]
            ? score
            : throw new InvalidOperationException($"The score gives [{string.Join(", ", score.shape)}] for logits of [{string.Join(", ", logits.shape)}], where one number a row is wanted");
    }

    /// <summary>The same asked of the class that comes next: the most probable one besides this score's own.</summary>
    /// <param name="logits">The picture's logits.</param>
    /// <returns>Null where there is no other class, or of a score of one's own.</returns>
    internal virtual Score? Rival(IReadOnlyList<float> logits) => null;

    /// <summary>The logarithm of the odds that it speaks of: of its class against all others, or against the one that it names. In nats, so that networks compare.</summary>
    /// <param name="logits">The picture's logits.</param>
    /// <param name="isMultiLabel">Whether each logit stands by itself, and is the logarithm of its own odds.</param>
    /// <returns>Null where there is no other class, or of a score of one's own.</returns>
    internal virtual Score? LogOdds(IReadOnlyList<float> logits, bool isMultiLabel) => null;

    /// <summary>What messages call it.</summary>
    public override string ToString() => $"class {ClassId}";

    /// <summary>Every class that it reads by its number.</summary>
    protected virtual IReadOnlyList<int> Classes => [ClassId];

    /// <summary>The score of each row of logits of enough classes.</summary>
    /// <param name="logits">[M, classes].</param>
    /// <returns>[M].</returns>
    protected abstract Tensor Compute(Tensor logits);

    /// <summary>A class's logit: <c>y_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score Logit(int classId) => new LogitScore(Known(classId));

    /// <summary>How much more of one class than of another: <c>y_c - y_d</c>.</summary>
    /// <param name="classId">c, 0 or more.</param>
    /// <param name="versus">d, 0 or more.</param>
    public static Score Difference(int classId, int versus) => new DifferenceScore(Known(classId), Known(versus));

    /// <summary>A class's probability: <c>softmax(y)_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score Probability(int classId) => new ProbabilityScore(Known(classId));

    /// <summary>The logarithm of a class's probability: <c>ln softmax(y)_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score LogProbability(int classId) => new LogProbabilityScore(Known(classId));

    /// <summary>A function of one's own: a regression's output, a similarity, several outputs together.</summary>
    /// <param name="name">What messages and results call it.</param>
    /// <param name="classId">The class, or the output, that results name.</param>
    /// <param name="function">From [M, outputs] to [M], differentiable, row by row: rows may not touch each other. It is given a copy.</param>
    public static Score Custom(string name, int classId, Func<Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        return new CustomScore(name, Known(classId), function);
    }

    private static Score? OfRival(int classId, IReadOnlyList<float> logits, Func<int, Score> create) => logits.Count < 2
        ? null
        : create(Enumerable.Range(0, logits.Count).Where(id => id != classId).MaxBy(id => logits[id]));

    private static Score? LogOddsOf(int classId, IReadOnlyList<float> logits, bool isMultiLabel) => isMultiLabel ? Logit(classId)
        : logits.Count < 2 ? null
        : new LogOddsScore(classId);

    private static int Known(int classId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classId);
        return classId;
    }

    private sealed record LogitScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override string ToString() => base.ToString();

        internal override Score? Rival(IReadOnlyList<float> logits) => OfRival(Id, logits, Logit);

        internal override Score? LogOdds(IReadOnlyList<float> logits, bool isMultiLabel) => LogOddsOf(Id, logits, isMultiLabel);

        protected override Tensor Compute(Tensor logits) => logits.select(1, Id);
    }

    private sealed record DifferenceScore(int Id, int Versus) : Score
    {
        public override int ClassId => Id;

        protected override IReadOnlyList<int> Classes => [Id, Versus];

        public override string ToString() => $"class {Id} less class {Versus}";

        internal override Score? Rival(IReadOnlyList<float> logits) => new DifferenceScore(Versus, Id);

        internal override Score? LogOdds(IReadOnlyList<float> logits, bool isMultiLabel) => this;

        protected override Tensor Compute(Tensor logits) => logits.select(1, Id) - logits.select(1, Versus);
    }

    private sealed record ProbabilityScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override string ToString() => $"probability of class {Id}";

        internal override Score? Rival(IReadOnlyList<float> logits) => OfRival(Id, logits, Probability);

        internal override Score? LogOdds(IReadOnlyList<float> logits, bool isMultiLabel) => LogOddsOf(Id, logits, isMultiLabel);

        protected override Tensor Compute(Tensor logits) => logits.softmax(1).select(1, Id);
    }

    private sealed record LogProbabilityScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override string ToString() => $"log-probability of class {Id}";

        internal override Score? Rival(IReadOnlyList<float> logits) => OfRival(Id, logits, LogProbability);

        internal override Score? LogOdds(IReadOnlyList<float> logits, bool isMultiLabel) => LogOddsOf(Id, logits, isMultiLabel);

        protected override Tensor Compute(Tensor logits) => logits.log_softmax(1).select(1, Id);
    }

    private sealed record LogOddsScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override string ToString() => $"log-odds of class {Id}";

        protected override Tensor Compute(Tensor logits)
        {
            Tensor others = cat([logits.narrow(1, 0, Id), logits.narrow(1, Id + 1, logits.shape[1] - Id - 1)], 1);
            return logits.select(1, Id) - others.logsumexp(1);
        }
    }

    private sealed record CustomScore(string Name, int Id, Func<Tensor, Tensor> Function) : Score
    {
        public override int ClassId => Id;

        public override string ToString() => Name;

        protected override Tensor Compute(Tensor logits) => Function(logits.clone());
    }
}
