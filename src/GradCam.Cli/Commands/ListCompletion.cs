using System.CommandLine.Completions;

namespace GradCam.Cli.Commands;

/// <summary>What may follow where an option takes names with commas between them.</summary>
internal static class ListCompletion
{
    /// <summary>Offers names, each after those that the word has already.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Of(Func<CompletionContext, IEnumerable<string>> names) => context =>
    {
        string before = context.WordToComplete[..(context.WordToComplete.LastIndexOf(',') + 1)];
        return names(context).Select(name => new CompletionItem(before + name));
    };
}
