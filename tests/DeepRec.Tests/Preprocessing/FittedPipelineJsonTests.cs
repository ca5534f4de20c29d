using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class FittedPipelineJsonTests
{
    private static readonly Dataset Events = Rows.Events(("u", "i", 1, 0), ("v", "苹果", 2, 86400));

    private static readonly FittedPipeline Fitted = PreprocessingPipeline.Default(Events.Schema).Add(new TimeFeatures("at")).Fit(new TrainingSet(Events));

    [Fact]
    public void AReloadedPipelineIsTheSame()
    {
        var reloaded = FittedPipeline.FromJson(Fitted.ToJson());
        Assert.Equal(Fitted.ToJson(), reloaded.ToJson());
        Assert.Equal(Fitted.Schema, reloaded.Schema);
        Assert.Equal(Fitted.Inputs.Select(i => (i.Name, i.Kind, i.Role, i.Size)), reloaded.Inputs.Select(i => (i.Name, i.Kind, i.Role, i.Size)));
        Rows.AssertSame(Fitted.Transform(Events), reloaded.Transform(Events));
    }

    [Fact]
    public void TheJsonIsReadable()
    {
        string json = Fitted.ToJson();
        Assert.Contains("\"$type\": \"vocabulary\"", json, StringComparison.Ordinal);
        Assert.Contains("苹果", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"Category\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("unchanged", json, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownStepIsNamedWithTheCure()
    {
        var error = Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(Fitted.ToJson().Replace("\"vocabulary\"", "\"dictionary\"", StringComparison.Ordinal)));
        Assert.Contains("'dictionary' is not known here. Call BundleTypes.RegisterStep<T>(\"dictionary\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepWithoutANameToSaveUnderSaysHowToGetOne()
    {
        var fitted = new PreprocessingPipeline { new Nameless() }.Fit(new TrainingSet(Events));
        var error = Assert.Throws<InvalidOperationException>(fitted.ToJson);
        Assert.Contains("BundleTypes.RegisterStep<Nameless>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNamesOfStepsNeverChange()
    {
        // A bundle once saved must load for ever.
        Assert.Equal(
            ["unchanged", "vocabulary", "hash-category", "split-categories", "fill-number", "fill-category", "standardize", "scale-to-range", "log", "clip", "bucketize", "time-features",
                "calendar", "region-hierarchy", "geo-cells", "time-since-last-event"],
            new FittedStep[]
            {
                new Unchanged(), new FittedVocabulary("x", [], 1), new HashCategory("x", 1), new SplitCategories("x"), new FittedFillNumber("x", 0, AddsIndicator: false),
                new FittedFillCategory("x", null, AddsIndicator: false), new FittedStandardize("x", 0, 1, 1), new FittedScaleToRange("x", 0, 1, 0, 1, ClipOutside: true),
                new LogTransform("x"), new Clip("x", 0, 1), new FittedBucketize("x", []), new TimeFeatures("x"),
                new CalendarFeatures("x") { Periods = [new CalendarPeriod("day", default)] }, new RegionHierarchy("x", ["y"], new Dictionary<string, IReadOnlyList<string?>>()),
                new FittedGeoCells("x", "y", [1], ZeroIsMissing: true, KeepCoordinates: false, 0, 0), new FittedTimeSinceLastEvent("x", "y", ElapsedEncoding.Buckets, [], 0, new Dictionary<string, string>()),
            }.Select(step => FittedSteps.Types.Write(step)["$type"]!.GetValue<string>()));
    }

    [Fact]
    public void ADamagedTextIsSaidToBeOneWithWhatIsWrong()
    {
        static void Refused(string message, string json) => Assert.Equal(message, Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(json)).Message);
        string sound = Fitted.ToJson();

        Refused("A pipeline is a JSON object.", "[]");
        Refused("A pipeline without 'steps'.", """{"schema": [], "inputs": []}""");
        Refused("A pipeline without 'schema'.", """{"steps": [], "inputs": []}""");
        Refused("A pipeline without 'inputs'.", sound.Replace("\"inputs\"", "\"outputs\"", StringComparison.Ordinal));
        Refused("A pipeline with an empty place in 'schema'.", """{"schema": [null], "steps": [], "inputs": []}""");
        Refused("A preprocessing step without '$type'.", """{"schema": [{"name": "x", "kind": "Number"}], "steps": [{}], "inputs": []}""");
        Refused("The pipeline is damaged. Feature 'u': the role User goes with the kind Category, not Number. (Parameter 'kind')",
            """{"schema": [{"name": "u", "kind": "Number", "role": "User"}], "steps": [], "inputs": []}""");
    }

    [Theory]
    [InlineData("Id", 0, "")]
    [InlineData("Id", -1, "")]
    [InlineData("Id", 2, "0, 0")]
    [InlineData("Number", 0, "")]
    [InlineData("Number", 2, "0")]
    [InlineData("Number", 1, "0, 0")]
    [InlineData("Number", 1, "1e39")]
    public void AnInputWhoseSizeOrStandInsCannotBeIsRefusedByName(string kind, int size, string fallback)
    {
        var error = Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(WithInput(kind, size, fallback)));
        Assert.StartsWith($"The input 'x' of size {size} has ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Id", 1, "")]
    [InlineData("IdBag", 3, "")]
    [InlineData("Number", 2, "0.5, -1")]
    public void AnInputThatCanBeIsRead(string kind, int size, string fallback)
    {
        var input = Assert.Single(FittedPipeline.FromJson(WithInput(kind, size, fallback)).Inputs);
        Assert.Equal(("x", kind, size), (input.Name, input.Kind.ToString(), input.Size));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(32, false)]
    public void ATextNestedDeeperThanAnyPipelineIsRefused(int arrays, bool read)
    {
        // One level more for the object around it.
        string json = $$"""{"schema": [{"name": "x", "kind": "Number"}], "steps": [], "inputs": [], "more": {{new string('[', arrays)}}{{new string(']', arrays)}}}""";
        if (read) Assert.Empty(FittedPipeline.FromJson(json).Inputs);
        else Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(json));
    }

    private static string WithInput(string kind, int size, string fallback) =>
        $$"""{"schema": [{"name": "x", "kind": "Number"}], "steps": [], "inputs": [{"name": "x", "kind": "{{kind}}", "role": "Context", "size": {{size}}, "fallback": [{{fallback}}]}]}""";

    public static TheoryData<string, string> Damages => new()
    {
        { "\"outOfVocabularyBuckets\": 1", "\"outOfVocabularyBuckets\": 0" },
        { "\"outOfVocabularyBuckets\": 1", "\"outOfVocabularyBuckets\": \"one\"" },
        { "\"outOfVocabularyBuckets\"", "\"buckets\"" },
        { "\"苹果\"", "\"i\"" },
        { "\"苹果\"", "null" },
        { "\"name\": \"label\"", "\"name\": \"\"" },
        { "\"name\": \"label\"", "\"name\": \"user\"" },
        { "\"kind\": \"Category\"", "\"kind\": \"Number\"" },
        { "\"HourOfDay, DayOfWeek\"", "\"None\"" },
        { "\"schema\"", "\"scheme\"" },
        { "\"steps\"", "\"stairs\"" },
        { "\"inputs\"", "\"outputs\"" },
        { "\"$type\": \"vocabulary\",", "" },
        { "\"schema\": [", "\"schema\": [null," },
        { "\"steps\": [", "\"steps\": [null," },
        { "\"inputs\": [", "\"inputs\": [null," },
        { "\"steps\": [", "\"steps\": [], \"steps\": [" },
        { "{", "" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void ADamagedTextIsAJsonException(string sound, string damaged)
    {
        string json = Fitted.ToJson();
        int place = json.IndexOf(sound, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{sound} is not in {json}");
        Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(json[..place] + damaged + json[(place + sound.Length)..]));
    }

    [Fact]
    public void ATextCutAnywhereIsAJsonException()
    {
        string json = Fitted.ToJson();
        for (int length = 0; length < json.Length - 1; length += 7) Assert.ThrowsAny<JsonException>(() => FittedPipeline.FromJson(json[..length]));
    }

    private sealed record Nameless : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows;
    }
}
