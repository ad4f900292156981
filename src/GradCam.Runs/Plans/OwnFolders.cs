namespace GradCam.Runs;

/// <summary>The folders within a run's folder that hold the program's own files, so that no picture's results may go there.</summary>
internal static class OwnFolders
{
    /// <summary>Files that do not have their names yet.</summary>
    public const string Drafts = ".drafts";

    /// <summary>What a large report shows.</summary>
    public const string PagePictures = "report-pictures";

    /// <summary>The pages of a report that is too large for one.</summary>
    public const string Pages = "report-pages";

    /// <summary>What each shard of a run has of its own.</summary>
    public const string Shards = ".shards";

    private static readonly string[] All = [Drafts, PagePictures, Pages, Shards];

    /// <summary>The one that a picture's results would go into; null where that is none of them.</summary>
    /// <param name="name">The picture's name.</param>
    public static string? Of(string name)
    {
        foreach (string own in All)
        {
            if (name.Length > own.Length && name[own.Length] == '/' && name.StartsWith(own, StringComparison.OrdinalIgnoreCase))
            {
                return own;
            }
        }

        return null;
    }
}
