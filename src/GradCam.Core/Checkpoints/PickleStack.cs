using System.Runtime.InteropServices;

namespace GradCam.Checkpoints;

/// <summary>The unpickler's stack: nothing below the newest mark can be taken by accident.</summary>
internal sealed class PickleStack(PickleBytes bytes)
{
    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];

    private int Fence => marks.TryPeek(out int mark) ? mark : 0;

    public object? Top() => stack.Count > Fence ? stack[^1] : throw bytes.Damaged("a value is missing");

    public T Top<T>(string what)
        where T : class => Top() as T ?? throw bytes.Damaged($"{what} is wanted and {Kind(Top())} stands there");

    public object? Pop() => PopLast(1)[0];

    public object?[] PopLast(int count)
    {
        if (stack.Count - count < Fence)
        {
            throw bytes.Damaged("a value is missing");
        }

        object?[] values = CollectionsMarshal.AsSpan(stack)[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return values;
    }

    public object?[] PopToMark()
    {
        if (!marks.TryPop(out int mark))
        {
            throw bytes.Damaged("a mark is missing");
        }

        object?[] values = CollectionsMarshal.AsSpan(stack)[mark..].ToArray();
        stack.RemoveRange(mark, stack.Count - mark);
        return values;
    }

    /// <summary>What lies between the mark and the newest <paramref name="count"/> value, which stays.</summary>
    public object?[] PopUnder(int count)
    {
        object?[] kept = PopLast(count);
        object?[] values = PopToMark();
        stack.AddRange(kept);
        return values;
    }

    public void Push(object? value) => stack.Add(value);

    public void Mark() => marks.Push(stack.Count);

    private static string Kind(object? value) => value?.GetType().Name ?? "None";
}
