namespace DeepRec.Models;

/// <summary>A step of a ranker whose towers are a table each, under a loss that is a softmax, without autograd: <see cref="ProductSoftmax"/> on the tables' own memory.</summary>
internal sealed class FusedRanker : FusedStep
{
    private readonly FusedRankerPlan _plan;
    private readonly Interactions _interactions;
    private readonly RankingObjective _objective;
    private readonly ProductSoftmax _softmax;
    private readonly FusedTower _users;
    private readonly FusedTower _items;
    private readonly FusedItems _shared;
    private readonly int _width;
    private int[] _ids = []; // [2, B]: users, positives
    private float[] _rows = []; // [4, B, width]: users, positives, the gradients of both

    /// <param name="plan">The towers.</param>
    /// <param name="interactions">What the rows of a step are.</param>
    /// <param name="objective">The loss, a softmax.</param>
    /// <param name="isLazy">Whether the optimiser moves only what a step meets.</param>
    /// <param name="threads">How many threads may share a step.</param>
    public FusedRanker(FusedRankerPlan plan, Interactions interactions, RankingObjective objective, bool isLazy, int threads)
    {
        (_plan, _interactions, _objective) = (plan, interactions, objective);
        _users = new FusedTower(plan.Users, all: false, plan.IsCosine, 1 / plan.Temperature);
        _items = new FusedTower(plan.Items, all: objective.MeetsAllItems && !isLazy, plan.IsCosine, 1, plan.Bias);
        _softmax = new ProductSoftmax(threads: threads);
        _shared = new FusedItems(_items, plan.Item, objective.MeetsAllItems);
        _width = plan.Items.Dimension + (plan.Bias is null ? 0 : 1);
        Gradients = [.. _users.Gradients, .. _items.Gradients];
    }

    public override IReadOnlyList<MemoryGradient> Gradients { get; }

    public override double Run(ReadOnlySpan<int> rows, long step)
    {
        int batch = rows.Length, size = batch * _width;
        if (_ids.Length < 2 * batch) (_ids, _rows) = (new int[2 * batch], new float[4 * size]);
        var targets = new int[batch];
        Span<int> ids = _ids.AsSpan(0, batch), positiveIds = _ids.AsSpan(batch, batch);
        for (int row = 0; row < batch; row++) (targets[row], ids[row]) = (_interactions.Items[rows[row]], _plan.User.Ids[_interactions.Rows[rows[row]]]);
        var task = _objective.Softmax(targets, (ulong)step)!;
        _shared.Begin(task.Shared.Span);
        _shared.Identify(targets, positiveIds);
        MatrixView users = Part(0, batch), positives = Part(1, batch), userGradient = Part(2, batch), positiveGradient = Part(3, batch); // [B, D]
        _users.Begin();
        if (!_shared.Fills) _items.Begin();
        _users.Gather(ids, users);
        _items.Gather(positiveIds, positives);
        double loss = _softmax.Run(new SoftmaxRows(users, userGradient, positives, positiveGradient, targets, task.TargetCorrections, _objective.WeightsOf(rows)), _shared, task.Shared, task.Corrections, task.Smoothing);
        _users.Scatter(ids, userGradient);
        _items.Scatter(positiveIds, positiveGradient);
        return loss;
    }

    private MatrixView Part(int part, int batch) => MatrixView.Of(_rows.AsSpan(part * batch * _width), batch, _width);
}
