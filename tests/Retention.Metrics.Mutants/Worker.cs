using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Retention.Metrics.Mutants;

/// <summary>Runs tests in this process, one at a time, while one mutant is active. It reads requests and writes answers, a line each.</summary>
internal sealed class Worker(Assembly tests, IReadOnlyList<ITestCase> cases, Type control)
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const int NoMutant = -1;

    private readonly ITestFrameworkExecutor executor = new XunitTestFramework().GetExecutor(tests);
    private readonly ITestFrameworkExecutionOptions options = Options();

    public static async Task<int> Run(TextReader requests, TextWriter answers)
    {
        TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);
        var tests = Assembly.Load("Retention.Metrics.Tests");
        var cases = new List<ITestCase>();
        ITestFrameworkDiscoverer discoverer = new XunitTestFramework().GetDiscoverer(tests);
        await discoverer.Find(
            found =>
            {
                cases.Add(found);
                return new ValueTask<bool>(true);
            },
            TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration { PreEnumerateTheories = true }),
            types: null,
            cancellationToken: null);
        cases.Sort((x, y) => string.CompareOrdinal(x.UniqueID, y.UniqueID));

        Type control = typeof(Money).Assembly.GetTypes().FirstOrDefault(type => type.Name == "MutantControl")
            ?? throw new InvalidOperationException("Retention.Metrics.dll beside this program has no mutants; expected the one that Stryker built.");
        var worker = new Worker(tests, cases, control);
        while (await requests.ReadLineAsync() is { } request)
        {
            await (request == "coverage" ? worker.Cover(answers) : worker.Judge(request, answers));
            await answers.FlushAsync();
        }

        return 0;
    }

    /// <summary>Which mutants each test reaches; tests that fail without any are left out, for they look at the assembly itself.</summary>
    private async Task Cover(TextWriter answers)
    {
        Set("CaptureCoverage", true);
        Initialize(typeof(Money).Assembly);
        await answers.WriteLineAsync("once " + string.Join(',', Reached("_coveredMutants")));
        Initialize(Assembly.Load("Retention.Metrics.Testing"));
        foreach (Type type in tests.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            Reached("_coveredMutants");
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            await answers.WriteLineAsync($"early {Outermost(type).FullName} {string.Join(',', Reached("_coveredMutants"))}");
        }

        for (int test = 0; test < cases.Count; test++)
        {
            Reached("_coveredMutants");
            long start = Stopwatch.GetTimestamp();
            bool failed = await Fails(test);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            string reached = string.Join(',', Reached("_coveredMutants"));
            if (!failed)
            {
                await answers.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"test {test} {cases[test].TestClassName} {milliseconds:F0} {reached}"));
            }

            await answers.WriteLineAsync("once " + string.Join(',', Reached("_coveredStaticMutants")));
        }

        Set("CaptureCoverage", false);
        await answers.WriteLineAsync("done");
    }

    /// <summary>Runs the tests of a request, <c>mutant milliseconds test:milliseconds …</c>, until one fails or exceeds its time limit.</summary>
    private async Task Judge(string request, TextWriter answers)
    {
        string[] parts = request.Split(' ');
        int mutant = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var most = TimeSpan.FromMilliseconds(int.Parse(parts[1], CultureInfo.InvariantCulture));
        long start = Stopwatch.GetTimestamp();
        foreach (int[] asked in parts.Skip(2).Select(part => Array.ConvertAll(part.Split(':'), text => int.Parse(text, CultureInfo.InvariantCulture))))
        {
            Set("ActiveMutant", mutant);
            var test = Task.Run(() => Fails(asked[0]));
            bool ended = await Task.WhenAny(test, Task.Delay(asked[1])) == test;
            Set("ActiveMutant", NoMutant);
            if (!ended || Stopwatch.GetElapsedTime(start) > most)
            {
                await answers.WriteLineAsync("timeout");
                return;
            }

            if (await test)
            {
                // What a mutant left behind in this process must not speak against the next one.
                bool spoilt = await Fails(asked[0]);
                await answers.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"killed {asked[0]} {(spoilt ? "spoilt" : "clean")}"));
                return;
            }
        }

        await answers.WriteLineAsync("survived");
    }

    private async Task<bool> Fails(int test)
    {
        var sink = new Sink();
        await executor.RunTestCases([cases[test]], sink, options, cancellationToken: null);
        return sink.Failed;
    }

    /// <summary>Runs what runs once in a process, before any mutant is active.</summary>
    private static void Initialize(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } declaring ? Outermost(declaring) : type;

    private static ITestFrameworkExecutionOptions Options()
    {
        ITestFrameworkExecutionOptions options = TestFrameworkOptions.ForExecution(new TestAssemblyConfiguration { ParallelizeTestCollections = false });
        options.SetSynchronousMessageReporting(true);
        return options;
    }

    private void Set(string field, object value) => control.GetField(field, Statics)!.SetValue(null, value);

    private int[] Reached(string field)
    {
        var list = (IList)control.GetField(field, Statics)!.GetValue(null)!;
        int[] reached = [.. list.Cast<int>()];
        list.Clear();
        return reached;
    }

    private sealed class Sink : IMessageSink
    {
        public bool Failed { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            Failed |= message is ITestFailed or ITestCaseCleanupFailure or ITestClassCleanupFailure or IErrorMessage;
            return true;
        }
    }
}
