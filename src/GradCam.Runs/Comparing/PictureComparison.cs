using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>What was found under one name.</summary>
/// <param name="Name">The file's path below the compared folders, with <c>/</c> between its parts.</param>
/// <param name="ExpectedPath">The expected file; null where there is none.</param>
/// <param name="ActualPath">The actual file; null where there is none.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Quality">The measured difference; null where there are not two readable pictures of one size.</param>
/// <param name="Finding">The verdict's reason, in a few words.</param>
internal sealed record PictureComparison(
    string Name, string? ExpectedPath, string? ActualPath, PictureVerdict Verdict, PictureQuality? Quality, string Finding);
