// The command behind every accuracy figure of the documentation: trains on data given by path, tests on rows that were held out, prints and writes what came out.
using System.CommandLine;
using DeepRec.Quality;

return new RootCommand("Accuracy on real data.") { RatingCommand.Create(), RankingCommand.Create(), ContextCommand.Create(), TextCommand.Create(), OnlineCommand.Create(), OnlineRatingCommand.Create(), PrivacyCommand.Create(), FairnessCommand.Create(), LabelNoiseCommand.Create() }.Parse(args).Invoke();
