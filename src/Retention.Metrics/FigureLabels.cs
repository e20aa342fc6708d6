namespace Retention.Metrics;

/// <summary>What people read in place of the name of a figure: a label, and the definition in one sentence.</summary>
/// <remarks>This is the one list of labels, by the names of the figures: a figure that is added to a catalogue is added here too.</remarks>
internal static class FigureLabels
{
    private static readonly Dictionary<string, (string Label, string Definition)> ByName = new(StringComparer.Ordinal)
    {
        ["openingMrr"] = ("Opening MRR", "Monthly recurring revenue at the start: the closing MRR of the period before."),
        ["newMrr"] = ("New MRR", "MRR of customers who pay for the first time ever."),
        ["reactivationMrr"] = ("Reactivation MRR", "MRR of customers who had paid before, did not at the start, and do again."),
        ["resumedMrr"] = ("Resumed MRR", "MRR of customers who were active without paying and pay again."),
        ["expansionMrr"] = ("Expansion MRR", "MRR gained from customers who paid already."),
        ["contractionMrr"] = ("Contraction MRR", "MRR lost from customers who still pay."),
        ["churnMrr"] = ("Churned MRR", "MRR of customers who stopped paying."),
        ["pausedMrr"] = ("Paused MRR", "MRR of customers who stay active without paying."),
        ["fxMrr"] = ("Exchange rate effect", "Change of MRR by exchange rates alone, up or down."),
        ["closingMrr"] = ("Closing MRR", "Monthly recurring revenue at the end: opening MRR and all movements."),
        ["closingArr"] = ("Closing ARR", "Annual recurring revenue at the end: twelve times the closing MRR."),

        ["openingCustomers"] = ("Opening customers", "Customers who are active at the start."),
        ["newCustomers"] = ("New customers", "Customers who are active at the end and had never paid before the period."),
        ["reactivatedCustomers"] = ("Reactivated customers", "Customers who are active at the end and not at the start, and had paid before."),
        ["expandedCustomers"] = ("Expanded customers", "Customers who pay more at the end than at the start."),
        ["contractedCustomers"] = ("Contracted customers", "Customers who pay less at the end than at the start, but still pay."),
        ["churnedCustomers"] = ("Churned customers", "Customers who are active at the start and not at the end."),
        ["closingCustomers"] = ("Closing customers", "Customers who are active at the end: opening + new + reactivated − churned."),
        ["neverRetainedCustomers"] = ("Never retained customers", "Customers who first paid in the period and are not active at its end."),
        ["lostCustomers"] = ("Lost customers", "Customers lost as the policy counts them: the numerator of the customer churn rate."),
        ["customersAtRisk"] = ("Customers at risk", "Customers at risk as the policy counts them: the denominator of the customer churn rate."),

        ["customerChurnRate"] = ("Customer churn rate", "Lost customers out of customers at risk, both as the policy counts them."),
        ["customerRetentionRate"] = ("Customer retention rate", "Of the customers at the start, those who are active at the end."),
        ["grossMrrChurnRate"] = ("Gross MRR churn rate", "Churned and contraction MRR out of opening MRR."),
        ["netMrrChurnRate"] = ("Net MRR churn rate", "Churned and contraction MRR less expansion MRR, out of opening MRR; below 0 it is negative churn."),
        ["grossRevenueRetention"] = ("Gross revenue retention (GRR)", "Of the MRR at the start, what the same customers still pay, none counted with more than at the start."),
        ["netRevenueRetention"] = ("Net revenue retention (NRR)", "MRR at the end of the customers who paid at the start, out of their MRR at the start."),
        ["negativeChurn"] = ("Negative churn", "Whether the net MRR churn rate is below 0."),
        ["quickRatio"] = ("Quick ratio", "New and expansion MRR for each unit of contraction and churned MRR."),
        ["arpa"] = ("Average revenue per account (ARPA)", "Closing MRR for each closing customer."),
        ["averageSalePrice"] = ("Average sale price (ASP)", "New MRR for each new customer."),
        ["growthRate"] = ("MRR growth rate", "Change of MRR from the start to the end, out of opening MRR."),
        ["expansionShare"] = ("Expansion share of growth", "Expansion MRR out of new, reactivation and expansion MRR."),
        ["annualizedCustomerChurn"] = ("Customer churn rate, annualized", "The customer churn rate compounded to a year."),
        ["annualizedGrossRevenueRetention"] = ("GRR, annualized", "Gross revenue retention compounded to a year."),
        ["annualizedNetRevenueRetention"] = ("NRR, annualized", "Net revenue retention compounded to a year."),

        ["transferInMrr"] = ("Transfer in", "MRR that customers moved into the product from other products."),
        ["transferOutMrr"] = ("Transfer out", "MRR that customers moved from the product to other products."),
        ["joinedCustomers"] = ("Joined customers", "Customers with revenue in the product at the end and not at the start."),
        ["leftCustomers"] = ("Customers who left", "Customers with revenue in the product at the start and not at the end."),
        ["productNetRevenueRetention"] = ("NRR in the product", "Of the customers with revenue in the product at the start, their revenue in it at the end out of that at the start."),
        ["productGrossRevenueRetention"] = ("GRR in the product", "The same, none counted with more than at the start."),
        ["productChurnRate"] = ("Churn rate of the product", "Of the customers with revenue in the product at the start, those without any in it at the end."),
        ["customerNetRevenueRetention"] = ("NRR of its customers", "Of the customers with revenue in the product at the start, their whole revenue at the end out of that at the start."),
        ["customerGrossRevenueRetention"] = ("GRR of its customers", "The same, none counted with more than at the start."),
        ["customerScopeChurnRate"] = ("Churn rate of its customers", "Of the customers with revenue in the product at the start, those who are not active at the end."),

        ["trailing12Nrr"] = ("NRR, trailing 12 months", "MRR now of the customers who paid twelve months ago, out of their MRR then."),
        ["trailing12Grr"] = ("GRR, trailing 12 months", "Of the MRR twelve months ago, what the same customers still pay, none counted with more than then."),
        ["trailing12ChurnRate"] = ("Customer churn rate, trailing 12 months", "Of the customers of twelve months ago, those who are not active now."),

        ["orders"] = ("Orders", "Orders that count under the policy."),
        ["revenue"] = ("Revenue", "Amounts of the orders less their refunds."),
        ["uniqueCustomers"] = ("Customers who ordered", "Customers with at least one order in the period."),
        ["oneTimeCustomers"] = ("One-time customers", "Customers with exactly one order in the period."),
        ["repeatCustomers"] = ("Repeat customers", "Customers with two orders or more in the period."),
        ["returningCustomers"] = ("Returning customers", "Customers who ordered in the period, and twice or more up to its end."),
        ["averageOrderValue"] = ("Average order value (AOV)", "Revenue for each order."),
        ["purchaseFrequency"] = ("Purchase frequency", "Orders for each customer who ordered."),
        ["purchaseFrequencyPerOneTimeCustomer"] = ("Orders per one-time customer", "Orders for each customer with exactly one order in the period."),
        ["repeatCustomerRate"] = ("Repeat customer rate", "Of the customers who ordered, those with two orders or more in the period."),
        ["repeatPerOneTimeCustomer"] = ("Repeat per one-time customer", "Repeat customers for each one-time customer."),
        ["returningCustomerRate"] = ("Returning customer rate", "Of the customers who ordered, those with two orders or more up to the end of the period."),
        ["revenuePerCustomer"] = ("Revenue per customer", "Revenue for each customer who ordered."),
        ["activeCustomers"] = ("Active customers", "Customers with at least one activity in the period."),
        ["retainedActiveCustomers"] = ("Retained active customers", "Customers active in the period and in the one before."),
        ["newActiveCustomers"] = ("New active customers", "Customers with their first activity ever in the period."),
        ["resurrectedCustomers"] = ("Resurrected customers", "Customers active in the period and not in the one before, who were active earlier."),
        ["dormantCustomers"] = ("Dormant customers", "Customers active in the period before and not in the period."),
        ["activityRetentionRate"] = ("Activity retention rate", "Of the customers active in the period before, those active in the period."),
        ["stickiness"] = ("Stickiness", "Mean daily active customers out of the customers active in the period."),
        ["meanDailyActiveCustomers"] = ("Mean daily active customers", "Customers active on a day, as the mean over the days of the period."),
        ["activities"] = ("Activities", "Activities in the period."),
        ["activityQuantity"] = ("Quantity of activities", "Sum of the quantities of the activities in the period."),
        ["responses"] = ("Responses", "Responses that count: one for each customer, survey and period, the latest."),
        ["promoters"] = ("Promoters", "Responses of 9 and 10."),
        ["passives"] = ("Passives", "Responses of 7 and 8."),
        ["detractors"] = ("Detractors", "Responses of 0 to 6."),
        ["nps"] = ("Net promoter score (NPS)", "Promoters (9, 10) less detractors (0 to 6) out of all responses, times 100."),
        ["npsLower"] = ("NPS, lower limit", "The lower limit of the 95 % interval of the net promoter score."),
        ["npsUpper"] = ("NPS, upper limit", "The upper limit of the 95 % interval of the net promoter score."),
        ["satisfied"] = ("Satisfied", "Responses of 4 and 5."),
        ["csat"] = ("Customer satisfaction (CSAT)", "Responses of 4 and 5 out of all responses."),
        ["csatLower"] = ("CSAT, lower limit", "The lower limit of the 95 % interval of customer satisfaction."),
        ["csatUpper"] = ("CSAT, upper limit", "The upper limit of the 95 % interval of customer satisfaction."),
        ["lowEffort"] = ("Low effort", "Responses of 5 to 7."),
        ["ces"] = ("Customer effort score (CES)", "Responses of 5 to 7 out of all responses."),
        ["cesLower"] = ("CES, lower limit", "The lower limit of the 95 % interval of the customer effort score."),
        ["cesUpper"] = ("CES, upper limit", "The upper limit of the 95 % interval of the customer effort score."),
        ["cesMean"] = ("Mean effort", "Mean of the scores of all responses, 1 to 7."),
        ["cesMeanLower"] = ("Mean effort, lower limit", "The lower limit of the 95 % interval of the mean effort."),
        ["cesMeanUpper"] = ("Mean effort, upper limit", "The upper limit of the 95 % interval of the mean effort."),
        ["asked"] = ("Customers asked", "Customers who pay at the start of the period or begin to pay in it."),
        ["responders"] = ("Responders", "Customers asked who answered in the period."),
        ["responseRate"] = ("Response rate", "Responders out of customers asked."),
        ["otherResponders"] = ("Other responders", "Customers who answered in the period without being asked: not in the rate."),
        ["meanDaysBetweenOrders"] = ("Mean days between orders", "Mean of the whole local days from an order of a customer to the next."),
        ["medianDaysBetweenOrders"] = ("Median days between orders", "Median of the whole local days from an order of a customer to the next."),
    };

    /// <summary>The label of a figure; <see langword="null"/> where there is no figure of the name.</summary>
    /// <param name="name">The name in every export.</param>
    public static string? TryOf(string name) => ByName.TryGetValue(name, out (string Label, string Definition) found) ? found.Label : null;

    /// <summary>The label and the definition of a figure.</summary>
    /// <param name="name">The name in every export.</param>
    /// <exception cref="InvalidOperationException">The figure has no label.</exception>
    public static (string Label, string Definition) Of(string name) => ByName.TryGetValue(name, out (string, string) found)
        ? found
        : throw new InvalidOperationException(FormattableString.Invariant($"The figure {name} has no label; add one to {nameof(FigureLabels)}."));
}
