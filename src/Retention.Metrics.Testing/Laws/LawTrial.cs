using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Retention.Metrics.Testing.Laws;

/// <summary>Tries a law on random cases, finds the smallest that breaks it and says so.</summary>
internal static class LawTrial
{
    public static void Run<TCase>(string law, Arbitrary<TCase> cases, Func<TCase, Contradiction?> contradiction, Func<TCase, string> code, LawSettings? settings)
    {
        settings ??= LawSettings.Default;
        var heard = new Listener();
        Config config = Config.Quick.WithMaxTest(settings.Cases).WithReplay(settings.Seed).WithRunner(heard);
        Prop.ForAll(cases, one => Of(one) is null).Check(config);
        if (heard.Result is TestResult.Failed failed)
        {
            var smallest = (TCase)failed.Item3.Head;
            Contradiction found = Of(smallest) ?? new Contradiction("It held when it was tried again: the law, or the metric, depends on something else than the case.");
            string replay = LawSettings.SeedText(failed.Item6, failed.Item7);
            string shown = code(smallest);
            throw new LawBrokenException(
                string.Join(
                    Environment.NewLine,
                    $"{law} does not hold. {found.Text}",
                    "",
                    shown,
                    "",
                    string.Create(CultureInfo.InvariantCulture, $"Found in case {failed.Item1.NumberOfTests}, made smaller {failed.Item1.NumberOfShrinks} times. Again with: new LawSettings {{ Replay = \"{replay}\" }}")),
                law,
                shown,
                replay,
                found.Thrown);
        }

        Contradiction? Of(TCase one)
        {
            Contradiction? found = null;
            Contradiction? thrown = Contradiction.OfThrowing(() => found = contradiction(one));
            return thrown ?? found;
        }
    }

    /// <summary>Keeps the result instead of printing it.</summary>
    private sealed class Listener : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult testResult) => Result = testResult;
    }
}
