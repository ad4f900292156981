using System.Globalization;

namespace GradCam.Runs;

/// <summary>
/// Reads what a manifest says that a picture shows, for one network: a number is a class's number; words are a class's whole name, or one of the
/// names that commas part in it, in any case.
/// </summary>
/// <param name="names">The network's names, one a class; null where they are not known.</param>
internal sealed class TruthReader(IReadOnlyList<string>? names)
{
    private readonly ILookup<string, int> classes = (names ?? [])
        .SelectMany((name, id) => name.Split(',', StringSplitOptions.TrimEntries).Append(name).Distinct().Select(part => (Part: part, Id: id)))
        .ToLookup(entry => entry.Part, entry => entry.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a picture's truth that names no class, where the classes are known.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="network">The network, for the message.</param>
    /// <exception cref="UsageException">It names no class.</exception>
    public void Check(ListedPicture picture, string network)
    {
        if (picture.Truth is not { } truth || names is null || Names(truth, names.Count))
        {
            return;
        }

        string row = picture.Line is { } line ? $"line {line.ToString(CultureInfo.InvariantCulture)}, {ShownText.Of(picture.Name)}" : ShownText.Of(picture.Name);
        IReadOnlyList<string> nearest = NearestNames.Of(truth, classes.Select(entry => entry.Key));
        throw new UsageException(
            $"{row}: its truth {ShownText.Of(truth)} is no class of {network}, which has 0 to {names.Count - 1}"
            + (nearest.Count == 0 ? "" : $"; did you mean {string.Join(" or ", nearest.Select(ShownText.Of))}?"));
    }

    /// <summary>Whether the class found is the truth; null where the truth names no class that is known.</summary>
    /// <param name="truth">The truth as written.</param>
    /// <param name="found">The class found.</param>
    /// <param name="count">How many classes the network has.</param>
    public bool? Holds(string truth, int found, int count) =>
        !Names(truth, count) ? null
        : IsNumber(truth, out int id) ? id == found
        : classes[truth].Contains(found);

    private static bool IsNumber(string truth, out int id) => int.TryParse(truth, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private bool Names(string truth, int count) => IsNumber(truth, out int id) ? id < count : classes.Contains(truth);
}
