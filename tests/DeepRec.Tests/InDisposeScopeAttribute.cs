using System.Reflection;
using TorchSharp;
using Xunit.v3;

[assembly: DeepRec.Tests.InDisposeScope]

namespace DeepRec.Tests;

/// <summary>
/// Runs every test in a dispose scope. TorchSharp keeps no tensor alive while a native call reads it: one that nothing else holds may be finalised in
/// the middle of the call, and the process ends. A scope holds all of them.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class InDisposeScopeAttribute : BeforeAfterTestAttribute
{
    [ThreadStatic]
    private static DisposeScope? _scope;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        // Scopes belong to a thread; what is awaited may go on on another.
        if (methodUnderTest.ReturnType != typeof(void)) return;
        TorchRuntime.EnsureLoaded();
        _scope = torch.NewDisposeScope();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        _scope?.Dispose();
        _scope = null;
    }
}
