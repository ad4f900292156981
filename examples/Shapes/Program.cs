namespace Shapes;

internal static class Program
{
    private static int Main(string[] args) => ShapesProgram.Run(args, Console.Out, Console.Error);
}
