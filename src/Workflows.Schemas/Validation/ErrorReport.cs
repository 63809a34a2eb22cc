using Workflows.Abstractions.Json;
using Workflows.Schemas.Keywords;

namespace Workflows.Schemas.Validation;

/// <summary>The errors of a run, up to a number of them, and the place in the instance where the run is.</summary>
internal sealed class ErrorReport(int capacity, JsonPointer start)
{
    private readonly List<SchemaValidationError> _errors = [];
    private readonly Stack<JsonPointer> _path = new([start]);

    public IReadOnlyList<SchemaValidationError> Errors => _errors;

    public int Count => _errors.Count;

    public bool IsFull => _errors.Count >= capacity;

    /// <summary>Whether there are errors, and all of them below the place where the report began.</summary>
    public bool FailsInsideOnly => Count > 0 && _errors.TrueForAll(error => error.InstancePointer != start.ToString());

    public void Push(string name) => _path.Push(_path.Peek().Append(name));

    public void Push(int index) => _path.Push(_path.Peek().Append(index));

    public void Pop() => _path.Pop();

    public void Add(Keyword keyword, Complaint complaint) => Add(keyword, _path.Peek(), complaint);

    public void AddBelow(Keyword keyword, string name, Complaint complaint) =>
        Add(keyword, _path.Peek().Append(name), complaint);

    public void AddBelow(Keyword keyword, int index, Complaint complaint) =>
        Add(keyword, _path.Peek().Append(index), complaint);

    /// <summary>An empty report that begins where this one is.</summary>
    public ErrorReport Branch() => new(capacity, _path.Peek());

    public void Take(ErrorReport branch) => _errors.AddRange(branch._errors.Take(capacity - Count));

    private void Add(Keyword keyword, JsonPointer instance, Complaint complaint)
    {
        if (!IsFull)
            _errors.Add(new SchemaValidationError(
                instance.ToString(), keyword.Location.ToString(), keyword.Name, complaint.Expected, complaint.Actual));
    }
}
