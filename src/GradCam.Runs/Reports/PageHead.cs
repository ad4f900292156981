namespace GradCam.Runs;

/// <summary>What a page has in front of its body.</summary>
/// <param name="Title">The title, as markup.</param>
/// <param name="Styles">The files of its style, one behind the other.</param>
internal sealed record PageHead(string Title, params IReadOnlyList<string> Styles)
{
    /// <summary>The files of its script, one behind the other. Default: none, and none may run.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Where its pictures may come from, as its policy says it. Default: the page itself and files beside it.</summary>
    public string Images { get; init; } = "data: file: 'self'";
}
