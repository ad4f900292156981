namespace GradCam.Runs;

/// <summary>Holds words that come again and again once: a million rows have a few thousand truths.</summary>
internal sealed class SharedWords
{
    // Where each row has a word of its own, a table of them would cost more than it spares.
    private const int Most = 100_000;

    private readonly Dictionary<string, string> words = [];

    /// <summary>The same word, as it came first.</summary>
    public string? Of(string? word)
    {
        if (word is null)
        {
            return null;
        }

        if (words.TryGetValue(word, out string? known))
        {
            return known;
        }

        if (words.Count < Most)
        {
            words[word] = word;
        }

        return word;
    }
}
