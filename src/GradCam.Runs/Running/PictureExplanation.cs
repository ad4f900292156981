using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>What a batch run keeps of one explained picture.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="ClassId">The class explained, from 0 up.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="Top5">The most probable classes, the most probable first.</param>
/// <param name="Pictures">The pictures, by kind.</param>
/// <param name="Flat">The kinds whose map had no spread.</param>
public sealed record PictureExplanation(
    string Layer,
    int ClassId,
    string ClassName,
    double Probability,
    IReadOnlyList<ResultScore> Top5,
    IReadOnlyDictionary<string, RgbImage> Pictures,
    IReadOnlyList<string> Flat);
