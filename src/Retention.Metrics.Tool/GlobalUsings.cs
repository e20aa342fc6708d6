global using Retention.Metrics.Tool.Commands.Activities;
global using Retention.Metrics.Tool.Commands.Churn;
global using Retention.Metrics.Tool.Commands.Contracts;
global using Retention.Metrics.Tool.Commands.Lifetime;
global using Retention.Metrics.Tool.Commands.Signals;
global using Retention.Metrics.Tool.Commands.Survival;
global using Retention.Metrics.Tool.Commands.WhatIfs;
