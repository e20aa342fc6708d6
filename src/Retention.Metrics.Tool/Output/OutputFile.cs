using System.Text;

namespace Retention.Metrics.Tool.Output;

/// <summary>Writes the file of <c>--output</c>: a temporary file beside it, renamed to it once the answer is whole.</summary>
/// <remarks>Until then an older file stays as it was. Whatever goes wrong, and on an interruption, the temporary file is deleted.</remarks>
internal static class OutputFile
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Unfinished = new(StringComparer.Ordinal);

    /// <summary>Writes a file of text.</summary>
    /// <inheritdoc cref="WriteBytes"/>
    public static void Write(string path, Action<TextWriter> write) => WriteBytes(path, file =>
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        write(writer);
        writer.Flush();
    });

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file. A device or a pipe is written to directly.</param>
    /// <param name="write">Writes the answer.</param>
    /// <exception cref="UsageException">There can be no such file.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public static void WriteBytes(string path, Action<Stream> write)
    {
        string target = Target(path);
        if (Opened(path, () => Device(target)) is { } device)
        {
            using (device)
            {
                write(device);
            }

            return;
        }

        string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream file = Opened(path, () => Created(temporary, target)))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            lock (Gate)
            {
                File.Move(temporary, target, overwrite: true);
                _ = Unfinished.Remove(temporary);
            }
        }
        finally
        {
            lock (Gate)
            {
                Delete(temporary);
            }
        }
    }

    /// <summary>Deletes what is not whole yet, then ends the process; meanwhile no file is begun or renamed.</summary>
    public static void Abandon(Action end)
    {
        lock (Gate)
        {
            foreach (string temporary in Unfinished.ToArray())
            {
                Delete(temporary);
            }

            end();
        }
    }

    private static void Delete(string temporary)
    {
        if (Unfinished.Remove(temporary))
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The file itself, where the path is a link to it.</summary>
    private static string Target(string path)
    {
        if (path.Length == 0 || Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
        {
            throw new UsageException($"--output '{path}': it is a directory, expected a file.");
        }

        return Opened(path, () => new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName);
    }

    /// <summary>Opens a device or a pipe. For a file, returns whether it may be written: the right to replace it is that of its folder.</summary>
    /// <returns><see langword="null"/> for a file, or where there is nothing yet.</returns>
    private static FileStream? Device(string target)
    {
        bool known = target.StartsWith(@"\\.\", StringComparison.Ordinal)
            || target.StartsWith("/proc/", StringComparison.Ordinal)
            || (target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal));
        if (!known && !File.Exists(target))
        {
            return null;
        }

        var opened = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (known || !opened.CanSeek)
        {
            return opened;
        }

        opened.Dispose();
        return null;
    }

    private static FileStream Created(string temporary, string target)
    {
        lock (Gate)
        {
            var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete);
            _ = Unfinished.Add(temporary);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            return file;
        }
    }

    /// <summary>What cannot be opened or replaced was the wrong path to ask for.</summary>
    private static TResult Opened<TResult>(string path, Func<TResult> open)
    {
        try
        {
            return open();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason =
                wrong is DirectoryNotFoundException ? "there is no such folder"
                : wrong is UnauthorizedAccessException ? "the file or its folder may not be written"
                : wrong.Message;
            throw new UsageException($"--output '{path}' cannot be written: {reason}.");
        }
    }
}
