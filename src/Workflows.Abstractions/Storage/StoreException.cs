namespace Workflows.Abstractions.Storage;

/// <summary>The store could not do what it was asked to: the base of every infrastructure error of a store.</summary>
public class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, without payloads.</param>
    /// <param name="isTransient">Whether trying again may succeed.</param>
    /// <param name="inner">The driver's exception.</param>
    public StoreException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether trying again, after a while, may succeed.</summary>
    public bool IsTransient { get; }
}
