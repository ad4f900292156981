using System.Text;

namespace GradCam.Core.Tests.Architecture;

/// <summary>
/// Finds the texts in a C# source; what an interpolated text fills in stands as <c>{}</c>, and texts within that are texts of their own. What is left
/// without texts, characters and comments is the code.
/// </summary>
internal sealed class StringLiterals
{
    private readonly string source;
    private readonly List<(int Line, string Text)> found = [];
    private readonly StringBuilder code = new();
    private int at;

    private StringLiterals(string source) => this.source = source;

    /// <summary>Each text with the line on which it ends.</summary>
    public static IReadOnlyList<(int Line, string Text)> In(string source)
    {
        StringLiterals literals = new(source);
        literals.Code(inHole: false);
        return literals.found;
    }

    /// <summary>The source without texts, characters and comments; what an interpolated text fills in is code too.</summary>
    public static string CodeOf(string source)
    {
        StringLiterals literals = new(source);
        literals.Code(inHole: false);
        return literals.code.ToString();
    }

    /// <summary>Goes over code up to the end, or up to the brace that closes a hole of an interpolated text.</summary>
    private void Code(bool inHole)
    {
        int depth = 0;
        while (at < source.Length)
        {
            if (Skips("//"))
            {
                at = End("\n");
            }
            else if (Skips("/*"))
            {
                at = End("*/");
            }
            else if (source[at] == '\'')
            {
                at += source[at + 1] == '\\' ? 2 : 1;
                at = source.IndexOf('\'', at + 1) + 1;
            }
            else if (source[at] == '"')
            {
                Text();
            }
            else if (inHole && source[at] == '}' && depth == 0)
            {
                at++;
                code.Append(' ');
                return;
            }
            else
            {
                depth += source[at] is '{' or '(' or '[' ? 1 : source[at] is '}' or ')' or ']' ? -1 : 0;
                code.Append(source[at++]);
            }
        }
    }

    private void Text()
    {
        string before = source[Math.Max(0, at - 2)..at];
        int quotes = source.AsSpan(at).IndexOfAnyExcept('"');
        bool raw = quotes >= 3, verbatim = before.Contains('@'), interpolated = before.Contains('$') && !raw;
        if (quotes == 2)
        {
            at += 2;
            return;
        }

        string end = raw ? new string('"', quotes) : "\"";
        at += end.Length;
        StringBuilder text = new();
        while (!source.AsSpan(at).StartsWith(end))
        {
            if (source[at] == '\\' && !verbatim && !raw)
            {
                text.Append(source, at, 2);
                at += 2;
            }
            else if (interpolated && source[at] is '{' or '}' && source[at + 1] == source[at])
            {
                text.Append(source[at]);
                at += 2;
            }
            else if (interpolated && source[at] == '{')
            {
                at++;
                text.Append("{}");
                Code(inHole: true);
            }
            else
            {
                text.Append(source[at++]);
            }
        }

        at += end.Length;
        found.Add((source.AsSpan(0, at).Count('\n') + 1, text.ToString()));
    }

    private bool Skips(string mark) => source.AsSpan(at).StartsWith(mark, StringComparison.Ordinal);

    private int End(string mark) => source.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and int end ? end + mark.Length : source.Length;
}
