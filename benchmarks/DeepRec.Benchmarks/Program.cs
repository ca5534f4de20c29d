using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using DeepRec.Benchmarks;

if (args is ["sizing", .. var sizing]) return Sizing.Run(sizing);

// What holds for every job; which job it is, the command line says with --job. The library is compiled anew for it: its code was analysed before.
var everyJob = Job.Default.WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]).AsMutator();

var config = DefaultConfig.Instance
    .AddJob(everyJob)
    .WithBuildTimeout(TimeSpan.FromMinutes(10))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(new RowsPerSecondColumn(), new MegabytesPerSecondColumn())
    .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.StopOnFirstError);

var summaries = BenchmarkSwitcher.FromAssembly(typeof(RatingRow).Assembly).Run(args, config);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
