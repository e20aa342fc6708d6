using System.Runtime.InteropServices;
using System.Text;
using Retention.Metrics.Tool;
using Retention.Metrics.Tool.Output;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ExitCode.Interrupted));
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ExitCode.Terminated));
return RetentionTool.Run(args, Terminal.OfConsole());

// Nothing half-written is left, and no file is begun any more.
static void End(PosixSignalContext signal, int code)
{
    signal.Cancel = true;
    OutputFile.Abandon(() => Environment.Exit(code));
}
