import { guarded, methodNotAllowed } from "@/lib/api";
import { authenticate } from "@/lib/api/authenticate";
import { changeStream } from "@/lib/api/change-stream";
import { subscribe } from "@/lib/live/changes";

export const dynamic = "force-dynamic";

/** Tells open pages what changed, so that they show it without a reload. */
export const GET = guarded("viewer", async ({ request }) =>
  changeStream({
    subscribe,
    signal: request.signal,
    isStillAllowed: () =>
      authenticate(request, "viewer", new Date()).then(
        () => true,
        () => false,
      ),
  }),
);

export const POST = methodNotAllowed;
