namespace GradCam.Recording;

/// <summary>What the network says of a class in one input, in double.</summary>
/// <param name="Logit">The class's logit: <c>y_c</c>.</param>
/// <param name="Probability">Its probability: <c>softmax(y)_c</c>, of a network of several labels a picture the sigmoid of <c>y_c</c>; 0 to 1.</param>
/// <param name="Rest">What the probability lacks of 1, which has digits where <paramref name="Probability"/> is nearly 1.</param>
internal readonly record struct ProbedScore(double Logit, double Probability, double Rest)
{
    /// <summary>Reads a class off the network's output.</summary>
    /// <param name="logits">A value a class.</param>
    /// <param name="classId">The class.</param>
    /// <param name="isMultiLabel">Whether each class has a probability of its own.</param>
    public static ProbedScore Read(ReadOnlySpan<float> logits, int classId, bool isMultiLabel)
    {
        if (isMultiLabel)
        {
            double odds = Math.Exp(logits[classId]);
            return new ProbedScore(logits[classId], 1 / (1 + (1 / odds)), 1 / (1 + odds));
        }

        double largest = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double rest = 0;
        for (int id = 0; id < logits.Length; id++)
        {
            rest += id == classId ? 0 : Math.Exp(logits[id] - largest);
        }

        double own = Math.Exp(logits[classId] - largest);
        return new ProbedScore(logits[classId], own / (own + rest), rest / (own + rest));
    }
}
