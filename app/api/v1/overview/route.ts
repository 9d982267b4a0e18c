import { api, methodNotAllowed, reply } from "@/lib/api";
import { overviewJson } from "@/lib/api/view-json";
import { getOverview } from "@/lib/overview/get-overview";

export const GET = api("overview.get", async ({ actor, now }) =>
  reply(200, overviewJson(await getOverview({ actor, now }))),
);

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
