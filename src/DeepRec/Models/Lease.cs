namespace DeepRec.Models;

/// <summary>Counts who is using something, so that it is freed when it is given up and the last user is gone.</summary>
internal sealed class Lease(Action free)
{
    private int _users = 1; // its owner
    private int _givenUp;

    /// <summary>Before use; <see cref="Leave"/> after it.</summary>
    /// <exception cref="ObjectDisposedException">It was given up.</exception>
    public void Enter(object owner)
    {
        Interlocked.Increment(ref _users);
        if (Volatile.Read(ref _givenUp) == 0) return;
        Leave();
        throw new ObjectDisposedException(owner.GetType().Name);
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0) free();
    }

    /// <summary>Frees, now or when the last user leaves.</summary>
    public void GiveUp()
    {
        if (Interlocked.Exchange(ref _givenUp, 1) == 0) Leave();
    }
}
