using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class PreprocessingPipelineTests
{
    private const float M = Rows.Missing;

    private static readonly Dataset Shop = Rows.Of(
        (Feature.User("user"), Rows.Category("u", "v", null, "u")),
        (Feature.Item("item"), Rows.Category("i", "i", "j", "j")),
        (Feature.Number("price", FeatureRole.ItemFeature), new NumberColumn([10, 10, 30, M])),
        (Feature.Number("constant"), new NumberColumn([7, 7, 7, 7])),
        (Feature.Categories("tags"), Rows.Several("a|b", "", "c", "a")),
        (Feature.DateTime("signup", FeatureRole.UserFeature), Rows.Time("2024-01-01", null, "2024-01-02", "2024-01-01")),
        (Feature.Timestamp("at"), Rows.Time("2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04")),
        (Feature.Label("label"), new NumberColumn([1, 2, 3, 4])));

    [Fact]
    public void TheDefaultPipelineEncodesEveryInputOfTheSchema()
    {
        var result = PreprocessingPipeline.Default(Shop.Schema).FitTransform(new TrainingSet(Shop));
        Assert.Equal(
            [
                ("user", FeatureInputKind.Id, FeatureRole.User, 5),
                ("item", FeatureInputKind.Id, FeatureRole.Item, 5),
                ("price", FeatureInputKind.Number, FeatureRole.ItemFeature, 1),
                ("constant", FeatureInputKind.Number, FeatureRole.Unassigned, 1),
                ("tags", FeatureInputKind.IdBag, FeatureRole.Unassigned, 5),
                ("price.missing", FeatureInputKind.Number, FeatureRole.ItemFeature, 1),
                ("signup.cyclic", FeatureInputKind.Number, FeatureRole.UserFeature, 4),
            ],
            result.Pipeline.Inputs.Select(i => (i.Name, i.Kind, i.Role, i.Size)));
        Assert.Equal([new RowRemoval("DropInvalidRows", "no user", 1)], result.Removed);
        Assert.Equal([0, 0, 0], Rows.NumbersOf(result.Encoded, "constant"));
        Assert.Equal([0, 0, 1], Rows.NumbersOf(result.Encoded, "price.missing"));
        Assert.Equal([1, 2, 4], Rows.NumbersOf(result.Encoded, "label"));
    }

    [Fact]
    public void NoInputOfTheDefaultPipelineIsEverNaN()
    {
        var fitted = PreprocessingPipeline.Default(Shop.Schema).Fit(new TrainingSet(Shop));
        var empty = Rows.Of([.. Shop.Schema.Where(f => f.Role != FeatureRole.Label).Select(f => (f, Shop[f.Name] switch
        {
            CategoryColumn => new CategoryColumn([CategoryColumn.Missing], []),
            CategoriesColumn => new CategoriesColumn([0, 0], [], []),
            NumberColumn => new NumberColumn([M]),
            _ => (Column)new DateTimeColumn([DateTimeColumn.Missing]),
        }))]);
        var encoded = fitted.Transform(empty);
        foreach (var input in fitted.Inputs.Where(i => i.Kind == FeatureInputKind.Number)) Assert.DoesNotContain(float.NaN, Rows.NumbersOf(encoded, input.Name));
        Assert.Equal([Vocabulary.MissingId], Rows.IdsOf(encoded, "user"));
    }

    [Fact]
    public void RawAndEncodedRowsStayAligned()
    {
        var rows = Rows.Events((null, "i", 1, 0), ("u", "i", 2, 1), ("u", "i", 4, 2), ("v", "j", 5, 3), ("w", "j", 6, 4));
        var training = new TrainingSet(rows.Select([0, 1]), rows.Select([2, 3]), rows.Select([4]));
        var pipeline = new PreprocessingPipeline { new DropInvalidRows(), new TimeFeatures("at"), new Deduplicate(), new CategoryVocabulary("user"), new CategoryVocabulary("item") };
        var result = pipeline.FitTransform(training);

        Assert.Equal(["u", "v", "w"], Rows.TextsOf(result.Kept, "user"));
        Assert.Equal([4, 5, 6], Rows.NumbersOf(result.Encoded, "label"));
        Assert.Equal(rows.Schema, result.Kept.Schema);
        Assert.Equal([("DropInvalidRows", 1), ("Deduplicate", 1)], result.Removed.Select(r => (r.Step, r.Rows)));
        Rows.AssertSame(result.Encoded, result.Pipeline.Transform(result.Kept));
    }

    [Fact]
    public void MergedLabelsReachTheRawRowsToo()
    {
        var rows = Rows.Events(("u", "i", 2, 1), ("u", "i", 4, 2));
        var result = new PreprocessingPipeline { new Deduplicate(DuplicatePolicy.MeanLabel) }.FitTransform(new TrainingSet(rows));
        Assert.Equal([3], Rows.NumbersOf(result.Encoded, "label"));
        Assert.Equal([3], Rows.NumbersOf(result.Kept, "label"));
    }

    [Fact]
    public void AStepThatRemovesEveryRowEndsTheFitWithTheReason()
    {
        var error = Assert.Throws<ArgumentException>(() => new PreprocessingPipeline { new KCore(2, 1) }.Fit(new TrainingSet(Rows.Events(("u", "i", 1, 0)))));
        Assert.Equal("KCore removed every row: 1 user with fewer than 2 rows.", error.Message);
        error = Assert.Throws<ArgumentException>(() => new PreprocessingPipeline { new KCore(2, 2) }.Fit(new TrainingSet(Rows.Events(("u", "i", 1, 0), ("v", "i", 1, 0), ("v", "j", 1, 0)))));
        Assert.Equal("KCore removed every row: 1 user with fewer than 2 rows; 2 item with fewer than 2 rows.", error.Message);
    }

    [Fact]
    public void ARowStepThatLosesColumnsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PreprocessingPipeline { new RebuiltRows() }.Fit(new TrainingSet(Rows.Events(("u", "i", 1, 0)))));
        Assert.StartsWith("RebuiltRows lost columns of its rows. Return the rows that stay by Dataset.Select.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownKindHasNoDefaultSteps()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PreprocessingPipeline.Default(new FeatureSchema([new Feature("sound", (FeatureKind)99)])));
        Assert.StartsWith("Feature 'sound' has an unknown kind.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnStepThatChangesTheLabelIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PreprocessingPipeline { new Standardize("label") }.Fit(new TrainingSet(Rows.Events(("u", "i", 1, 0)))));
        Assert.Contains("changed the label 'label'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnStepThatLosesRowsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new PreprocessingPipeline { new FirstRowOnly() }.Fit(new TrainingSet(Rows.Events(("u", "i", 1, 0), ("v", "i", 1, 0)))));
        Assert.StartsWith("FirstRowOnly made 1 rows of 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InputsLeaveOutLabelTimesAndWhatIsNotEncoded()
    {
        var rows = Rows.Of(
            (Feature.User("user"), new IdColumn([3, 4], 5)), (Feature.Category("raw"), Rows.Category("a", "b")), (Feature.DateTime("when"), Rows.Time("2024-01-01", "2024-01-02")),
            (Feature.Timestamp("at"), Rows.Time("2024-01-01", "2024-01-02")), (Feature.Number("pair"), new NumberColumn([1, M, 3, M], 2)), (Feature.Label("label"), new NumberColumn([1, 2])));
        var inputs = FittedPipeline.FindInputs(rows);
        Assert.Equal([("user", FeatureInputKind.Id, 5), ("pair", FeatureInputKind.Number, 2)], inputs.Select(i => (i.Name, i.Kind, i.Size)));
        Assert.Equal([2, 0], inputs[1].Fallback);
    }

    private sealed class RebuiltRows : RowStep
    {
        public override RowStepResult Apply(Dataset rows) => new(Rows.Events(("u", "i", 1, 0)), []);
    }

    private sealed record FirstRowOnly : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.Select([0]);
    }
}
