using Workflows.Abstractions.Json;
using Workflows.Engine.Runs;
using Workflows.Hosting.Actions;
using Workflows.Hosting.Secrets;

namespace Workflows.Hosting.Tests.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("\"Bearer s3cr+t value!\"", "\"Bearer [REDACTED]\"")]
    [InlineData("\"GET /?token=s3cr%2Bt%20value%21&x=1\"", "\"GET /?token=[REDACTED]&x=1\"")]
    [InlineData("\"czNjcit0IHZhbHVlIQ==\"", "\"[REDACTED]==\"")]
    [InlineData("""{"a":["s3cr+t value!",1,null],"s3cr+t value!":true}""", """{"a":["[REDACTED]",1,null],"[REDACTED]":true}""")]
    [InlineData("\"ab\"", "\"[REDACTED]\"")]
    [InlineData("\"about\"", "\"about\"")]
    public void Output_IsMaskedWhereverItHoldsAValue(string output, string expected)
    {
        var mask = new SecretMask(["s3cr+t value!", "ab"]);

        mask.Apply(ActionResult.Success(JsonValue.Parse(output))).Output.ToString().ShouldBe(expected);
    }

    [Fact]
    public void Failure_IsMaskedInMessageAndData()
    {
        var failed = ActionResult.Fail(FailureCategory.ActionError, "HTTP_401", "hunter22 was refused", JsonValue.Parse("""{"sent":"hunter22"}"""));

        var masked = new SecretMask(["hunter22"]).Apply(failed).Failure!;

        masked.Message.ShouldBe("[REDACTED] was refused");
        masked.Data["sent"].GetString().ShouldBe("[REDACTED]");
        masked.Category.ShouldBe(FailureCategory.ActionError);
    }
}
