namespace Retention.Metrics.Timelines.Building;

/// <summary>Builds the columns of responses from rows of any order.</summary>
internal static class SurveyColumnsBuilder
{
    /// <summary>Builds the columns.</summary>
    /// <param name="partitioned">The rows.</param>
    /// <param name="texts">The texts that the rows refer to.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The columns, and the numbers of the customers where some have no response.</returns>
    public static (SurveyColumns Columns, int[]? Numbers) Build(PartitionedRows partitioned, SurveyTexts texts, ExecutionOptions execution)
    {
        (string[] surveys, string[] touchpoints, int[] surveyOf, int[] touchpointOf) = texts.Ranked();
        GroupedRows grouped = CustomerGrouping.Group(partitioned, () => new OrderedResponses(texts, surveyOf, touchpointOf), execution.Stage(0, 0.8));
        CustomerRows rows = CustomerRows.Of(grouped.Lengths, keepAll: false);
        int count = rows.Offsets[^1];
        long[] time = GC.AllocateUninitializedArray<long>(count);
        int[] score = GC.AllocateUninitializedArray<int>(count), survey = GC.AllocateUninitializedArray<int>(count), touchpoint = GC.AllocateUninitializedArray<int>(count);
        string?[]? comments = texts.HasComments ? new string?[count] : null;
        grouped.Read(execution.Stage(0.8, 1), (from, start) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                ref readonly LedgerRow row = ref from[i];
                time[start + i] = row.Ticks;
                score[start + i] = SurveyTexts.ScoreOf(row.Amount);
                survey[start + i] = surveyOf[row.Subscription];
                touchpoint[start + i] = touchpointOf[row.Subscription];
                comments?[start + i] = texts.CommentOf(row.Amount);
            }
        });
        return (new SurveyColumns(rows.Offsets, time, score, survey, touchpoint, surveys, touchpoints, comments), rows.Numbers);
    }

    /// <summary>Orders the responses of a customer at one instant, whatever order they came in, and stores one that came twice once.</summary>
    private sealed class OrderedResponses(SurveyTexts texts, int[] surveyOf, int[] touchpointOf) : ICustomerReducer
    {
        public int Reduce(Span<LedgerRow> rows)
        {
            int write = 0;
            for (int start = 0, end; start < rows.Length; start = end)
            {
                end = start + 1;
                while (end < rows.Length && rows[end].Ticks == rows[start].Ticks)
                {
                    end++;
                }

                Span<LedgerRow> ofOneInstant = rows[start..end];
                if (ofOneInstant.Length > 1)
                {
                    ofOneInstant.Sort(Compare);
                }

                for (int i = 0; i < ofOneInstant.Length; i++)
                {
                    if (i == 0 || Compare(ofOneInstant[i - 1], ofOneInstant[i]) != 0)
                    {
                        rows[write++] = ofOneInstant[i];
                    }
                }
            }

            return write;
        }

        /// <summary>The highest score first: the last of an instant, which counts as the latest, is the lowest.</summary>
        private int Compare(LedgerRow left, LedgerRow right)
        {
            int order = SurveyTexts.ScoreOf(right.Amount).CompareTo(SurveyTexts.ScoreOf(left.Amount));
            order = order != 0 ? order : surveyOf[left.Subscription].CompareTo(surveyOf[right.Subscription]);
            order = order != 0 ? order : touchpointOf[left.Subscription].CompareTo(touchpointOf[right.Subscription]);
            return order != 0 ? order : string.CompareOrdinal(texts.CommentOf(left.Amount), texts.CommentOf(right.Amount));
        }
    }
}
