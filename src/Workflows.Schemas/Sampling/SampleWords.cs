namespace Workflows.Schemas.Sampling;

/// <summary>Everyday words for samples.</summary>
internal static class SampleWords
{
    public static readonly string[] FirstNames =
        ["Anna", "Maya", "Jonas", "Lucia", "Omar", "Priya", "Henrik", "Sofia", "Daniel", "Aiko", "Leila", "Marco"];

    public static readonly string[] LastNames =
        ["Berg", "Okafor", "Lindqvist", "Moreau", "Santos", "Novak", "Haddad", "Fischer", "Tanaka", "Rossi", "Kaya"];

    public static readonly string[] Companies =
        ["Northwind Dental", "Brightpeak Logistics", "Harbor & Sons", "Lumen Analytics", "Oakfield Clinic"];

    public static readonly string[] Remarks =
    [
        "Printer on the second floor reports a paper jam", "Customer asked for a later delivery slot",
        "Follow up after the call on Thursday", "Access was granted for the new colleague",
    ];

    public static readonly string[] Qualities = ["standard", "primary", "north", "v2", "main", "internal"];

    private static readonly string[] Reasons = ["Requested by the customer", "Duplicate entry", "Part on back order", "Policy changed"];

    private static readonly string[] Titles =
        ["Laptop doesn't start", "Invoice can't be opened", "New starter on Monday", "Renewal of the service contract"];

    private static readonly string[] Statuses = ["open", "in-progress", "waiting", "resolved", "closed"];

    private static readonly string[] Priorities = ["low", "medium", "high", "urgent"];

    /// <summary>Words that fit a field of which the name ends like that; null when there is no list.</summary>
    public static IReadOnlyList<string>? Find(string word) => word switch
    {
        "reason" or "cause" => Reasons,
        "title" or "subject" or "headline" or "summary" => Titles,
        "description" or "body" or "message" or "comment" or "note" or "notes" or "text" or "content" => Remarks,
        "status" or "state" or "stage" => Statuses,
        "priority" or "severity" or "urgency" => Priorities,
        "field" or "fields" => ["status", "priority", "dueDate", "assigneeId", "description"],
        "currency" => ["EUR", "USD", "DKK", "GBP"],
        "country" => ["DK", "DE", "FR", "US", "IN"],
        "city" => ["Copenhagen", "Lyon", "Utrecht", "Austin"],
        "street" or "address" or "line1" => ["12 Harbour Street", "Rue de la Paix 4", "58 Elm Avenue"],
        "zip" or "postcode" => ["2100", "69002", "73301"],
        "phone" or "mobile" or "telephone" => ["+45 55 50 10 20", "+33 1 55 50 14 00", "+1 512 555 0143"],
        "timezone" or "zone" => ["Europe/Copenhagen", "America/Chicago", "Asia/Kolkata"],
        "locale" or "language" => ["en-GB", "da-DK", "fr-FR"],
        "source" or "origin" => ["portal", "api", "email", "import"],
        "type" or "kind" => ["standard", "external", "manual"],
        "host" or "hostname" => ["laptop-0217", "srv-mail-01", "printer-2f"],
        "channel" => ["email", "portal", "phone", "chat"],
        "location" => ["Reception, 2nd floor", "Warehouse 3", "Remote"],
        "color" or "colour" => ["#1F77B4", "#2CA02C", "#D62728"],
        "version" => ["1.4.0", "2.0.3", "2026.1"],
        "path" => ["/documents/2026/01", "/uploads/photo-17.jpg"],
        "tag" or "label" => ["vip", "onboarding", "hardware", "follow-up"],
        "code" => ["A-100", "B-205", "E-42"],
        "role" => ["agent", "manager", "viewer"],
        "ip" => ["192.0.2.14", "198.51.100.7"],
        _ => null,
    };
}
