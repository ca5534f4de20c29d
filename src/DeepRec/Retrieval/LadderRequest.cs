namespace DeepRec;

/// <summary>One request as the ladder sees it.</summary>
/// <param name="RowsOf">Makes the raw rows of user and context, of this request and maybe others; asked once at most, when a rung wants them.</param>
/// <param name="Row">The row of this one, there and in <paramref name="Requests"/>.</param>
/// <param name="Requests">The same as the model sees them.</param>
/// <param name="Recent">Items met since the training, oldest first.</param>
/// <param name="RecentEvents">What else is known of each of them; or nothing.</param>
internal sealed record LadderRequest(Func<Dataset> RowsOf, int Row, RankingRequests Requests, int[] Recent, EventLog? RecentEvents)
{
    /// <summary>Raw rows of user and context.</summary>
    public Dataset Raw => field ??= RowsOf();

    /// <summary>The user's number, −1 for one who is not known.</summary>
    public int User => Requests.Users[Row];

    /// <summary>All that the user met, oldest first.</summary>
    public ReadOnlySpan<int> History => Requests.HistoryOf(Row);
}
