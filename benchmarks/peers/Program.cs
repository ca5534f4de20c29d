// The same work done by DeepRec and by others, in turn, on the same machine, in one command.
using System.CommandLine;
using DeepRec.Peers;

return new RootCommand("DeepRec beside its peers.") { CompareCommand.Create(), AccuracyCommand.Create(), RecallCommand.Create(), CatalogueCommand.Create(), GatheringCommand.Create() }.Parse(args).Invoke();
