namespace Shapes.Training;

/// <summary>One stretch of the training.</summary>
/// <param name="Scenes">Scenes seen at its end.</param>
/// <param name="Lesson">The lesson's number, from 0.</param>
/// <param name="Loss">The mean cross entropy.</param>
/// <param name="Accuracy">The share of right answers, 0 to 1.</param>
public sealed record HistoryPoint(long Scenes, int Lesson, double Loss, double Accuracy);
