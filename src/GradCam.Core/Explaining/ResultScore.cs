namespace GradCam;

/// <summary>One of the most probable classes, as results hold it.</summary>
/// <param name="Id">The class, from 0 up.</param>
/// <param name="Name">Its name; <c>class 3</c> where it is not known.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public sealed record ResultScore(int Id, string Name, double Probability)
{
    /// <summary>The score as results hold it.</summary>
    internal static ResultScore Create(ClassScore score) => new(score.Id, NameOf(score), score.Probability);

    /// <summary>The name that results give a class.</summary>
    internal static string NameOf(ClassScore score) => score.Name ?? $"class {score.Id}";
}
