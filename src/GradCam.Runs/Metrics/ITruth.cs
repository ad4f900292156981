namespace GradCam.Runs;

/// <summary>Where the objects are in pictures.</summary>
internal interface ITruth
{
    /// <summary>The SHA-256 of all that it was read from.</summary>
    string Sha256 { get; }

    /// <summary>The objects of a picture; null where nothing is known of it.</summary>
    /// <param name="name">The picture's name in the list of pictures.</param>
    /// <param name="path">Its file.</param>
    /// <exception cref="PictureException">A mask cannot be read.</exception>
    IReadOnlyList<TruthObject>? Find(string name, string path);
}
