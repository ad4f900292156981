using System.CommandLine;
using System.CommandLine.Invocation;

namespace GradCam.Cli;

/// <summary>System.CommandLine's help, followed by the command's examples.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help, IEnumerable<CommandDefinition> definitions) : SynchronousCommandLineAction
{
    /// <summary>Help is given however wrong the rest of the call is.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        CommandDefinition? asked = definitions.FirstOrDefault(definition => definition.Command == parseResult.CommandResult.Command);
        if (asked is { Examples.Count: > 0 })
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in asked.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
