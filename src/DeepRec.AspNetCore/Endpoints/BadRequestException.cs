namespace DeepRec.AspNetCore;

/// <summary>A request that cannot be answered as it is.</summary>
/// <param name="message">What is wrong, and what would be right.</param>
/// <param name="status">The status of the answer.</param>
internal sealed class BadRequestException(string message, int status = 400) : Exception(message)
{
    public int Status => status;
}
