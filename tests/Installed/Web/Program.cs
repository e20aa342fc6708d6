using Acme.Metrics;

await MetricsApplication.Create(args).RunAsync();
