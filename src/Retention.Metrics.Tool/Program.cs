using System.Text;
using Retention.Metrics.Tool;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return RetentionTool.Run(args, Terminal.OfConsole());
