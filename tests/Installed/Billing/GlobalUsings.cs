// Both namespaces have a Customer, an Order and a Subscription. The plain names are the entities; Facts.Customer and its like are the library's.
#region billing-aliases
global using Customer = Acme.Billing.Data.Customer;
global using Facts = Retention.Metrics;
global using Order = Acme.Billing.Data.Order;
global using Subscription = Acme.Billing.Data.Subscription;
#endregion
