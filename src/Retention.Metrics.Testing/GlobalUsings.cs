global using Retention.Metrics.Testing.Generators;
global using Retention.Metrics.Testing.Laws;
global using Retention.Metrics.Testing.Portfolios;
global using Retention.Metrics.Testing.Simulation;
global using Retention.Metrics.Testing.Snippets;
global using Retention.Metrics.Testing.Stories;
