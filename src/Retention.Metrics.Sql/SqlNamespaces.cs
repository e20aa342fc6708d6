// Internal types are in the namespace of their folder, public ones in the flat namespace of the package.
global using Retention.Metrics.Sql.Checks;
global using Retention.Metrics.Sql.Dialects;
global using Retention.Metrics.Sql.Reading;
global using Retention.Metrics.Sql.Running;
global using Retention.Metrics.Sql.Texts;
