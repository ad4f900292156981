namespace GradCam.Runs;

/// <summary>How much of a network is randomised: the first and the last step of the cascade from the classifier downwards.</summary>
internal enum RandomisedStep
{
    /// <summary>The last module that has parameters.</summary>
    Classifier,

    /// <summary>Every module.</summary>
    All,
}
