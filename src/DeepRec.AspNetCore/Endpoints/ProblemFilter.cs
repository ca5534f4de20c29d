using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore;

/// <summary>Makes problem details of what goes wrong: 4xx with the message for what the caller can cure, 503 and 500 without what is inside.</summary>
/// <param name="logger">Where the rest goes.</param>
internal sealed class ProblemFilter(ILogger logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (BadRequestException e)
        {
            return TypedResults.Problem(e.Message, statusCode: e.Status);
        }
        catch (Exception e) when (e is ArgumentException or DatasetException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return TypedResults.Problem(e.Message, statusCode: e.StatusCode);
        }
        catch (ModelUnavailableException)
        {
            return TypedResults.Problem("The model is not loaded.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (EventNotStoredException)
        {
            return TypedResults.Problem("The event was not stored. Send it again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, http.Request.Method, http.Request.Path, e);
            return TypedResults.Problem("The request failed.", statusCode: StatusCodes.Status500InternalServerError);
        }
    }
}
