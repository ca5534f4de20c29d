using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Training;

/// <summary>The smallest model: every row gets the same learned number. It can tell when its loss is asked for.</summary>
internal sealed class OneNumber : RatingPredictor
{
    private readonly TorchSharp.Modules.Parameter _value = nn.Parameter(zeros(1, ScalarType.Float32));

    public OneNumber() : base(nameof(OneNumber)) => RegisterComponents();

    public Action<int> OnLoss { get; init; } = _ => { };

    public int Losses { get; private set; }

    public float Value => _value.item<float>();

    public override Tensor forward(FeatureBatch batch) => _value.expand(batch.Size); // [B]

    public override Tensor Loss(FeatureBatch batch)
    {
        OnLoss(++Losses);
        return base.Loss(batch);
    }

    /// <summary>Rows without an input, labelled.</summary>
    public static TrainingData Data(params float[] labels) => new(Rows(labels), []);

    public static Dataset Rows(params float[] labels) => Encoded.Rows((Feature.Label("y"), new NumberColumn(labels)));
}
