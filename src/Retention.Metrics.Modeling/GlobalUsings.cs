global using Retention.Metrics.Modeling.Orders;
global using Retention.Metrics.Modeling.Survival;
