namespace GradCam.Imaging;

/// <summary>What a file's own structure says before anything is decoded: its format, its size, and what it lacks.</summary>
/// <param name="Format">The format's name; null: none of the known ones.</param>
/// <param name="Width">Pixels a row; 0: not read.</param>
/// <param name="Height">Rows; 0: not read.</param>
/// <param name="Fault">What is wrong, as the end of a sentence about the file; null: nothing was found.</param>
internal readonly record struct PictureStructure(string? Format, long Width, long Height, string? Fault);
