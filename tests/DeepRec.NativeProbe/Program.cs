using DeepRec.NativeProbe;

// What mentions TorchSharp stands in types of its own: some of this is to run without it.
return args switch
{
    ["save", var source, var target] => Probes.Save(source, target),
    ["memory"] => Probes.Memory(),
    ["predict", var bundle, var user, var item] => PredictProbe.Run(bundle, user, item),
    ["rank", var bundle, var user] => RankProbe.Run(bundle, user),
    _ => Probes.Load(),
};
