using Workflows.Engine.Definitions;

namespace Workflows.Engine.Tests.Definitions.Checks;

/// <summary>What steps know of the values that other steps set, by the way that leads to them.</summary>
public sealed class TypeFlowTests
{
    private const string SetC = """{"id":"set","type":"transform.assign","config":{"assign":{"vars.c":1}}}""";
    private const string Read = """{"id":"read","type":"transform.assign","config":{"assign":{"vars.d":{"$expr":"vars.c + 1"}}}}""";
    private const string Subject = """{"id":"read","type":"state.set","config":{"state":{"$expr":"vars.s"}}}""";
    private const string SetS = """{"id":"set","type":"transform.assign","config":{"assign":{"vars.s":"x"}}}""";

    [Theory]
    [InlineData($"[{SetC},{Read}]")]
    [InlineData("""[{"id":"if","type":"control.if","condition":{"$expr":"payload.total > 1"},"then":[""" + SetC + "]}," + Read + "]")]
    [InlineData("""[{"id":"t","type":"control.tryCatch","try":[""" + SetC + """,{"id":"n","type":"state.set","config":{"state":"A"}}],"catch":[""" + Read + "]}]")]
    [InlineData("""[{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","body":[""" + Read + "," + SetC + "]}]")]
    [InlineData("""[{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","body":[{"id":"x","type":"state.set","config":{"state":{"$expr":"line.sku & item.sku & vars.line.sku & index"}}}]}]""")]
    [InlineData("""[{"id":"s","type":"action.call","config":{"actionId":"mail.send","version":2,"inputMapping":{"subject":"s","to":{"address":"a"}},"saveAs":"mail"}},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.mail.messageId"}}}]""")]
    [InlineData("""[{"id":"w","type":"event.wait","config":{"eventName":"ORDER_PAID","correlationKey":{"$expr":"payload.orderId"},"assign":{"vars.m":{"$expr":"vars.event.method"}}}},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.eventName & vars.m"}}}]""")]
    [InlineData("""[{"id":"t","type":"control.tryCatch","captureErrorAs":"failure","try":[],"catch":[{"id":"x","type":"state.set","config":{"state":{"$expr":"error.code & vars.failure.message"}}}]}]""")]
    [InlineData("""[{"id":"w","type":"transform.assign","config":{"assign":{"payload.customer.email":"a","payload.extra":{"n":1}}}},{"id":"x","type":"state.set","config":{"state":{"$expr":"payload.customer.email & payload.extra.n"}}}]""")]
    [InlineData("""[{"id":"i","type":"transform.assign","config":{"assign":{"vars.total":0,"vars.all":[]}}},{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","body":[{"id":"x","type":"transform.assign","config":{"assign":{"vars.total":{"$expr":"vars.total + line.qty"},"vars.all":{"$expr":"append(vars.all, line.sku)"}}}}]},{"id":"y","type":"control.if","condition":{"$expr":"vars.total = 7"},"then":[]}]""")]
    [InlineData("""[{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","onItemError":"continue","body":[{"id":"b","type":"transform.assign","config":{"assign":{"vars.sku":{"$expr":"line.sku"}}}}],"results":{"sku":{"$expr":"vars.sku & line.sku & index"}},"saveAs":"skus"},{"id":"x","type":"transform.assign","config":{"assign":{"vars.d":{"$expr":"vars.skus[0].sku & vars.skus[0].error.code"}}}}]""")]
    [InlineData("""[{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","results":{"sku":{"$expr":"line.sku"}},"saveAs":"skus","body":[{"id":"n","type":"state.set","config":{"state":"A"}}]},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.skus[0].sku"}}}]""")]
    [InlineData("""[{"id":"h","type":"human.task","config":{"taskType":"t","title":"T","formSchema":{"type":"object","required":["note"],"properties":{"note":{"type":"string"}}},"saveAs":"answer","assign":{"vars.note":{"$expr":"vars.answer.note"}}}},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.note & vars.event.note & vars.eventName"}}}]""")]
    [InlineData("""[{"id":"c","type":"control.callWorkflow","workflowId":"ship","inputMapping":{"orderId":{"$expr":"payload.orderId"},"to":{"city":"x"}},"outputMapping":{"vars.r":{"$expr":"child.vars.r"},"vars.id":{"$expr":"child.id"}}},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.id & $string(vars.r)"}}}]""")]
    public void Check_SoundSteps_FindNoErrors(string steps) =>
        CheckHarness.CheckSteps(steps).Where(finding => finding.Severity == FindingSeverity.Error).ShouldBeEmpty();

