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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Drafts, PagePictures, Pages, Shards];
}
