namespace Workflows.Expressions;

/// <summary>The stable codes: those of JSONata, and ours (<c>U</c>) for budgets and refusals.</summary>
internal static class ErrorCode
{
    public const string StringNotClosed = "S0101";
    public const string NumberOutOfRange = "S0102";
    public const string UnknownEscape = "S0103";
    public const string UnicodeEscapeIncomplete = "S0104";
    public const string QuotedNameNotClosed = "S0105";
    public const string CommentNotClosed = "S0106";
    public const string UnexpectedToken = "S0201";
    public const string ExpectedToken = "S0202";
    public const string ExpectedBeforeEnd = "S0203";
    public const string UnknownOperator = "S0204";
    public const string UnexpectedEnd = "S0207";
    public const string ParameterNotVariable = "S0208";
    public const string PredicateAfterGroup = "S0209";
    public const string SecondGroup = "S0210";
    public const string NotUnary = "S0211";
    public const string BindNotVariable = "S0212";
    public const string LiteralStep = "S0213";
    public const string FocusNotVariable = "S0214";
    public const string FocusAfterPredicate = "S0215";
    public const string FocusAfterSort = "S0216";
    public const string ParentUnknown = "S0217";
    public const string RegexEmpty = "S0301";
    public const string RegexNotClosed = "S0302";
    public const string RegexInvalid = "S0303";
    public const string SignatureNotParametric = "S0401";
    public const string SignatureChoice = "S0402";

    public const string ArgumentType = "T0410";
    public const string ContextType = "T0411";
    public const string ArrayArgumentType = "T0412";
    public const string NumberRange = "D1001";
    public const string NegateNotNumber = "D1002";
    public const string RegexMatchesNothing = "D1004";
    public const string KeyNotString = "T1003";
    public const string CallOfName = "T1005";
    public const string NotAFunction = "T1006";
    public const string PartialOfName = "T1007";
    public const string PartialNotAFunction = "T1008";
    public const string KeyTwice = "D1009";
    public const string MatcherShape = "T1010";
    public const string LeftNotNumber = "T2001";
    public const string RightNotNumber = "T2002";
    public const string RangeStart = "T2003";
    public const string RangeEnd = "T2004";
    public const string ChainNotFunction = "T2006";
    public const string SortMixed = "T2007";
    public const string SortType = "T2008";
    public const string CompareMixed = "T2009";
    public const string CompareType = "T2010";
    public const string UpdateNotObject = "T2011";
    public const string DeleteNotStrings = "T2012";
    public const string RangeTooLong = "D2014";

    public const string TooDeep = "U1001";
    public const string TimeExceeded = "U1002";
    public const string StepsExceeded = "U1003";
    public const string ResultTooLarge = "U1004";
    public const string SequenceTooLong = "U1005";
    public const string StringTooLong = "U1006";
    public const string RegexTimeExceeded = "U1007";
    public const string ExpressionTooLarge = "U1008";
    public const string EvalRefused = "U1009";
    public const string ResultNotJson = "U1010";
    public const string MemoryExceeded = "U1011";
}