    [Fact]
    public void Check_FieldThatNoResultOfALoopHas_IsNotFound() =>
        CheckHarness.CheckSteps(
            """
            [{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","results":{"sku":{"$expr":"line.sku"}},"saveAs":"skus",
              "body":[{"id":"n","type":"state.set","config":{"state":"A"}}]},
             {"id":"read","type":"transform.assign","config":{"assign":{"vars.x":{"$expr":"vars.skus.sko"}}}}]
            """).ShouldContain(finding => finding.Code == FindingCodes.UndefinedMappingSource && finding.StepId == "read");

    [Fact]
    public void Check_VariableOfTheOtherBranch_IsAForwardReference() =>
        CheckHarness.CheckSteps(
            """[{"id":"if","type":"control.if","condition":{"$expr":"payload.total > 1"},"then":[""" + SetC + """],"else":[""" + Read + "]}]")
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                finding => finding.Code.ShouldBe(FindingCodes.ForwardReference),
                finding => finding.StepId.ShouldBe("read"),
                finding => finding.Position.ShouldBe(5));

    [Fact]
    public void Check_VariableOfOneBranch_MayBeMissingBehind() =>
        CheckHarness.CheckSteps(
            """[{"id":"if","type":"control.if","condition":{"$expr":"payload.total > 1"},"then":[""" + SetS + "]}," + Subject + "]")
            .ShouldHaveSingleItem().Code.ShouldBe(FindingCodes.NullableToRequired);

    [Fact]
    public void Check_BranchThatReturns_DoesNotCountBehind() =>
        CheckHarness.CheckSteps(
            """[{"id":"if","type":"control.if","condition":{"$expr":"payload.total > 1"},"then":[""" + SetS
            + """],"else":[{"id":"r","type":"control.return"}]},""" + Subject + "]")
            .ShouldBeEmpty();

    [Fact]
    public void Check_VariableSetInALoop_MayBeMissingBehind() =>
        CheckHarness.CheckSteps(
            """[{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","body":[""" + SetS + "]}," + Subject + "]")
            .ShouldHaveSingleItem().Code.ShouldBe(FindingCodes.NullableToRequired);

    [Fact]
    public void Check_ResultsOfALoop_AreTyped()
    {
        const string Loop = """{"id":"l","type":"control.forEach","items":{"$expr":"payload.lines"},"itemVar":"line","body":[],"results":{"sku":{"$expr":"line.sku"}},"saveAs":"skus"}""";

        CheckHarness.CheckSteps($$$"""[{{{Loop}}},{"id":"x","type":"state.set","config":{"state":{"$expr":"vars.skus[0].skv"} } }]""")
            .ShouldContain(finding => finding.Code == FindingCodes.UndefinedMappingSource && finding.Suggestion == "sku");
        CheckHarness.CheckSteps($"[{Loop.Replace("line.sku", "line.skv", StringComparison.Ordinal)}]").ShouldContain(
            finding => finding.Code == FindingCodes.UndefinedMappingSource && finding.Pointer == "/steps/0/results/sku");
    }

    [Fact]
    public void Check_ItemOutsideItsLoop_IsNotKnown() =>
        CheckHarness.CheckSteps("""[{"id":"x","type":"state.set","config":{"state":{"$expr":"item.sku"}}}]""")
            .ShouldContain(finding => finding.Code == FindingCodes.UndefinedMappingSource && finding.Severity == FindingSeverity.Error);

    [Fact]
    public void Check_OutputOfAStepThatMayFailAndGoOn_MayBeMissing() =>
        CheckHarness.CheckSteps(
            """
            [{"id":"s","type":"action.call","onError":{"policy":"continue"},
              "config":{"actionId":"mail.send","version":2,"inputMapping":{"subject":"s","to":{"address":"a"}},"saveAs":"mail"}},
             {"id":"x","type":"state.set","config":{"state":{"$expr":"vars.mail.messageId"}}}]
            """).ShouldHaveSingleItem().Code.ShouldBe(FindingCodes.NullableToRequired);

    [Fact]
    public void Check_UntypedPayload_WarnsAtMost() =>
        CheckHarness.Check(
            """
            {"name":"x","steps":[{"id":"a","type":"control.if","condition":{"$expr":"payload.any.thing"},"then":[]},
             {"id":"l","type":"control.forEach","items":{"$expr":"payload.list"},"itemVar":"i","body":[
               {"id":"s","type":"state.set","config":{"state":{"$expr":"i.name"}}}]}]}
            """).ShouldAllBe(finding => finding.Severity == FindingSeverity.Warning);
}
