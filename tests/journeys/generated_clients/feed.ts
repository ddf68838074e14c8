// A partner's program: it reads the feed and distinguishes resources by `resource`. It must compile with --strict.
import type { components, paths } from "./contract";

type Change = components["schemas"]["Change"];
type Page = paths["/v1/changes"]["get"]["responses"]["200"]["content"]["application/json"];
type Report = NonNullable<paths["/v1/incidents"]["post"]["requestBody"]>["content"]["application/json"];

function describe(change: Change): string {
  switch (change.resource) {
    case "incident":
      return `${change.data?.reference}: ${change.data?.state}, ${change.data?.subjects?.length} links`;
    case "escalation":
      return `${change.data?.reference}: ${change.data?.platform_id}`;
    case "member_case":
      return `${change.data?.stage}`;
    case "oversight":
      return `${change.data?.in_force}`;
    case "organisation":
      return `${change.data?.name}`;
    case "release":
      return `${change.resource_id}`;
    default: {
      // Fails to compile when a resource of the contract has no case above.
      const unknown: never = change;
      return String(unknown);
    }
  }
}

// Only members of the resource itself exist after the narrowing.
export function readWrongMember(change: Change): unknown {
  // @ts-expect-error: an incident has no stage.
  return change.resource === "incident" ? change.data?.stage : undefined;
}

export function describePage(page: Page): string[] {
  return page.data.map(describe);
}

export const report: Report = {
  affected_kind: "leader",
  affected_person: true,
  summary_neutral: "An account imitates the school.",
  links: [{ url: "https://www.tiktok.com/@sandbox.account/video/7000000000000000001" }],
};
