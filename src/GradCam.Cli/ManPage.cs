using System.CommandLine;
using System.Text;

namespace GradCam.Cli;

/// <summary>A manual page in the format of man(7), from a command line's own grammar.</summary>
internal static class ManPage
{
    private const string Name = "gradcam";

    private static readonly (int Code, string Meaning)[] Codes =
    [
        (ExitCodes.Done, "Done."),
        (ExitCodes.Failed, "The work failed; compare: the pictures differ."),
        (ExitCodes.WrongCall, "The call is wrong."),
        (ExitCodes.SomeFailed, "A batch finished with failures."),
        (ExitCodes.ComeAgain, "A batch was stopped by SIGTERM; --resume goes on with it."),
        (ExitCodes.Stopped, "Stopped by Ctrl-C."),
    ];

    /// <summary>The page.</summary>
    /// <param name="definitions">The root command first, then those below it.</param>
    public static string Of(IReadOnlyList<CommandDefinition> definitions)
    {
        StringBuilder page = new();
        Command root = definitions[0].Command;
        Line(page, $".TH GRADCAM 1 \"\" \"{Name}\" \"User Commands\"");
        Line(page, ".SH NAME", $@"{Name} \- {Text(FirstClause(root.Description!))}");
        Line(page, ".SH SYNOPSIS", $@".B {Name}", @"[\fIoptions\fR]", ".br", $@".B {Name}", @"\fIcommand\fR [\fIarguments\fR] [\fIoptions\fR]");
        Line(page, ".SH DESCRIPTION", Text(root.Description!));
        Line(page, ".SH OPTIONS");
        Options(page, root);
        Line(page, ".SH COMMANDS");
        foreach (CommandDefinition definition in definitions.Skip(1))
        {
            Section(page, Name, definition.Command);
        }

        Line(page, ".SH EXIT STATUS");
        foreach ((int code, string meaning) in Codes)
        {
            Line(page, ".TP", $".B {code}", Text(meaning));
        }

        Line(page, ".SH ENVIRONMENT");
        Line(page, ".TP", @".B GRADCAM_WEIGHTS_URL", "A mirror of the published weights.");
        Line(page, ".TP", @".BR TORCH_HOME ", Text("Where PyTorch keeps its cache, which is used for published weights; default ~/.cache/torch."));
        Line(page, ".SH EXAMPLES");
        foreach (string example in definitions.SelectMany(definition => definition.Examples))
        {
            Line(page, ".PP", ".nf", Text(example), ".fi");
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, string above, Command command)
    {
        string name = $"{above} {command.Name}";
        string arguments = string.Concat(command.Arguments.Select(argument => $@" \fI{Text(argument.HelpName ?? argument.Name)}\fR"));
        Line(page, $".SS {Text(name)}{arguments}", Text(command.Description!));
        foreach (Argument argument in command.Arguments.Where(argument => argument.Description is not null))
        {
            Line(page, ".TP", $".I {Text(argument.HelpName ?? argument.Name)}", Text(argument.Description!));
        }

        Options(page, command);
        foreach (Command below in command.Subcommands)
        {
            Section(page, name, below);
        }
    }

    private static void Options(StringBuilder page, Command command)
    {
        foreach (Option option in command.Options.Where(option => !option.Hidden && option.Description is not null))
        {
            string names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).Select(name => $@"\fB{Text(name)}\fR"));
            string value = option.HelpName is { } help ? $@" \fI{Text(help)}\fR" : "";
            Line(page, ".TP", names + value, Text(option.Description!));
        }
    }

    /// <summary>As roff shows it: a minus sign is no hyphen, and a line does not begin with a request.</summary>
    private static string Text(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }

    private static string FirstClause(string text) => text.Split(':', 2)[0].TrimEnd('.');

    private static void Line(StringBuilder page, params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            page.Append(line).Append('\n');
        }
    }
}
