using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>The number that is explained: a function of one picture's logits. Equal scores share a backward pass.</summary>
public abstract record Score
{
    /// <summary>The class that it speaks of, 0 or more: what results name.</summary>
    public abstract int ClassId { get; }

    /// <summary>The score of each row.</summary>
    /// <param name="logits">[M, classes], before softmax; every row is asked the same.</param>
    /// <returns>[M], differentiable; the caller's.</returns>
    public abstract Tensor Read(Tensor logits);

    /// <summary>What messages call it.</summary>
    public override string ToString() => $"class {ClassId}";

    /// <summary>A class's logit: <c>y_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score Logit(int classId) => new LogitScore(classId);

    /// <summary>How much more of one class than of another: <c>y_c - y_d</c>.</summary>
    /// <param name="classId">c, 0 or more.</param>
    /// <param name="versus">d, 0 or more.</param>
    public static Score Difference(int classId, int versus) => new DifferenceScore(classId, versus);

    /// <summary>A class's probability: <c>softmax(y)_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score Probability(int classId) => new ProbabilityScore(classId);

    /// <summary>The logarithm of a class's probability: <c>ln softmax(y)_c</c>.</summary>
    /// <param name="classId">The class, 0 or more.</param>
    public static Score LogProbability(int classId) => new LogProbabilityScore(classId);

    /// <summary>A function of one's own: a regression's output, a similarity, several outputs together.</summary>
    /// <param name="function">From [M, outputs] to [M], differentiable, row by row: rows may not touch each other.</param>
    /// <param name="classId">The class that results name. Default: 0.</param>
    public static Score Custom(Func<Tensor, Tensor> function, int classId = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new CustomScore(function, classId);
    }

    private sealed record LogitScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override Tensor Read(Tensor logits) => logits.select(1, Id);

        public override string ToString() => base.ToString();
    }

    private sealed record DifferenceScore(int Id, int Versus) : Score
    {
        public override int ClassId => Id;

        public override Tensor Read(Tensor logits) => logits.select(1, Id) - logits.select(1, Versus);

        public override string ToString() => $"class {Id} less class {Versus}";
    }

    private sealed record ProbabilityScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override Tensor Read(Tensor logits) => logits.softmax(1).select(1, Id);

        public override string ToString() => base.ToString();
    }

    private sealed record LogProbabilityScore(int Id) : Score
    {
        public override int ClassId => Id;

        public override Tensor Read(Tensor logits) => logits.log_softmax(1).select(1, Id);

        public override string ToString() => base.ToString();
    }

    private sealed record CustomScore(Func<Tensor, Tensor> Function, int Id) : Score
    {
        public override int ClassId => Id;

        public override Tensor Read(Tensor logits) => Function(logits);

        public override string ToString() => "the caller's score";
    }
}
