using GradCam.Files;

namespace GradCam;

/// <summary>Writes a set of result files whole or not at all.</summary>
public static class ResultWriter
{
    /// <summary>
    /// Writes every file beside its name first and renames them only when all are written, so that a failure leaves no half-written
    /// file, none of the new ones, every old one, and no folder that was made for them.
    /// </summary>
    /// <param name="folder">Where the files go; made if missing, with the folders above it.</param>
    /// <param name="files">The files' names, without folders and each once, and their content; a file that exists is replaced.</param>
    /// <returns>The paths written, in the order of <paramref name="files"/>: <paramref name="folder"/> and the name.</returns>
    /// <exception cref="ArgumentException">A name is empty, has a folder in it, cannot be a file's name, or stands there twice; nothing is written.</exception>
    /// <exception cref="OutputException">The folder or a file cannot be written; the message names the path.</exception>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(files);
        foreach ((string name, byte[] _) in files)
        {
            RefuseName(name, nameof(files));
        }

        if (files.Select(file => file.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != files.Count)
        {
            throw new ArgumentException("two files have the same name", nameof(files));
        }

        try
        {
            return WholeFile.WriteAll(folder, files);
        }
        catch (WholeFileException failure)
        {
            throw new OutputException(failure.Message, failure.InnerException);
        }
    }

    /// <summary>Writes the files of an explanation: see <see cref="ResultFiles"/>.</summary>
    /// <param name="folder">Where the files go; made if missing.</param>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    /// <returns>The paths written.</returns>
    /// <exception cref="ArgumentException">The stem has a folder in it or cannot be part of a file's name; nothing is written.</exception>
    /// <exception cref="OutputException">The folder or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, string stem, Explanation explanation, ResultOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return Write(folder, stem, [explanation], options);
    }

    /// <summary>Writes the files of all explanations of one picture: see <see cref="ResultFiles"/>.</summary>
    /// <param name="folder">Where the files go; made if missing.</param>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanations">What was found, of one picture; at least one.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    /// <returns>The paths written.</returns>
    /// <exception cref="ArgumentException">The stem has a folder in it or cannot be part of a file's name; nothing is written.</exception>
    /// <exception cref="OutputException">The folder or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, string stem, IReadOnlyList<Explanation> explanations, ResultOptions? options = null)
    {
        // An empty stem is that of a file called ".jpg", and no stem means a device once the rest of the name follows it.
        RefuseName($"{stem}-", nameof(stem));
        return Write(folder, ResultFiles.Encode(stem, explanations, options));
    }

    private static void RefuseName(string name, string parameter)
    {
        if (FileName.Fault(name) is { } fault)
        {
            throw new ArgumentException($"name '{ShownText.Of(name)}' {fault}", parameter);
        }
    }
}
