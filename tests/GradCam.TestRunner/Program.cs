using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GradCam.TestRunner;

/// <summary>
/// <c>GradCam.TestRunner ASSEMBLY</c> lists an assembly's test classes; <c>GradCam.TestRunner ASSEMBLY SECONDS CLASS…</c> runs those one after the other,
/// says of each how many tests passed, failed and were skipped, and ends where one takes longer than that.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Assembly assembly = Assembly.Load(args[0]);
        using var framework = new XunitTestFramework(new NoMessages());
        List<ITestCase> cases = Cases(framework, assembly);
        if (args.Length == 1)
        {
            foreach (string name in cases.Select(NameOfClass).Distinct().Order(StringComparer.Ordinal))
            {
                Console.WriteLine(name);
            }

            return 0;
        }

        TimeSpan most = TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture));
        foreach (string name in args.Skip(2))
        {
            Console.WriteLine($"[class] {name}");
            var results = new Results();
            using ITestFrameworkExecutor executor = framework.GetExecutor(assembly.GetName());
            executor.RunTests(cases.Where(test => NameOfClass(test) == name), results, new Defaults());
            if (!results.Finished.Wait(most))
            {
                // A test that hangs may hold locks that an orderly end waits for.
                Console.Out.Flush();
                Process.GetCurrentProcess().Kill();
                return 1;
            }

            Console.WriteLine($"[ended] {results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped");
        }

        return 0;
    }

    private static string NameOfClass(ITestCase test) => test.TestMethod.TestClass.Class.Name;

    private static List<ITestCase> Cases(XunitTestFramework framework, Assembly assembly)
    {
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        var found = new Discovery();
        discoverer.Find(includeSourceInformation: false, found, new Defaults());
        found.Finished.Wait();
        return found.Cases;
    }

    /// <summary>No setting: xunit's own are meant.</summary>
    private sealed class Defaults : LongLivedMarshalByRefObject, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = [];

        public TValue? GetValue<TValue>(string name) => values.GetValueOrDefault(name) is TValue value ? value : default;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }

    private sealed class NoMessages : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    private sealed class Discovery : LongLivedMarshalByRefObject, IMessageSink
    {
        public ManualResetEventSlim Finished { get; } = new();

        public List<ITestCase> Cases { get; } = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add(found.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Finished.Set();
                    break;
            }

            return true;
        }
    }

    private sealed class Results : LongLivedMarshalByRefObject, IMessageSink
    {
        public ManualResetEventSlim Finished { get; } = new();

        public int Passed { get; private set; }

        public int Failed { get; private set; }

        public int Skipped { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestPassed:
                    Passed++;
                    break;
                case ITestSkipped skipped:
                    Skipped++;
                    Console.WriteLine($"skipped: {skipped.Test.DisplayName}: {skipped.Reason}");
                    break;
                case ITestFailed failed:
                    Failed++;
                    Console.WriteLine($"failed: {failed.Test.DisplayName}: {string.Join(" | ", failed.Messages)}\n{string.Join('\n', failed.StackTraces)}");
                    break;
                case ITestAssemblyFinished:
                    Finished.Set();
                    break;
            }

            return true;
        }
    }
}
